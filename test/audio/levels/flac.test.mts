import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { createFlacLevels } from '../../../audio/levels/flac.ts';
import type { SoundBlock } from '../../../audio/levels/levelDecoder.ts';
import { decibels, secondsOf } from './decibels.mts';
import { flacFrame, streamInfo, type Frame, type Subframe } from './flacEncoder.mts';

/** See fixtures/README.md. */
const speech = readFileSync(join(import.meta.dirname, 'fixtures/speech.flac'));
const speechInfo = speech.subarray(8, 42);
const speechFrames = speech.subarray(42);

const plain: Subframe = { kind: 'verbatim', order: 0, partitions: 0, escape: false, wide: false, wasted: 0 };

const kinds: fc.Arbitrary<Subframe> = fc.record({
	kind: fc.constantFrom('verbatim', 'fixed', 'lpc'),
	order: fc.integer({ min: 1, max: 4 }),
	partitions: fc.integer({ min: 0, max: 3 }),
	escape: fc.boolean(),
	wide: fc.boolean(),
	wasted: fc.integer({ min: 0, max: 3 }),
});

/** PCM values of all sizes, half of them small. */
const samplesOf = (bitsPerSample: number, length: number, wasted: number): fc.Arbitrary<number[]> => {
	const largest = 2 ** (bitsPerSample - 1 - wasted);
	const small = Math.min(9, largest - 1);
	const sample = fc.oneof(fc.integer({ min: -largest, max: largest - 1 }), fc.integer({ min: -small, max: small }));
	return fc.array(
		sample.map((value) => value * 2 ** wasted),
		{ minLength: length, maxLength: length },
	);
};

const frames: fc.Arbitrary<Frame> = fc
	.record({
		subframe: kinds,
		bitsPerSample: fc.constantFrom(8, 12, 16, 20, 24, 32),
		layout: fc.integer({ min: 0, max: 10 }),
		eighths: fc.integer({ min: 4, max: 30 }),
	})
	// Other residuals take more bits than an escape code can state.
	.map((form) =>
		form.bitsPerSample > 20 ? { ...form, subframe: { ...form.subframe, kind: 'verbatim' as const } } : form,
	)
	.chain(({ eighths, ...form }) => {
		const count = form.layout < 8 ? form.layout + 1 : 2;
		// The mean of two channels has one wasted bit less.
		const channel = samplesOf(form.bitsPerSample, eighths * 8, form.subframe.wasted + (form.layout === 10 ? 1 : 0));
		return fc.array(channel, { minLength: count, maxLength: count }).map((channels) => ({ ...form, channels }));
	});

/** The mean square without the constant offset, which counts from 20 ms on. A difference of one step is silence. */
function powerOf(samples: number[], bitsPerSample: number): number {
	if (Math.max(...samples) - Math.min(...samples) <= 2) return 0;
	const mean = samples.length < 160 ? 0 : samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
	return samples.reduce((sum, sample) => sum + ((sample - mean) / 2 ** (bitsPerSample - 1)) ** 2, 0) / samples.length;
}

const levelsOf = (frame: Frame) =>
	createFlacLevels(streamInfo({ bitsPerSample: frame.bitsPerSample }))!.packet(flacFrame(frame));

/** All blocks of a stream, and whether reading failed. */
function walk(info: Uint8Array, stream: Uint8Array, pieceSize: number): { blocks: SoundBlock[]; isLost: boolean } {
	const levels = createFlacLevels(info)!;
	const blocks: SoundBlock[] = [];
	let isLost = false;
	for (let at = 0; at < stream.length; at += pieceSize) {
		const taken = levels.packet(stream.subarray(at, at + pieceSize));
		if (!taken) isLost = true;
		blocks.push(...(taken ?? []));
	}
	return { blocks, isLost };
}

describe('levels of FLAC', () => {
	it('have the right power, peak and clipped values for any values in any coding', () => {
		fc.assert(
			fc.property(frames, (frame) => {
				const { channels, bitsPerSample } = frame;
				const full = 2 ** (bitsPerSample - 1);
				const [block, ...more] = levelsOf(frame)!;
				expect(more).toEqual([]);
				expect(block!.seconds).toBe(channels[0]!.length / 8000);
				expect(block!.power).toBeCloseTo(Math.max(...channels.map((samples) => powerOf(samples, bitsPerSample))), 12);
				expect(block!.peak).toBe(Math.max(...channels.flat().map(Math.abs)) / full);
				const cut = channels.map(
					(samples) => samples.filter((sample) => Math.abs(sample) >= 0.999 * full).length / samples.length,
				);
				expect(block!.clipped).toBe(Math.max(...cut));
			}),
			{ numRuns: 150 },
		);
	});

	it.each(['fixed', 'lpc'] as const)('are exact for values of 24 and 32 bits (%s)', (kind) => {
		for (const bitsPerSample of [24, 32]) {
			for (let order = 1; order <= (kind === 'lpc' ? 32 : 4); order++) {
				// Loud but close to each other, so that the residual is small for high orders, too.
				const samples = Array.from({ length: 64 }, (_, at) => 2 ** (bitsPerSample - 9) + Math.round(9 * Math.sin(at)));
				const frame: Frame = {
					channels: [samples],
					bitsPerSample,
					layout: 0,
					subframe: { ...plain, kind, order, wide: true },
				};
				expect(levelsOf(frame)![0]!.peak).toBe(Math.max(...samples) / 2 ** (bitsPerSample - 1));
				expect(Math.abs(levelsOf(frame)![0]!.power / powerOf(samples, bitsPerSample) - 1)).toBeLessThan(1e-4);
			}
		}
	});

	it('are exactly 0 for silence and for a constant offset', () => {
		const of = (value: number) => ({
			channels: [Array.from({ length: 80 }, () => value)],
			bitsPerSample: 16,
			layout: 0,
		});
		const subframe = { ...plain, kind: 'constant' as const };
		expect(levelsOf({ ...of(0), subframe })).toEqual([{ seconds: 0.01, power: 0, peak: 0, clipped: 0 }]);
		expect(levelsOf({ ...of(-32_768), subframe })).toEqual([{ seconds: 0.01, power: 0, peak: 1, clipped: 1 }]);
	});

	it('come in blocks of at most 50 ms', () => {
		const samples = Array.from({ length: 1000 }, (_, at) => (at < 500 ? 0 : at % 2 ? 16_384 : -16_384));
		const blocks = levelsOf({ channels: [samples], bitsPerSample: 16, layout: 0, subframe: plain })!;
		expect(blocks.map(({ seconds }) => seconds)).toEqual([333 / 8000, 333 / 8000, 334 / 8000]);
		expect(blocks.map(({ power }) => power)).toEqual([0, expect.closeTo(0.125, 3), 0.25]);
	});

	it('agree with ffmpeg', () => {
		const { blocks, isLost } = walk(speechInfo, speechFrames, 4096);
		expect(isLost).toBe(false);
		expect(secondsOf(blocks)).toBeCloseTo(1.6, 9);
		expect(decibels(blocks)).toBeCloseTo(-26.6692, 2);
		expect(20 * Math.log10(Math.max(...blocks.map(({ peak }) => peak!)))).toBeCloseTo(-8.276541, 3);
		expect(blocks[0]!.power).toBe(0);
	});

	it('ignore metadata packets', () => {
		const levels = createFlacLevels(speechInfo)!;
		expect(levels.packet(Buffer.from('\x7fFLAC\x01\x00\x00\x01fLaC', 'latin1'))).toEqual([]);
		expect(levels.packet(Buffer.of(0x84, 0, 0, 0))).toEqual([]);
		expect(levels.packet(speechFrames)).not.toEqual([]);
	});

	it('end at the first unreadable packet', () => {
		const levels = createFlacLevels(speechInfo)!;
		expect(levels.packet(Buffer.of(0xff, 0, 0, 0))).toBeUndefined();
		expect(levels.packet(speechFrames)).toBeUndefined();
	});

	it('need a complete STREAMINFO with a sample rate', () => {
		expect(createFlacLevels(speechInfo.subarray(0, 10))).toBeUndefined();
		expect(createFlacLevels(streamInfo({ sampleRate: 0 }))).toBeUndefined();
	});
});

describe('a stream of FLAC', () => {
	const whole = walk(speechInfo, speechFrames, speechFrames.length).blocks;

	it('gives the same blocks in pieces of any size, except for the last frames', () => {
		for (const pieceSize of [1, 7, 100, 1000, 20_000]) {
			const { blocks, isLost } = walk(speechInfo, speechFrames, pieceSize);
			expect(isLost).toBe(false);
			expect(blocks).toEqual(whole.slice(0, blocks.length));
			// The last two frames are still awaited.
			expect(whole.length - blocks.length).toBeLessThanOrEqual(3);
		}
	});

	it('gives each frame at once if pieces are frames, even one that was cut in two', () => {
		const [first, second, third] = [10, 20, 30].map((value) => {
			const samples = Array.from({ length: 200 }, (_, at) => (at % 2 ? value : -value));
			return flacFrame({ channels: [samples], bitsPerSample: 16, layout: 0, subframe: plain });
		}) as [Buffer, Buffer, Buffer];
		const levels = createFlacLevels(streamInfo({}))!;
		const pieces = [first, second.subarray(0, 100), second.subarray(100), third];
		expect(pieces.map((piece) => levels.packet(piece)!.map(({ power }) => power * 2 ** 30))).toEqual([
			[100],
			[],
			[400],
			[900],
		]);
	});

	it('ends with its last value; tags after it are ignored', () => {
		const tagged = Buffer.concat([speechFrames, Buffer.alloc(40_000, 'TAG')]);
		expect(walk(speechInfo, tagged, 1000)).toEqual({ blocks: whole, isLost: false });
	});

	it('ends before its last frame if that is cut', () => {
		const cut = walk(speechInfo, speechFrames.subarray(0, -20), 1000);
		expect(cut).toEqual({ blocks: whole.slice(0, -1), isLost: false });
	});

	it('fails at data that is not a frame', () => {
		const { blocks, isLost } = walk(streamInfo({}), Buffer.concat([speechFrames, Buffer.alloc(40_000)]), 1000);
		expect(isLost).toBe(true);
		expect(blocks.length).toBe(whole.length);
	});

	it('neither throws nor loops on any bytes', () => {
		const info = fc.oneof(fc.constant(streamInfo({ channels: 2 })), fc.uint8Array({ minLength: 34, maxLength: 34 }));
		const head = fc.constantFrom(speechFrames.subarray(0, 6), Buffer.of(0xff, 0xf8), Buffer.alloc(0));
		fc.assert(
			fc.property(
				info,
				head,
				fc.uint8Array({ maxLength: 400 }),
				fc.constantFrom(50, 500),
				(streamInfoBytes, start, bytes, pieceSize) => {
					if (createFlacLevels(streamInfoBytes)) walk(streamInfoBytes, Buffer.concat([start, bytes]), pieceSize);
				},
			),
			{ numRuns: 1000 },
		);
	});

	it('gives no wrong block for a damaged frame', () => {
		fc.assert(
			fc.property(fc.nat({ max: speechFrames.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
				const damaged = Buffer.from(speechFrames);
				damaged[at]! ^= change;
				const { blocks } = walk(speechInfo, damaged, 5000);
				expect(blocks).toEqual(whole.slice(0, blocks.length));
				expect(blocks.length).toBeLessThan(whole.length);
			}),
		);
	});
});
