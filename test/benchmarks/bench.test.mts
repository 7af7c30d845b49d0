import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

import { median, withSpread } from '../../benchmarks/measure/statistics.mts';
import { report, summary } from '../../benchmarks/report.mts';

const bench = async (...args: string[]): Promise<{ stdout: string; stderr: string }> =>
	await promisify(execFile)(process.execPath, ['benchmarks/main.mts', ...args]);

test('the median and its spread', () => {
	expect(median([3, 1, 2])).toBe(2);
	expect(median([4, 1, 2, 3])).toBe(2.5);
	expect(median([7])).toBe(7);
	expect(withSpread([3, 1, 2], (value) => `${value} s`)).toBe('2 s (1 s to 3 s)');
});

test('a goal that is not reached is shown as such', () => {
	const finding = { title: 'Speed', how: 'Measured.', figures: [{ what: 'time', measured: '5 s', goal: 'under 4 s', met: false }] };
	expect(report([finding], 5)).toContain('| time | 5 s | under 4 s | **no** |');
	expect(summary(finding)).toContain('time: 5 s   goal: under 4 s   NOT REACHED');
});

test('an unknown benchmark is told with those there are', async () => {
	await expect(bench('speed')).rejects.toMatchObject({
		code: 1,
		stderr: expect.stringMatching(/There is no benchmark 'speed'\nThere are: throughput, /),
	});
});

test('each benchmark runs, and RESULTS.md holds what it measures', async () => {
	const { stdout } = await bench('--quick');
	const results = await readFile('benchmarks/RESULTS.md', 'utf8');
	const sections = stdout.split('\n\n').map((section) => section.trim().split('\n'));
	expect(sections).toHaveLength(12);
	// The titles hold how much was measured; the figures' names hold none but a list's pages.
	const names = sections.flatMap(([, ...figures]) => figures.map((figure) => figure.trim().split(/[:,] /)[0]!));
	for (const name of names) expect(results).toContain(`| ${name}`);
	expect(results).not.toContain('**no**');
}, 120_000);
