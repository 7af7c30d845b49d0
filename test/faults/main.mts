/**
 * Runs the tests of faults on the versions of n8n and Node that people use, one after the other: `npm run test:faults`.
 * Names of rows, such as `1-20`, run only those.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

interface Row {
	title: string;
	/** Line of n8n, see test/support/line.mts. */
	line: 1 | 2;
	/** The package that contains Node. */
	node: 'node' | 'node-20' | 'node-22';
	/** Paths of the test files, as jest takes them. */
	files: string[];
}

const short = ['test/faults/[^/]+\\.test\\.mts$'];
const long = ['test/faults/long/'];

/** By line and Node. n8n 2.41 runs only on Node 24, and its short tests are part of `npm run test:slow`. */
const rows: Record<string, Row> = {
	'2-24': { title: 'n8n 2.41 on Node 24', line: 2, node: 'node', files: long },
	'1-20': { title: 'n8n 1.123 on Node 20', line: 1, node: 'node-20', files: [...short, 'test/faults/long/storms'] },
	'1-22': {
		title: 'n8n 1.123 on Node 22',
		line: 1,
		node: 'node-22',
		files: ['test/faults/(answers|cancellation|failedRequests|redirects|time)\\.'],
	},
	'1-24': { title: 'n8n 1.123 on Node 24', line: 1, node: 'node', files: short },
};

async function run({ title, line, node, files }: Row): Promise<boolean> {
	console.log(`\n${title}\n`);
	const jest = spawn(
		`node_modules/${node}/bin/node`,
		['node_modules/jest/bin/jest.js', '--config', 'jest.faults.config.mjs', ...files],
		{
			stdio: 'inherit',
			env: { ...process.env, N8N_LINE: String(line) },
		},
	);
	const [code] = (await once(jest, 'exit')) as [number | null];
	return code === 0;
}

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(rows);
const unknown = names.find((name) => !Object.hasOwn(rows, name));
if (unknown !== undefined) throw new Error(`There is no row '${unknown}'. There are: ${Object.keys(rows).join(', ')}`);
for (const name of names) if (!(await run(rows[name]!))) process.exitCode = 1;
