import fc from 'fast-check';

import type { AudioStep } from '../../audio/audioStep.ts';
import { decodeALaw, decodeMuLaw, encodeALaw, encodeMuLaw } from '../../audio/g711.ts';
import { muLawReference } from '../support/g711.mts';
import { inPieces } from '../support/scripted/pieces.mts';
import { bytesOf, streamOf } from '../support/streams.mts';

const everySample = Array.from({ length: 65_536 }, (_, at) => at - 32_768);
const everyCode = Array.from({ length: 256 }, (_, code) => code);

const pcmOf = (samples: number[]): Buffer => Buffer.from(Int16Array.from(samples).buffer);

const encoded = async (step: AudioStep, samples: number[]): Promise<number[]> => [
	...(await bytesOf(step(streamOf([pcmOf(samples)])))),
];

/**
 * Values of µ-law codes, from the recommendation's table 2: each segment has 16 steps, twice as large as those before.
 */
const muLawValues = everyCode.map((code) => {
	const inverted = 255 - code;
	const segment = Math.floor((inverted % 128) / 16);
	const value = 4 * ((33 + 2 * (inverted % 16)) * 2 ** segment - 33);
	return inverted >= 128 ? -value : value;
});

/** Values of A-law codes, from table 1: the two lowest segments have steps of one size. */
const aLawValues = everyCode.map((code) => {
	const even = code ^ 0x55;
	const segment = Math.floor((even % 128) / 16);
	const inSegment = 2 * (even % 16) + 1 + (segment > 0 ? 32 : 0);
	const value = 8 * inSegment * 2 ** Math.max(0, segment - 1);
	return even >= 128 ? value : -value;
});

/** Decision values at the ends of segments (tables 1 and 2, column 5), as 16-bit PCM values. */
const borders = {
	muLaw: [31, 95, 223, 479, 991, 2015, 4063].map((value) => value * 4),
	aLaw: [32, 64, 128, 256, 512, 1024, 2048].map((value) => value * 8),
};

/** An A-law code by the same library. */
function aLawReference(sample: number): number {
	let code = (sample < 0 ? ~sample : sample) >> 4;
	if (code > 15) {
		let segment = 1;
		for (; code > 31; code >>= 1) segment++;
		code = code - 16 + (segment << 4);
	}
	return (sample < 0 ? code : code | 0x80) ^ 0x55;
}

describe.each([
	{
		name: 'µ-law',
		step: encodeMuLaw,
		values: muLawValues,
		ends: borders.muLaw,
		minusZero: 0x7f,
		greatest: 32_124,
		smallest: 4,
		shared: 0,
		reference: muLawReference,
	},
	{
		name: 'A-law',
		step: encodeALaw,
		values: aLawValues,
		ends: borders.aLaw,
		minusZero: undefined,
		greatest: 32_256,
		smallest: 8,
		shared: 1,
		reference: aLawReference,
	},
])('$name', ({ step, values, ends, minusZero, greatest, smallest, shared, reference }) => {
	const segmentOf = (code: number): number => ((step === encodeMuLaw ? ~code : code ^ 0x55) >> 4) & 7;

	it('codes every value at most half a step away', async () => {
		expect(Math.max(...values)).toBe(greatest);
		const codes = await encoded(step, everySample);
		const half = (code: number): number => smallest * 2 ** Math.max(0, segmentOf(code) - shared);
		const far = everySample.filter(
			(sample, at) => Math.abs(sample) <= greatest && Math.abs(values[codes[at]!]! - sample) > half(codes[at]!),
		);
		expect(far).toEqual([]);
		const beyond = everySample.filter(
			(sample, at) => Math.abs(sample) > greatest && Math.abs(values[codes[at]!]!) !== greatest,
		);
		expect(beyond).toEqual([]);
	});

	it('codes every value as the nearest one, except where the step size changes', async () => {
		const sorted = [...new Set(values)].sort((a, b) => a - b);
		const places = new Map(sorted.map((value, place) => [value, place]));
		const codes = await encoded(step, everySample);
		const nearer = everySample.filter((sample, at) => {
			const error = Math.abs(values[codes[at]!]! - sample);
			const place = places.get(values[codes[at]!]!)!;
			return [sorted[place - 1], sorted[place + 1]].some(
				(value) => value !== undefined && Math.abs(value - sample) < error,
			);
		});
		// The border is the end of the smaller steps, not the middle between the last smaller and the first larger one.
		const between = (sample: number): boolean =>
			ends.some((end) => Math.abs(sample) >= end && Math.abs(sample) <= end * 1.04 + 3);
		expect(nearer.filter((sample) => !between(sample))).toEqual([]);
	});

	it('codes every value like the algorithm of ITU-T G.191', async () => {
		expect(await encoded(step, everySample)).toEqual(everySample.map(reference));
	});

	it('codes negative values like positive ones, with another sign bit', async () => {
		const up = await encoded(
			step,
			everySample.filter((sample) => sample >= 0),
		);
		const down = await encoded(step, everySample.filter((sample) => sample < 0).reverse());
		expect(down).toEqual(up.map((code) => code ^ 0x80));
		expect(up.every((code) => code >= 0x80)).toBe(true);
	});

	it('codes decoded values to the same codes', async () => {
		const again = await encoded(step, values);
		expect(again).toEqual(everyCode.map((code) => (code === minusZero ? 0xff : code)));
	});

	it('begins each segment where the recommendation says', async () => {
		const below = await encoded(
			step,
			ends.map((end) => end - 1),
		);
		const from = await encoded(step, ends);
		expect(below.map(segmentOf)).toEqual([0, 1, 2, 3, 4, 5, 6]);
		expect(from.map(segmentOf)).toEqual([1, 2, 3, 4, 5, 6, 7]);
	});

	it('does not depend on how the stream is cut into chunks', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.uint8Array({ maxLength: 300 }),
				fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 9 }),
				async (bytes, sizes) => {
					const whole = await bytesOf(step(streamOf([bytes])));
					expect(whole).toHaveLength(bytes.length >> 1);
					const pieces = inPieces(bytes, ...sizes).flatMap((piece) => [Buffer.alloc(0), piece]);
					expect((await bytesOf(step(streamOf(pieces)))).equals(whole)).toBe(true);
				},
			),
		);
	});

	it('ignores half a value at the end', async () => {
		expect(await bytesOf(step(streamOf([Buffer.alloc(5)])))).toHaveLength(2);
		expect(await bytesOf(step(streamOf([])))).toHaveLength(0);
	});

	it('closes its source when the reader stops', async () => {
		let isOpen = true;
		const source = async function* () {
			try {
				for (;;) yield Buffer.alloc(10);
			} finally {
				isOpen = false;
			}
		};
		for await (const chunk of step(source())) {
			expect(chunk).toHaveLength(5);
			break;
		}
		expect(isOpen).toBe(false);
	});
});

it.each([
	['µ-law', decodeMuLaw, muLawValues],
	['A-law', decodeALaw, aLawValues],
] as const)(
	'every code of %s is decoded to the value of the recommendation, in any chunks',
	async (_, step, values) => {
		const codes = [Buffer.from(everyCode.slice(0, 7)), Buffer.alloc(0), Buffer.from(everyCode.slice(7))];
		const decoded = await bytesOf(step(streamOf(codes)));
		expect(Array.from(everyCode, (at) => decoded.readInt16LE(at * 2))).toEqual(values.map((value) => value + 0));
	},
);

it('gives known codes', async () => {
	const samples = [0, -1, 32_767, -32_768, 1000, -1000, 8, -8];
	expect(await encoded(encodeMuLaw, samples)).toEqual([0xff, 0x7f, 0x80, 0x00, 0xce, 0x4e, 0xfe, 0x7e]);
	expect(await encoded(encodeALaw, samples)).toEqual([0xd5, 0x55, 0xaa, 0x2a, 0xfa, 0x7a, 0xd5, 0x55]);
});

/** The codes of the 1 kHz tone at 0 dBm0 (G.711, tables 5 and 6). */
it.each([
	['µ-law', encodeMuLaw, muLawValues, [0x1e, 0x0b, 0x0b, 0x1e, 0x9e, 0x8b, 0x8b, 0x9e]],
	['A-law', encodeALaw, aLawValues, [0x34, 0x21, 0x21, 0x34, 0xb4, 0xa1, 0xa1, 0xb4]],
] as const)('the reference tone of %s is a sine and keeps its codes', async (_, step, values, codes) => {
	const samples = codes.map((code) => values[code]!);
	expect(await encoded(step, samples)).toEqual([...codes]);
	// A sine at an eighth of the sample rate: its values at 22.5° and 67.5° have the ratio 0.414.
	expect(samples[0]! / samples[1]!).toBeCloseTo(Math.tan(Math.PI / 8), 1);
});
