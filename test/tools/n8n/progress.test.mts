import { withProgress } from '../../../tools/n8n/progress.mts';

let lines: string[];

beforeEach(() => {
	lines = [];
	jest.useFakeTimers();
	jest.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line.trim()));
});
afterEach(() => {
	jest.restoreAllMocks();
	jest.useRealTimers();
});

test('says that it goes on while npm is silent, and no more once it has ended', async () => {
	let fail!: (error: Error) => void;
	const installing = withProgress('n8n', async (see) => {
		see('fetching', 0);
		await new Promise((_, reject) => (fail = reject));
	});
	jest.advanceTimersByTime(30_000);
	expect(lines.slice(0, 2)).toEqual([
		'n8n is installed, once only: 2.3 GB, 2 to 5 minutes.',
		'0 s, npm looks up the packages (1 to 4 minutes) …',
	]);
	expect(lines.slice(2)).toEqual([expect.stringMatching(/^15 s, npm/), expect.stringMatching(/^30 s, npm/)]);
	fail(new Error('no network'));
	await expect(installing).rejects.toThrow('no network');
	jest.advanceTimersByTime(60_000);
	expect(lines).toHaveLength(4);
});

test('counts packages, and says nothing about an n8n that is there already', async () => {
	await withProgress('n8n', async () => undefined);
	expect(lines).toEqual([]);
	await withProgress('n8n', async (see) => {
		see('fetching', 0);
		see('fetching', 7);
		jest.advanceTimersByTime(15_000);
		see('compiling', 7);
	});
	expect(lines.slice(2)).toEqual([
		'15 s, downloading n8n: 7 packages …',
		'15 s, compiling the database driver …',
		'Installed in 15 s.',
	]);
});
