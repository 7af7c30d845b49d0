import { blocksOf } from '../../../audio/levels/pcmBlocks.ts';

/** The blocks of one channel with these values, at 1 kHz with a full scale of 1,000. */
const blocks = (...values: number[]) =>
	blocksOf({ channels: [values], length: values.length, sampleRate: 1000, fullScale: 1000 });

const repeated = (count: number, ...values: number[]): number[] => Array<number[]>(count).fill(values).flat();

it.each([
	[998, 0],
	[999, 1],
	[1000, 1],
])('values at %i thousandths of full scale have a clipped share of %i', (height, share) => {
	expect(blocks(...repeated(5, height, -height))).toEqual([
		{ seconds: 0.01, power: (height / 1000) ** 2, peak: height / 1000, clipped: share },
	]);
});

it.each([
	[50, [50]],
	[51, [25, 26]],
	[100, [50, 50]],
	[101, [33, 34, 34]],
])('%i ms are cut into blocks of at most 50 ms', (length, lengths) => {
	expect(blocks(...Array<number>(length).fill(0)).map(({ seconds }) => seconds * 1000)).toEqual(lengths);
});

it('a constant offset is silence from 20 ms on, since a shorter block may be part of a low voice', () => {
	expect(blocks(...repeated(10, 490, 510))[0]!.power).toBeCloseTo(0.0001, 9);
	expect(blocks(...repeated(9, 490, 510))[0]!.power).toBeCloseTo(0.2501, 9);
});

it('a flickering lowest bit is silence', () => {
	expect(blocks(...repeated(20, 0, 2))[0]!.power).toBe(0);
	expect(blocks(...repeated(20, 0, 3))[0]!.power).toBeGreaterThan(0);
});
