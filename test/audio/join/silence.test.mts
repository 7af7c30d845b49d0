import fc from 'fast-check';
import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';
import OpusScript from 'opusscript';
import { createMp3Encoder } from 'wasm-media-encoders';

import type { DescribedFormat } from '../../../audio/formats.ts';
import { createFrameWalk } from '../../../audio/frames/frameWalk.ts';
import { readMpegFrame } from '../../../audio/mp3/frame.ts';
import { joinAudio } from '../../../audio/join/joinAudio.ts';
import { lengthFrame } from '../../../audio/join/mp3LengthFrame.ts';
import type { PartTimes, Silence } from '../../../audio/join/parts.ts';
import { silentWavBytes, wavSoundBytes } from '../../../audio/join/wav.ts';
import { repairedWavHeader } from '../../../audio/wav.ts';
import { decoded } from '../../support/decode.mts';
import { inPieces } from '../../support/scripted/pieces.mts';
import { mp3, oggPage, opusHeaderPages, opusPages, pcm, tone, wav } from '../../support/sounds.mts';
import { bytesOf, streamOf } from '../../support/streams.mts';

interface Joined {
	bytes: Buffer;
	times: PartTimes[];
	seconds: number;
}

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);

const listed =
	(silences: number[]): Silence =>
	(part) =>
		silences[part] ?? 0;

/** Joins parts with silence before each of them and behind the last. */
async function join(
	format: DescribedFormat,
	parts: Buffer[],
	silence: Silence,
	how: { soundBytes?: number; lengthFrame?: Uint8Array | undefined; sampleRate?: number } = {},
): Promise<Joined> {
	const times: PartTimes[] = [];
	let seconds = NaN;
	const openers = parts.map((part) => () => streamOf(inPieces(part, 5_000)));
	const bytes = await bytesOf(
		joinAudio(openers, {
			format,
			sampleRate: 44_100,
			silence,
			onPart: (one) => times.push(one),
			onEnd: (all) => {
				seconds = all;
			},
			...how,
		}),
	);
	return { bytes, times, seconds };
}

const secondsOf = async (bytes: Buffer): Promise<number> =>
	await new Input({ source: new BufferSource(new Uint8Array(bytes)), formats: ALL_FORMATS }).computeDuration();

/** Where each part should begin, in seconds, and where all should end. */
function placesOf(lengths: number[], silences: number[]): { starts: number[]; end: number } {
	const starts = lengths.map((_, part) => sum(lengths.slice(0, part)) + sum(silences.slice(0, part + 1)));
	return { starts, end: sum(lengths) + sum(silences.slice(0, lengths.length + 1)) };
}

/** Silences for up to six parts: also none, and some that end between two PCM values or frames. */
const silences = fc.array(
	fc.oneof(
		fc.constant(0),
		fc.integer({ min: 1, max: 4_000 }).map((ms) => ms / 1000),
		fc.double({ min: 0, max: 3, noNaN: true }),
	),
	{ minLength: 7, maxLength: 7 },
);

/** The greatest difference between a sound and a part of another one. */
function difference(sound: Float32Array, whole: Float32Array, at: number, from: number): number {
	let most = 0;
	for (let i = from; i < sound.length; i++) most = Math.max(most, Math.abs(sound[i]! - (whole[at + i] ?? NaN)));
	return most;
}

const loudest = (sound: Float32Array, from: number, to: number): number =>
	sound.subarray(Math.max(0, from), to).reduce((most, one) => Math.max(most, Math.abs(one)), 0);

describe('WAV with silence', () => {
	const rates = fc.constantFrom(8_000, 16_000, 24_000, 32_000, 44_100);
	const lengths = fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 6 });

	it('has each PCM value of its parts, and zeros for exactly as long as wanted', async () => {
		await fc.assert(
			fc.asyncProperty(rates, lengths, silences, async (rate, counts, wanted) => {
				const parts = counts.map((count, part) =>
					wav({ rate, seconds: count / rate, ...(part % 2 ? { dataSize: 0xffff_ffff } : {}) }),
				);
				const joining = { silence: listed(wanted), sampleRate: rate };
				const known = parts.map((part) => ({ head: part, soundBytes: wavSoundBytes(part, part.length)! }));
				const soundBytes = sum(known.map((part) => part.soundBytes)) + silentWavBytes(known, joining);
				const { bytes, times, seconds } = await join('wav', parts, joining.silence, { soundBytes });
				// A true header from the start: all silence is known beforehand.
				expect(repairedWavHeader(bytes, bytes.length)).toBeUndefined();
				const sound = bytes.subarray(44);
				const { starts, end } = placesOf(
					counts.map((count) => count / rate),
					wanted,
				);
				let at = 0;
				for (const [part, count] of counts.entries()) {
					const begin = Math.round(times[part]!.start * rate);
					expect(Math.abs(begin - starts[part]! * rate)).toBeLessThan(0.51);
					expect(sound.subarray(at, begin * 2).every((byte) => byte === 0)).toBe(true);
					at = (begin + count) * 2;
					expect(sound.subarray(begin * 2, at).equals(pcm(rate, count / rate))).toBe(true);
					expect(times[part]!.end).toBeCloseTo((begin + count) / rate, 9);
				}
				expect(sound.subarray(at).every((byte) => byte === 0)).toBe(true);
				expect(Math.abs(sound.length / 2 - end * rate)).toBeLessThan(0.51);
				expect(seconds).toBeCloseTo(sound.length / 2 / rate, 9);
			}),
			{ numRuns: 60, examples: [[44_100, [1, 2, 3], Array<number>(7).fill(0.005)]] },
		);
	});

	it.each([
		['A-law', 6, 8, 0xd5],
		['µ-law', 7, 8, 0xff],
		['unsigned 8-bit PCM', 1, 8, 0x80],
	])('has the silence of its encoding: %s', async (_, code, bits, byte) => {
		const part = wav({ rate: 8_000, seconds: 0.1 });
		part.writeUInt16LE(code, 20);
		part.writeUInt32LE(8_000, 28);
		part.writeUInt16LE(bits / 8, 32);
		part.writeUInt16LE(bits, 34);
		const { bytes } = await join('wav', [part], listed([0.5]));
		expect(bytes.subarray(44, 4_044).every((one) => one === byte)).toBe(true);
		expect(bytes.subarray(4_044).equals(part.subarray(44))).toBe(true);
	});
});

/** The frames of an MP3. */
function framesOf(bytes: Buffer): Buffer[] {
	const frames: Buffer[] = [];
	for (let at = 0; at < bytes.length; at += frames.at(-1)!.length) {
		const frame = readMpegFrame(bytes.subarray(at));
		if (typeof frame !== 'object') throw new Error(`No frame at ${at}`);
		frames.push(bytes.subarray(at, at + frame.length));
	}
	return frames;
}

/** Whether a frame has nothing behind its header: no side information, no sound. */
const isSilentFrame = (frame: Buffer): boolean => frame.subarray(4).every((byte) => byte === 0);

describe('MP3 with silence', () => {
	const kinds = [
		[44_100, 128],
		[44_100, 64],
		[32_000, 192],
	] as const;
	const made = new Map<string, Buffer[]>();
	beforeAll(async () => {
		for (const [rate, bitrate] of kinds) {
			const parts = await Promise.all([0.1, 0.35, 0.8].map((seconds) => mp3(rate, bitrate, seconds)));
			made.set(`${rate} ${bitrate}`, parts);
		}
	});

	it('has each frame of its parts, and silent frames for as long as wanted, to the frame', async () => {
		const chosen = fc.array(fc.nat(2), { minLength: 1, maxLength: 6 });
		await fc.assert(
			fc.asyncProperty(fc.constantFrom(...kinds), chosen, silences, async ([rate, bitrate], numbers, wanted) => {
				const parts = numbers.map((number) => made.get(`${rate} ${bitrate}`)![number]!);
				const { bytes, times, seconds } = await join('mp3', parts, listed(wanted));
				const frames = framesOf(bytes);
				const unit = 1152 / rate;
				expect(
					Buffer.concat(frames.filter((frame) => !isSilentFrame(frame))).equals(
						Buffer.concat(parts.flatMap((part) => framesOf(part).filter((frame) => !isSilentFrame(frame)))),
					),
				).toBe(true);
				// Version, rate, bitrate and channels as those of the parts; only the padding may differ.
				const heads = new Set(frames.map((frame) => (frame.readUInt32BE(0) & ~0x0001_0230) >>> 0));
				expect(heads.size).toBe(1);
				const counts = parts.map((part) => framesOf(part).length);
				const { starts, end } = placesOf(
					counts.map((count) => count * unit),
					wanted,
				);
				for (const [part, { start }] of times.entries())
					expect(Math.abs(start - starts[part]!)).toBeLessThanOrEqual(unit / 2 + 1e-9);
				expect(Math.abs(frames.length * unit - end)).toBeLessThanOrEqual(unit / 2 + 1e-9);
				expect(seconds).toBeCloseTo(frames.length * unit, 9);
			}),
			{ numRuns: 60 },
		);
	});

	it('is decoded to silence, and to the same sound as its parts alone', async () => {
		for (const [rate, bitrate] of kinds) {
			const parts = made.get(`${rate} ${bitrate}`)!;
			const { bytes, times, seconds } = await join('mp3', parts, listed([0.5, 1, 0.25, 0.75]));
			expect(await secondsOf(bytes)).toBeCloseTo(seconds, 3);
			const [whole, ...alone] = await decoded([bytes, ...parts]);
			let end = 0;
			for (const [part, { sound }] of alone.entries()) {
				const at = Math.round(times[part]!.start * rate);
				// What an encoder leaves in its last frame comes out of the decoder half a frame later.
				expect(loudest(whole!.sound, end + 1152, at)).toBeLessThan(0.001);
				expect(difference(sound, whole!.sound, at, 1)).toBeLessThan(0.001);
				end = at + sound.length;
			}
			expect(loudest(whole!.sound, end + 1152, whole!.sound.length)).toBeLessThan(0.001);
		}
	});

	it('of variable bitrate states all its frames, those of silence too', async () => {
		const lame = await createMp3Encoder();
		lame.configure({ channels: 1, sampleRate: 44_100, vbrQuality: 4 });
		const sound = new Float32Array(2 * 44_100);
		sound.set(tone(44_100, 1));
		const frames = Buffer.from(lame.encode([sound]).slice());
		const part = Buffer.concat([frames, Buffer.from(lame.finalize().slice())]);
		const walk = createFrameWalk(readMpegFrame);
		walk.take(part);
		const known = { head: part.subarray(0, 4096), bytes: part.length, seconds: walk.end().seconds };
		const wanted = listed([0.5, 1, 0.333]);
		const first = lengthFrame([known, known], wanted)!;
		const { bytes } = await join('mp3', [part, part], wanted, { lengthFrame: first });
		expect(bytes.subarray(0, first.length).equals(first)).toBe(true);
		const at = first.indexOf('Xing');
		expect(first.readUInt32BE(at + 8)).toBe(framesOf(bytes).length - 1);
		expect(first.readUInt32BE(at + 12)).toBe(bytes.length);
	});
});

/** The packets of an Opus stream in Ogg, each on one page, and the position of the last page. */
function packetsOf(bytes: Buffer): { packets: Buffer[]; end: number } {
	const packets: Buffer[] = [];
	let end = 0;
	let waiting: Buffer[] = [];
	for (let at = 0; at < bytes.length; ) {
		expect(bytes.toString('latin1', at, at + 4)).toBe('OggS');
		const sizes = [...bytes.subarray(at + 27, at + 27 + bytes[at + 26]!)];
		end = Number(bytes.readBigInt64LE(at + 6));
		at += 27 + sizes.length;
		for (const size of sizes) {
			waiting.push(bytes.subarray(at, at + size));
			at += size;
			if (size === 255) continue;
			packets.push(Buffer.concat(waiting));
			waiting = [];
		}
	}
	return { packets: packets.slice(2), end };
}

describe('Opus with silence', () => {
	const made = [0.1, 0.31, 0.8].map((seconds) => Buffer.concat(opusPages(seconds, 7)));
	const isSilent = (packet: Buffer): boolean => ['f8fffe', '080be4b9a0bc84'].includes(packet.toString('hex'));
	const skip = 312 / 48_000;
	const rounding = 1e-9;

	it('has each packet of its parts, and silent packets for as long as wanted, to the frame', async () => {
		const chosen = fc.array(fc.nat(2), { minLength: 1, maxLength: 6 });
		await fc.assert(
			fc.asyncProperty(chosen, silences, async (numbers, wanted) => {
				const parts = numbers.map((number) => made[number]!);
				const { bytes, times, seconds } = await join('opus', parts, listed(wanted));
				const { packets, end: granule } = packetsOf(bytes);
				const own = parts.flatMap((part) => packetsOf(part).packets);
				expect(Buffer.concat(packets.filter((one) => !isSilent(one))).equals(Buffer.concat(own))).toBe(true);
				expect(granule).toBe(packets.length * 960);
				expect(seconds).toBeCloseTo(granule / 48_000 - skip, 9);
				expect(await secondsOf(bytes)).toBeCloseTo(seconds, 6);
				// Between two parts, what a decoder drops of the second alone counts as silence.
				for (const [part, { start }] of times.entries()) {
					const before = part === 0 ? 0 : times[part - 1]!.end;
					const gap = start - before;
					expect(gap).toBeGreaterThanOrEqual(-rounding);
					if (wanted[part]! > 0.03) expect(Math.abs(gap - wanted[part]!)).toBeLessThanOrEqual(0.02 + skip + rounding);
				}
				const lengths = parts.map((part) => packetsOf(part).packets.length * 0.02);
				const { end } = placesOf(lengths, wanted);
				expect(Math.abs(seconds - end)).toBeLessThanOrEqual(0.02 + skip * (parts.length + 1) + rounding);
			}),
			{ numRuns: 60 },
		);
	});

	// Requests of opus_defines.h and opus_private.h, and their values: SILK, hybrid and CELT.
	it.each([
		['SILK', 1000, 1103],
		['hybrid', 1001, 1105],
		['CELT', 1002, 1105],
	])('is decoded to silence, and to the same sound as its parts alone: %s', async (_, mode, bandwidth) => {
		const encode = (seconds: number): Buffer => {
			const encoder = new OpusScript(48_000, 1, OpusScript.Application.VOIP);
			encoder.encoderCTL(11_002, mode);
			encoder.encoderCTL(4_008, bandwidth);
			const sound = pcm(48_000, seconds);
			const packets = Array.from({ length: sound.length / 1920 }, (_, at) =>
				Buffer.from(encoder.encode(sound.subarray(at * 1920, (at + 1) * 1920), 960)),
			);
			encoder.delete();
			const last = { granule: BigInt(packets.length * 960), flags: 4, number: 2 };
			return Buffer.concat([...opusHeaderPages(), oggPage({ packets, ...last })]);
		};
		const parts = [encode(0.3), encode(0.8)];
		const { bytes, times } = await join('opus', parts, listed([0.5, 1, 0.75]));
		const [whole, ...alone] = await decoded([bytes, ...parts]);
		let end = 0;
		for (const [part, { sound }] of alone.entries()) {
			const at = Math.round(times[part]!.start * 48_000);
			// The filters of the decoder end some milliseconds after the sound, and it fades a little in before it.
			expect(loudest(whole!.sound, end + 960, at - 480)).toBeLessThan(0.001);
			expect(difference(sound, whole!.sound, at, 0)).toBeLessThan(0.001);
			end = at + sound.length;
		}
		expect(loudest(whole!.sound, end + 960, whole!.sound.length)).toBeLessThan(0.001);
	});
});

describe('silence that is known when its part comes', () => {
	it.each(['wav', 'mp3', 'opus'] as const)('puts 200 parts of %s at their times, without a drift', async (format) => {
		const parts = { wav: wav({ rate: 44_100, seconds: 0.123 }), mp3: await mp3(44_100, 64, 0.123) };
		const part = format === 'opus' ? Buffer.concat(opusPages(0.123)) : parts[format];
		const startOf = (index: number): number => 0.4567 * index + 0.01;
		const asked: number[] = [];
		const silence: Silence = (index, end) => {
			asked.push(index);
			return startOf(index) - end;
		};
		const { times, seconds } = await join(format, Array<Buffer>(200).fill(part), silence);
		const unit = { wav: 0.5 / 44_100, mp3: 576 / 44_100, opus: 0.01 }[format];
		for (const [index, { start }] of times.entries())
			expect(Math.abs(start - startOf(index))).toBeLessThanOrEqual(unit + 1e-9);
		expect(Math.abs(seconds - startOf(200))).toBeLessThanOrEqual(unit + 1e-9);
		expect(asked).toEqual([...Array(201).keys()]);
	});

	it.each([0, -1, NaN])('is none where it is %p', async (none) => {
		const part = wav({ seconds: 0.1 });
		const { bytes } = await join('wav', [part, part], () => none);
		expect(bytes.length).toBe(44 + 2 * (part.length - 44));
	});
});

it.each(['wav', 'mp3', 'opus'] as const)('an hour of silence in %s comes in small chunks', async (format) => {
	const parts = { wav: wav({ rate: 8_000 }), mp3: await mp3(44_100, 64, 0.2), opus: Buffer.concat(opusPages(0.2)) };
	let most = 0;
	const joined = joinAudio([() => streamOf([parts[format]])], {
		format,
		sampleRate: 8_000,
		silence: () => 1_800,
		onPart: () => undefined,
	});
	for await (const chunk of joined) most = Math.max(most, chunk.length);
	expect(most).toBeLessThan(70_000);
});
