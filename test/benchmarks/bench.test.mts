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
	const finding = {
		title: 'Speed',
		how: 'Measured.',
		figures: [{ what: 'time', measured: '5 s', goal: 'under 4 s', met: false }],
	};
	expect(report([finding], 5)).toContain('| time | 5 s | under 4 s | **no** |');
	expect(summary(finding)).toContain('time: 5 s   goal: under 4 s   NOT REACHED');
});

test('an unknown benchmark is reported with the names of all', async () => {
	await expect(bench('speed')).rejects.toMatchObject({
		code: 1,
		stderr: expect.stringMatching(/There is no benchmark 'speed'\nThere are: throughput, /),
	});
});

/** All benchmarks except the one in a complete n8n, which `test/e2e/bench.test.mts` runs. */
const names = [
	'throughput',
	'concurrency',
	'subtitles',
	'sharedAccount',
	'manyItems',
	'upload',
	'download',
	'memoryMode',
	'returnAll',
	'idlePoll',
	'burst',
	'captions',
	'phone',
	'packageSize',
];

test('each benchmark is run here or in a complete n8n', async () => {
	const { stdout } = await bench('--help');
	expect(stdout.split('Benchmarks: ')[1]!.trim().split(', ').sort()).toEqual([...names, 'queue'].sort());
});

test.each([
	['REDIS_SERVER', 'redis-server'],
	['POSTGRES_BIN', 'postgresql'],
])('without %s the benchmark in queue mode says what to install', async (variable, debian) => {
	const run = promisify(execFile)(process.execPath, ['benchmarks/main.mts', '--quick', 'queue'], {
		env: { ...process.env, REDIS_SERVER: process.execPath, [variable]: '/nowhere' },
	});
	await expect(run).rejects.toMatchObject({
		code: 1,
		stderr: expect.stringContaining(
			`/nowhere is not there, and n8n's queue mode needs it.\nOn Debian and Ubuntu: apt-get install ${debian}.`,
		),
	});
});

test('each benchmark runs, and RESULTS.md has its figures', async () => {
	const { stdout } = await bench('--quick', ...names);
	const results = await readFile('benchmarks/RESULTS.md', 'utf8');
	const sections = stdout.split('\n\n').map((section) => section.trim().split('\n'));
	expect(sections).toHaveLength(names.length);
	// Titles contain how much was measured. Names of figures do not, except for the pages of a list.
	const measured = sections.flatMap(([, ...figures]) => figures.map((figure) => figure.trim().split(/[:,] /)[0]!));
	for (const name of measured) expect(results).toContain(`| ${name}`);
	expect(results).not.toContain('**no**');
}, 120_000);
