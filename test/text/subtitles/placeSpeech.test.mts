import fc from 'fast-check';

import { placeSpeech, speedsNeeded, type Spoken } from '../../../text/subtitles/placeSpeech.ts';

const spoken = (...rows: Array<[number, number, number]>): Spoken[] =>
	rows.map(([start, end, length]) => ({ start, end, length }));

const inTrack = (pieces: Spoken[]): number[][] =>
	placeSpeech(pieces).placed.map(({ start, end, late, over }) => [start, end, late, over]);

describe('where speech stands', () => {
	const table: Array<[string, Spoken[], number[][]]> = [
		[
			'short: at its planned start',
			spoken([1000, 2000, 500], [3000, 4000, 900]),
			[
				[1000, 1500, 0, 0],
				[3000, 3900, 0, 0],
			],
		],
		[
			'goes on into the pause',
			spoken([0, 1000, 1900], [2000, 3000, 1]),
			[
				[0, 1900, 0, 0],
				[2000, 2001, 0, 0],
			],
		],
		[
			'too long by what nobody notices',
			spoken([0, 1000, 1100], [1000, 2000, 1]),
			[
				[0, 1100, 0, 0],
				[1100, 1101, 100, 0],
			],
		],
		[
			'needs a breath before the next',
			spoken([0, 1000, 2001], [2000, 3000, 1]),
			[
				[0, 2001, 0, 101],
				[2001, 2002, 1, 0],
			],
		],
		[
			'too long: moves the next, and the pause lets it catch up',
			spoken([0, 1000, 1500], [1000, 2000, 900], [5000, 6000, 1]),
			[
				[0, 1500, 0, 500],
				[1500, 2400, 500, 0],
				[5000, 5001, 0, 0],
			],
		],
		[
			'overlaps follow each other',
			spoken([0, 1000, 900], [0, 1000, 900]),
			[
				[0, 900, 0, 0],
				[900, 1800, 900, 0],
			],
		],
		['the last one has its own time', spoken([0, 1000, 1300]), [[0, 1300, 0, 300]]],
	];

	it.each(table)('%s', (_, pieces, expected) => {
		expect(inTrack(pieces)).toEqual(expected);
	});

	it('is as long as the last caption, or as the speech if that is later', () => {
		expect(placeSpeech(spoken([0, 9000, 10], [1000, 2000, 10])).length).toBe(9000);
		expect(placeSpeech(spoken([0, 1000, 1300])).length).toBe(1300);
		expect(placeSpeech([])).toEqual({ placed: [], length: 0 });
	});
});

describe('how fast it is spoken', () => {
	const table: Array<[string, Spoken[], number[]]> = [
		['fits', spoken([0, 1000, 1000]), [1]],
		['too long by what nobody notices', spoken([0, 1000, 1100]), [1]],
		['fits into the pause', spoken([0, 1000, 1900], [2000, 3000, 1000]), [1, 1]],
		['too long', spoken([0, 1000, 1200]), [1.2]],
		['far too long: the next one is faster, too', spoken([0, 1000, 2000], [1000, 2000, 1000]), [1.25, 1.25]],
		['after a pause as it is', spoken([0, 1000, 2000], [5000, 6000, 1000]), [1, 1]],
		['rounded up', spoken([0, 3000, 3333]), [1.12]],
	];

	it.each(table)('%s', (_, pieces, expected) => {
		expect(speedsNeeded(pieces, 1.25)).toEqual(expected);
	});
});

const files = fc
	.array(
		fc.record({
			gap: fc.integer({ min: 0, max: 4000 }),
			shown: fc.integer({ min: 0, max: 6000 }),
			length: fc.double({ min: 1, max: 9000, noNaN: true }),
		}),
		{ maxLength: 40 },
	)
	.map((list) => {
		let start = 0;
		return list.map(({ gap, shown, length }): Spoken => ({ start: (start += gap), end: start + shown, length }));
	});

describe('any file', () => {
	it('has no overlaps, keeps the order, begins nothing too early, and is as long as it says', () => {
		fc.assert(
			fc.property(files, (pieces) => {
				const { placed, length } = placeSpeech(pieces);
				expect(placed).toHaveLength(pieces.length);
				for (const [at, { start, end, plannedStart, late }] of placed.entries()) {
					expect(start).toBeGreaterThanOrEqual(Math.max(plannedStart, placed[at - 1]?.end ?? 0));
					expect(end).toBe(start + (pieces[at]?.length ?? NaN));
					expect(late).toBe(start - plannedStart);
				}
				expect(length).toBe(Math.max(0, ...placed.flatMap(({ end, plannedEnd }) => [end, plannedEnd])));
			}),
		);
	});

	it('is late only after speech that has not ended', () => {
		fc.assert(
			fc.property(files, (pieces) => {
				const { placed } = placeSpeech(pieces);
				for (const [at, { start, late }] of placed.entries()) if (late > 0) expect(start).toBe(placed[at - 1]?.end);
			}),
		);
	});

	it('is spoken faster only where it must be, within the bound, and then nothing is later than before', () => {
		fc.assert(
			fc.property(files, fc.double({ min: 1, max: 2, noNaN: true }), (pieces, fastest) => {
				const speeds = speedsNeeded(pieces, fastest);
				const before = placeSpeech(pieces).placed;
				const after = placeSpeech(
					pieces.map((piece, at) => ({ ...piece, length: piece.length / (speeds[at] ?? 1) })),
				).placed;
				for (const [at, speed] of speeds.entries()) {
					expect(speed).toBeGreaterThanOrEqual(1);
					expect(speed).toBeLessThanOrEqual(fastest);
					expect(after[at]?.late).toBeLessThanOrEqual(before[at]?.late ?? 0);
					const isInTime = after[at]?.late === 0 && speed < fastest;
					if (isInTime) expect(after[at]?.over).toBe(0);
					if (before[at]?.late === 0 && before[at]?.over === 0) expect(speed).toBe(1);
				}
			}),
		);
	});
});
