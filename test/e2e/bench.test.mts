import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

test('the benchmark in queue mode runs, and RESULTS.md holds what it measures', async () => {
	const { stdout } = await promisify(execFile)(process.execPath, ['benchmarks/main.mts', '--quick', 'queue']);
	const [title, ...figures] = stdout.trim().split('\n');
	expect(title).toMatch(/^Queue mode: 12 executions/);
	const results = await readFile('benchmarks/RESULTS.md', 'utf8');
	for (const figure of figures) expect(results).toContain(`| ${figure.trim().split(': ')[0]}`);
	expect(figures.join('\n')).toContain('files with all bytes correct: 72 of 72 files');
});
