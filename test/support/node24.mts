import { resolve } from 'node:path';

const [major] = process.versions.node.split('.');

/** A Node that runs TypeScript: the tests' own, or where they run on an older one, that which came with the project. */
export const node24 =
	Number(major) >= 24
		? process.execPath
		: resolve(process.env['SANDBOX_PROJECT_ROOT'] ?? process.cwd(), 'node_modules/node/bin/node');
