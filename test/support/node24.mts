import { resolve } from 'node:path';

const [major] = process.versions.node.split('.');

/** A Node that runs TypeScript: that of the tests, or that of the project if the tests run on an older one. */
export const node24 =
	Number(major) >= 24
		? process.execPath
		: resolve(process.env['SANDBOX_PROJECT_ROOT'] ?? process.cwd(), 'node_modules/node/bin/node');
