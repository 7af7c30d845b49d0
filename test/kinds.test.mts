import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';

const kinds = ['unit', 'sound', 'nodes', 'slow', 'alone'];

/** Jest's list of the files of a kind, as paths from the root. */
async function filesOf(kind: string): Promise<string[]> {
	const args = ['node_modules/jest/bin/jest.js', '--listTests', '--json', '--selectProjects', kind];
	const { stdout } = await promisify(execFile)(process.execPath, args);
	const paths = JSON.parse(stdout) as string[];
	return paths.map((path) => relative(process.cwd(), path).replaceAll('\\', '/'));
}

test('every test file has one kind, or belongs to e2e or the long faults', async () => {
	const listed = (await Promise.all(kinds.map(filesOf))).flat();
	const elsewhere = /^test\/(e2e|faults\/long)\//;
	const files = readdirSync('test', { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.test.mts'))
		.map((name) => join('test', name).replaceAll('\\', '/'))
		.filter((file) => !elsewhere.test(file));
	expect(listed.sort()).toEqual(files.sort());
});

test('unit tests do not start n8n', async () => {
	const unit = await filesOf('unit');
	expect(unit.length).toBeGreaterThan(50);
	const starting = unit.filter((file) => /from '[./]+\/support\/(engine|stage)\.mts'/.test(readFileSync(file, 'utf8')));
	expect(starting).toEqual([]);
});
