import fc from 'fast-check';

import type { Sound } from '../../../audio/measure/sound.ts';
import { wav as wavOfTone } from '../../support/sounds.mts';
import { measured } from './files.mts';
import { noise, recording, sine, speech, type Recording, type Signal } from './recordings.mts';

const soundOf = async (shape: Recording): Promise<Sound> => (await measured(recording(shape), 4_097)).sound!;

describe('a WAV', () => {
	it.each([
		['16 bits', { bits: 16 }],
		['16 bits at 44.1 kHz', { bits: 16, rate: 44_100 }],
		['24 bits', { bits: 24 }],
		['24 bits in the room of 32', { bits: 24, room: 4 }],
		['32 bits', { bits: 32 }],
		['8 bits', { bits: 8 }],
		['floats', { bits: 32, encoding: 3 }],
		['floats of 64 bits', { bits: 64, encoding: 3 }],
	] as const)('of %s has the right length and level', async (_, shape) => {
		for (const channels of [1, 2]) {
			const { seconds, sound } = await measured(
				recording({ ...shape, seconds: 2, signals: Array<Signal>(channels).fill(sine(0.5)) }),
				1001,
			);
			expect(seconds).toBeCloseTo(2, 9);
			// A sine's mean is 3.01 dB below its peak. Half the amplitude is 6.02 dB less.
			expect(sound!.peak).toBeCloseTo(-6.02, shape.bits === 8 ? 0 : 1);
			expect(sound!.level).toBeCloseTo(-9.03, shape.bits === 8 ? 0 : 1);
			expect(sound).toMatchObject({ clippedShare: 0, overShare: 0, silentShare: 0, isSilent: false });
		}
	});

	it('is as loud as its loudest channel', async () => {
		const silence: Signal = () => 0;
		const alone = await soundOf({ signals: [sine(0.5)] });
		const beside = await soundOf({ signals: [silence, silence, sine(0.5), silence, silence, silence] });
		expect(beside.level).toBeCloseTo(alone.level, 9);
	});

	it('has a share of clipped values', async () => {
		const clipped: Signal = (at) => Math.max(-1, Math.min(1, sine(2)(at)));
		// |2 sin| is above 1 for two thirds of a period.
		for (const shape of [{}, { bits: 32, encoding: 3 }] as const) {
			const sound = await soundOf({ ...shape, signals: [clipped] });
			expect(sound.clippedShare).toBeCloseTo(2 / 3, 1);
			expect(sound.peak).toBeCloseTo(0, 2);
		}
	});

	it.each([
		['integers', { bits: 24 }],
		['floats', { bits: 32, encoding: 3 }],
	] as const)('of %s is clipped from 0.999 of full scale on', async (_, shape) => {
		const square =
			(height: number): Signal =>
			(at) =>
				sine(height)(at) < 0 ? -height : height;
		expect((await soundOf({ ...shape, signals: [square(0.9989)] })).clippedShare).toBe(0);
		expect((await soundOf({ ...shape, signals: [square(0.9991)] })).clippedShare).toBe(1);
	});

	it('of floats is clipped only if three values in a row are the same', async () => {
		const flat =
			(length: number): Signal =>
			(at) =>
				Math.round(at * 8000) % 10 < length ? 1 : 0.5;
		const shareOf = async (length: number) =>
			(await soundOf({ bits: 32, encoding: 3, signals: [flat(length)] })).clippedShare;
		expect([await shareOf(2), await shareOf(3), await shareOf(5)]).toEqual([0, 0.3, 0.5]);
	});

	it('of floats beyond full scale is too loud but not clipped', async () => {
		const sound = await soundOf({ bits: 32, encoding: 3, signals: [sine(2)] });
		expect(sound.overShare).toBeCloseTo(2 / 3, 1);
		expect(sound.clippedShare).toBe(0);
	});

	it('is silent where its floats are NaN', async () => {
		const sound = await soundOf({ encoding: 3, bits: 32, signals: [(at) => (at < 0.5 ? NaN : sine(0.5)(at))] });
		expect(sound).toMatchObject({ level: expect.closeTo(-9.03, 1), silentShare: expect.closeTo(0.5, 1) });
	});

	it('is measured up to the size in its header, or to its end', async () => {
		const title = Buffer.alloc(2000, 0x7f);
		const whole = recording({ signals: [sine(0.1)] });
		const expected = await measured(whole);
		expect(await measured(Buffer.concat([whole, title]), 999)).toEqual(expected);
		for (const dataSize of [0, 0x7fff_ffff, 0xffff_ffff]) {
			expect(await measured(recording({ signals: [sine(0.1)], dataSize }), 999)).toEqual(expected);
		}
		expect((await measured(whole.subarray(0, 8044))).seconds).toBe(0.5);
	});

	it('of more than 4 GB has its size in 64 bits', async () => {
		const small = recording({ signals: [sine(0.1)], dataSize: 0xffff_ffff });
		const ds64 = Buffer.alloc(36);
		ds64.write('ds64');
		ds64.writeUInt32LE(28, 4);
		ds64.writeUInt32LE(8_000, 16);
		for (const name of ['RF64', 'BW64']) {
			const bytes = Buffer.concat([Buffer.from(name), small.subarray(4, 12), ds64, small.subarray(12)]);
			expect((await measured(bytes, 50)).seconds).toBe(0.5);
		}
	});

	it('may have chunks of an odd size before its sound, with or without a padding byte', async () => {
		const whole = recording({ signals: [sine(0.1)] });
		for (const odd of ['abcd\x03\0\0\0xyz\0', 'abcd\x03\0\0\0xyz']) {
			const bytes = Buffer.concat([whole.subarray(0, 36), Buffer.from(odd, 'latin1'), whole.subarray(36)]);
			expect((await measured(bytes, 9)).seconds).toBe(1);
		}
		expect(
			(await measured(wavOfTone({ seconds: 1, before: [{ name: 'LIST', content: Buffer.alloc(300_001) }] }), 4096))
				.seconds,
		).toBe(1);
	});

	it('gives the same result however it is cut into pieces', async () => {
		const bytes = recording({ bits: 24, rate: 1000, signals: [sine(0.3), sine(1.2, 90)] });
		const whole = await measured(bytes);
		await fc.assert(
			fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 8 }), async (sizes) => {
				expect(await measured(bytes, ...sizes)).toEqual(whole);
			}),
			{ numRuns: 30, examples: [[[1]], [[2]], [[5]]] },
		);
	});

	it.each([
		['no channels', { signals: [] }],
		['no sample rate', { rate: 0, signals: [sine(1)] }],
	] as const)('with %s is neither measured nor refused', async (_, shape) => {
		const { seconds, sound, lack } = await measured(
			Buffer.concat([recording({ ...shape, signals: [...shape.signals] }), Buffer.alloc(100)]),
		);
		expect([seconds, sound, lack]).toEqual([undefined, undefined, undefined]);
	});
});

describe('silence', () => {
	const float = { bits: 32, encoding: 3 } as const;

	it.each<[string, Recording]>([
		['zeros', { signals: [() => 0] }],
		['zeros of 8 bits', { bits: 8, signals: [() => 0] }],
		['a constant offset', { signals: [() => 0.1] }],
		['a flickering lowest bit', { signals: [(at) => (Math.floor(at * 1000) % 7 ? 0 : 1 / 32_768)] }],
		['the faint noise of a microphone', { seconds: 12, signals: [noise(0.0003)] }],
		['fainter noise, in floats', { ...float, seconds: 12, signals: [noise(0.00001)] }],
		['a click between zeros', { seconds: 12, signals: [(at) => (at > 5 && at < 5.03 ? 0.5 : 0)] }],
	])('includes %s', async (_, shape) => {
		expect((await soundOf(shape)).isSilent).toBe(true);
	});

	it.each<[string, Recording]>([
		['speech 60 dB too faint, in floats', { ...float, seconds: 12, signals: [speech(0.001)] }],
		['speech 80 dB too faint, in 24 bits', { bits: 24, seconds: 12, signals: [speech(0.0001)] }],
		['speech 50 dB too faint, in 16 bits', { seconds: 12, signals: [speech(0.003)] }],
		['one word in a minute', { seconds: 60, signals: [(at) => (at > 30 && at < 30.4 ? sine(0.01)(at) : 0)] }],
		['a knock of 0.14 seconds', { seconds: 4, signals: [(at) => (at < 0.14 ? sine(0.1)(at) : 0)] }],
		['a faint sound of a third of a second', { ...float, seconds: 0.3, signals: [sine(0.0005)] }],
		['noise that can be heard', { seconds: 12, signals: [noise(0.01)] }],
	])('does not include %s', async (_, shape) => {
		expect((await soundOf(shape)).isSilent).toBe(false);
	});

	/** A sine of this level (RMS) in dBFS. */
	const tone = (level: number): Signal => sine(Math.SQRT2 * 10 ** (level / 20));
	const alternating =
		(one: Signal, other: Signal): Signal =>
		(at) =>
			at % 1 < 0.5 ? one(at) : other(at);

	it.each<[string, Recording, boolean]>([
		['a sound below -60 dBFS', { signals: [tone(-61.5)] }, true],
		['a sound above -60 dBFS', { signals: [tone(-59)] }, false],
		['a faint sound that varies by less than 8 dB', { signals: [alternating(tone(-65), tone(-72))] }, true],
		['a faint sound that varies by more than 8 dB', { signals: [alternating(tone(-65), tone(-75))] }, false],
		['a click of 0.05 seconds', { signals: [(at) => (at > 5 && at < 5.05 ? sine(0.5)(at) : 0)] }, true],
		['a knock of 0.15 seconds', { signals: [(at) => (at > 5 && at < 5.15 ? sine(0.5)(at) : 0)] }, false],
		['0.55 seconds of a faint sound', { seconds: 0.55, signals: [tone(-70)] }, true],
		['0.45 seconds of a faint sound', { seconds: 0.45, signals: [tone(-70)] }, false],
	])('has its limits: %s', async (_, shape, isSilent) => {
		expect((await soundOf({ ...float, seconds: 12, ...shape })).isSilent).toBe(isSilent);
	});
});

it('faint noise on a constant offset is silence, too', async () => {
	const faint = noise(0.0002);
	const { isSilent, level } = await soundOf({ seconds: 12, signals: [(at) => 0.1 + faint(at)] });
	expect([isSilent, level < -75]).toEqual([true, true]);
});

describe('pauses', () => {
	it('are relative to the loud parts of the same recording, at any level', async () => {
		const shares = await Promise.all(
			[1, 0.1, 0.01, 0.001].map(
				async (gain) => (await soundOf({ bits: 32, encoding: 3, seconds: 8, signals: [speech(gain)] })).silentShare,
			),
		);
		for (const share of shares) expect(share).toBeCloseTo(shares[0]!, 2);
		expect(shares[0]).toBeGreaterThan(0.15);
		expect(shares[0]).toBeLessThan(0.35);
	});

	it.each([
		[34, 0],
		[38, 0.5],
	])('are more than 36 dB below the loudest second: at %i dB below, their share is %f', async (depth, share) => {
		const low = 10 ** (-depth / 20);
		const signals: Signal[] = [(at) => (at % 1 < 0.5 ? low : 1) * sine(0.5)(at)];
		expect((await soundOf({ bits: 32, encoding: 3, seconds: 8, signals })).silentShare).toBeCloseTo(share, 2);
	});

	it('are found even if they are most of the recording', async () => {
		const { silentShare, level } = await soundOf({
			seconds: 20,
			signals: [(at) => (at % 10 < 7 ? 0.0005 : 1) * sine(0.5)(at)],
		});
		expect(silentShare).toBeCloseTo(0.7, 2);
		expect(level).toBeCloseTo(-9.03, 1);
	});
});
