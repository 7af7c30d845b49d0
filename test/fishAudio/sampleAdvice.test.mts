import fc from 'fast-check';

import { adviceFor, createSampleMeter, type SampleFacts } from '../../fishAudio/sampleAdvice.ts';
import { inPieces } from '../support/scriptedSend.mts';
import { mp3, opusPages, wav as wavOfTone } from './fixtures.mts';

type Signal = (seconds: number) => number;

const sine = (amplitude: number, hertz = 220): Signal => (at) => amplitude * Math.sin(2 * Math.PI * hertz * at);

interface Recording {
	rate?: number;
	seconds?: number;
	/** For each channel. */
	signals: Signal[];
	encoding?: number;
	bits?: 8 | 16 | 24 | 32;
	/** Bytes that a channel's sample takes; those of its bits otherwise. */
	room?: number;
	dataSize?: number;
}

const round = (value: number, full: number): number => Math.max(-full, Math.min(full - 1, Math.round(value * full)));

function write(bytes: Buffer, at: number, value: number, bits: number, isFloat: boolean): void {
	if (isFloat) bytes.writeFloatLE(value, at);
	else if (bits === 8) bytes.writeUInt8(round(value, 128) + 128, at);
	else bytes.writeIntLE(round(value, 2 ** (bits - 1)), at, bits / 8);
}

/** A WAV by hand: RIFF WAVE, any number of channels. */
function recording({ rate = 8000, seconds = 1, signals, encoding = 1, bits = 16, room = bits / 8, dataSize }: Recording): Buffer {
	const count = Math.round(rate * seconds);
	const block = room * signals.length;
	const header = Buffer.alloc(44);
	header.write('RIFF\0\0\0\0WAVEfmt \x10', 'latin1');
	header.writeUInt16LE(encoding, 20);
	header.writeUInt16LE(signals.length, 22);
	header.writeUInt32LE(rate, 24);
	header.writeUInt32LE(rate * block, 28);
	header.writeUInt16LE(block, 32);
	header.writeUInt16LE(bits, 34);
	header.write('data', 36);
	header.writeUInt32LE(dataSize ?? count * block, 40);
	const sound = Buffer.alloc(count * block);
	for (let at = 0; at < count; at++) signals.forEach((signal, channel) => write(sound, at * block + channel * room, signal(at / rate), bits, encoding === 3));
	return Buffer.concat([header, sound]);
}

function measured(chunks: Iterable<Uint8Array>): SampleFacts | undefined {
	const meter = createSampleMeter();
	for (const chunk of chunks) meter.take(chunk);
	return meter.end();
}

const factsOf = (bytes: Uint8Array, ...sizes: number[]): SampleFacts | undefined => measured(inPieces(bytes, ...sizes));

describe('a WAV', () => {
	it.each([
		['16 bits', { bits: 16 }],
		['16 bits at 44.1 kHz', { bits: 16, rate: 44_100 }],
		['24 bits', { bits: 24 }],
		['32 bits', { bits: 32 }],
		['8 bits', { bits: 8 }],
		['floats', { bits: 32, encoding: 3 }],
	] as const)('of %s has its length and level', (_, shape) => {
		for (const channels of [1, 2]) {
			const facts = factsOf(recording({ ...shape, seconds: 2, signals: Array<Signal>(channels).fill(sine(0.5)) }), 1001);
			expect(facts?.seconds).toBeCloseTo(2, 9);
			// A sine's mean is 3.01 dB below its peak, half the amplitude 6.02 dB below the whole.
			expect(facts?.sound?.peak).toBeCloseTo(-6.02, shape.bits === 8 ? 0 : 1);
			expect(facts?.sound?.level).toBeCloseTo(-9.03, shape.bits === 8 ? 0 : 1);
			expect(facts?.sound).toMatchObject({ clippedShare: 0, silentShare: 0 });
		}
	});

	it('has the level of its sound, and the share of its silence', () => {
		const signal: Signal = (at) => (at % 1 < 0.7 ? 0.0005 : 1) * sine(0.5)(at);
		const { sound } = factsOf(recording({ seconds: 10, signals: [signal] }))!;
		expect(sound!.level).toBeCloseTo(-9.03, 1);
		expect(sound!.silentShare).toBeCloseTo(0.7, 2);
	});

	it('has a share of clipped samples', () => {
		const clipped: Signal = (at) => Math.max(-1, Math.min(1, sine(2)(at)));
		const { sound } = factsOf(recording({ signals: [clipped] }))!;
		// |2 sin| is over 1 for two thirds of a turn.
		expect(sound!.clippedShare).toBeCloseTo(2 / 3, 1);
		expect(sound!.peak).toBeCloseTo(0, 2);
	});

	it('may be silent, or empty', () => {
		const silent = { peak: -Infinity, level: -Infinity, clippedShare: 0, silentShare: 1 };
		expect(factsOf(recording({ signals: [() => 0] }))).toEqual({ seconds: 1, sound: silent });
		expect(factsOf(Buffer.concat([recording({ seconds: 0, signals: [() => 0] }), Buffer.alloc(0)]))).toBeUndefined();
		const { sound } = factsOf(recording({ signals: [sine(0.001)] }))!;
		expect(sound!.level).toBeCloseTo(-63, 0);
		expect(sound!.silentShare).toBe(1);
	});

	it('makes no sound where its floats are no numbers', () => {
		const { sound } = factsOf(recording({ encoding: 3, bits: 32, signals: [(at) => (at < 0.5 ? NaN : 0.5)] }))!;
		expect(sound).toMatchObject({ level: expect.closeTo(-6.02, 1), silentShare: 0.5 });
	});

	it('is measured as far as its header says, or to its end', () => {
		const title = Buffer.alloc(2000, 0x7f);
		const whole = recording({ signals: [sine(0.1)] });
		const expected = factsOf(whole);
		expect(factsOf(Buffer.concat([whole, title]), 999)).toEqual(expected);
		expect(factsOf(recording({ signals: [sine(0.1)], dataSize: 0xffff_ffff }), 999)).toEqual(expected);
		expect(factsOf(Buffer.concat([whole, title]).subarray(0, 8044))).toMatchObject({ seconds: 0.5 });
	});

	it('may have much before its sound', () => {
		const before = [{ name: 'JUNK', content: Buffer.alloc(300_000) }];
		expect(factsOf(wavOfTone({ seconds: 1, before }), 4096)).toMatchObject({ seconds: 1 });
		expect(factsOf(wavOfTone({ seconds: 1, before: [{ name: 'JUNK', content: Buffer.alloc(1_100_000) }] }), 65_536)).toBeUndefined();
	});

	it('is judged by its first five minutes, and measured to its end', () => {
		const signal: Signal = (at) => (at < 300 ? 0.01 : 1) * sine(0.5, 50)(at);
		const facts = factsOf(recording({ rate: 200, seconds: 400, signals: [signal] }), 777);
		expect(facts).toMatchObject({ seconds: 400, sound: { peak: expect.closeTo(-46.02, 1) } });
	});

	it('gives the same however it is cut into chunks', async () => {
		const bytes = recording({ bits: 24, rate: 1000, signals: [sine(0.3), sine(1.2, 90)] });
		const whole = factsOf(bytes);
		await fc.assert(
			fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 8 }), async (sizes) => {
				expect(factsOf(bytes, ...sizes)).toEqual(whole);
			}),
			{ numRuns: 50, examples: [[[1]], [[2]], [[5]]] },
		);
	});

	it('is not kept in memory', () => {
		const head = recording({ signals: [sine(0.1)], dataSize: 0xffff_ffff });
		const chunk = Buffer.alloc(64_000, 1);
		const before = process.memoryUsage().arrayBuffers;
		const facts = measured([head, ...Array<Buffer>(200).fill(chunk)]);
		expect(facts?.seconds).toBe(1 + 200 * 4);
		expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(5_000_000);
	});

	it.each([
		['µ-law', { encoding: 7, bits: 8 }],
		['64-bit floats', { encoding: 3, bits: 64 as 32, room: 8 }],
		['24 bits in the room of 32', { bits: 24, room: 4 }],
		['no channels', { channels: 0 }],
		['no rate', { rate: 0 }],
	] as const)('of %s is not measured', (_, shape) => {
		const signals = Array<Signal>('channels' in shape ? shape.channels : 1).fill(sine(0.1));
		const bytes = Buffer.concat([recording({ ...shape, signals }), Buffer.alloc(100)]);
		expect(factsOf(bytes)).toBeUndefined();
	});
});

describe('another file', () => {
	it('has a length, if it is MP3', async () => {
		const facts = factsOf(await mp3(44_100, 128, 3), 5000);
		expect(facts).toEqual({ seconds: expect.any(Number) });
		expect(Math.abs(facts!.seconds - 3)).toBeLessThan(0.12);
	});

	it('is not measured', () => {
		expect(factsOf(Buffer.concat(opusPages(10)), 1000)).toBeUndefined();
	});

	it('is not measured, if it is MP3 with something else in it, or nearly nothing', async () => {
		expect(factsOf(Buffer.concat([await mp3(44_100, 128, 1), Buffer.from('APETAGEX'), Buffer.alloc(900)]))).toBeUndefined();
		expect(factsOf(Buffer.alloc(0))).toBeUndefined();
		expect(factsOf(Buffer.from('RIFF'))).toBeUndefined();
	});
});

describe('advice', () => {
	const good: SampleFacts = { seconds: 40, sound: { peak: -3, level: -20, clippedShare: 0.0001, silentShare: 0.25 } };
	const but = (sound: Partial<SampleFacts['sound'] & object>, seconds = 40): SampleFacts => ({ seconds, sound: { ...good.sound!, ...sound } });

	it('is not given where there is nothing to do better, or nothing is known', () => {
		expect(adviceFor([])).toEqual([]);
		expect(adviceFor([good, undefined, { seconds: 60 }])).toEqual([]);
		expect(adviceFor([good, good, good, good, good, good, good])).toEqual([]);
	});

	it.each([
		['short', { seconds: 9.99 }, 'The recording is only 9.9 seconds long. Each should have at least 10 seconds of speech.'],
		['silent', but({ peak: -50.1, level: -60, silentShare: 1 }, 2), 'The recording is silent. Check that the right microphone was chosen and was not muted, and record it again.'],
		['quiet', but({ level: -35.1 }), 'The recording is very quiet. Record it again closer to the microphone, or with the microphone turned up.'],
		[
			'clipped',
			but({ clippedShare: 0.0021 }),
			'The recording is distorted, because it was recorded too loud. Record it again farther from the microphone, or with the microphone turned down.',
		],
		['mostly silent', but({ silentShare: 0.61 }), 'The recording is silent for 61 % of its length. Cut out the long pauses.'],
		[
			'long',
			{ seconds: 301 },
			'The recording is 5 minutes long. One to two minutes of clear speech give the best voice: keep the clearest.',
		],
	])('is given for one that is %s', (_, facts, advice) => {
		expect(adviceFor([facts])).toEqual([advice]);
	});

	it('tells which of several, and all that is wrong', () => {
		const advice = adviceFor([good, undefined, but({ level: -40, clippedShare: 0.1 }, 4), { seconds: 300 }]);
		expect(advice.map((one) => one.slice(0, 24))).toEqual(['Recording 3 is only 4 se', 'Recording 3 is very quie', 'Recording 3 is distorted', 'The recordings together ']);
	});

	it('is right about sound that is measured', () => {
		const speech = (gain: number): Signal => (at) => Math.max(-1, Math.min(1, gain * (at % 1 < 0.75 ? 1 : 0.0001) * sine(0.3)(at) * (1 + Math.sin(at * 20))));
		const adviceOf = (signal: Signal, seconds = 12) => adviceFor([factsOf(recording({ seconds, signals: [signal] }))]);
		expect(adviceOf(speech(1))).toEqual([]);
		expect(adviceOf(speech(0.04))[0]).toContain('very quiet');
		expect(adviceOf(speech(4))[0]).toContain('distorted');
		expect(adviceOf(speech(0.001))[0]).toContain('silent.');
		expect(adviceOf((at) => (at < 8 ? 0 : speech(1)(at)))[0]).toMatch(/silent for 7\d %/);
		expect(adviceOf(speech(1), 5)[0]).toContain('only 5 seconds');
	});
});
