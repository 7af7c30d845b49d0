import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

import type { Scenario } from './scenarios.mts';

/**
 * Requires all nodes and the credential as n8n does, with n8n's own library already loaded, and creates one of each.
 */
export function load(): Scenario {
	const require = createRequire(import.meta.url);
	require('n8n-workflow');
	const { n8n } = JSON.parse(readFileSync('package.json', 'utf8')) as {
		n8n: { nodes: string[]; credentials: string[] };
	};
	const files = [...n8n.credentials, ...n8n.nodes].map((file) => resolve(file));
	return {
		run: async () =>
			files.map((file) => {
				const [Type] = Object.values(require(file) as Record<string, new () => object>);
				return Type ? Object.keys(new Type()).length : 0;
			}),
	};
}
