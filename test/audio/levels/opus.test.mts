import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { SoundBlock } from '../../../audio/levels/levelDecoder.ts';
import { createOpusLevels } from '../../../audio/levels/opusLevels.ts';
import { decibels, secondsOf } from './decibels.mts';
import { oggPackets } from './oggPackets.mts';
import { code3, encoded, head, heard, hiss, selfDelimited, speech, tone, type Form } from './opusPackets.mts';

const fixture = (name: string): Buffer => readFileSync(join(import.meta.dirname, 'fixtures', name));

/** Levels in dB, measured by ffmpeg; see fixtures/README.md. */
const measured: Record<string, { mean: number; windows: number[] }> = JSON.parse(fixture('opus.json').toString());

/** The blocks of packets after an OpusHead. Fails the test if one cannot be read. */
function levelsOf(packets: Uint8Array[], opusHead: Uint8Array = head()): SoundBlock[] {
	const decoder = createOpusLevels(opusHead)!;
	return packets.flatMap((packet) => decoder.packet(packet)!);
}

/** The errors of audible windows in dB: the median and the 90th percentile. */
const errorsOf = (blocks: SoundBlock[], windows: number[], delay: number) => {
	const errors = windows
		.map((level, at) => ({
			level,
			error: Math.abs(decibels(blocks, at * 0.1 + delay, (at + 1) * 0.1 + delay) - level),
		}))
		.filter(({ level }) => level > -45)
		.map(({ error }) => error)
		.sort((one, other) => one - other);
	return { median: errors[errors.length >> 1]!, ninetieth: errors[Math.floor(errors.length * 0.9)]! };
};

describe('levels of Opus, as ffmpeg measures them', () => {
	it.each([
		{ name: 'narrow', within: 0.2 },
		{ name: 'medium', within: 0.2 },
		{ name: 'wide', within: 0.2 },
		{ name: 'hybrid', within: 0.2 },
		{ name: 'copies', within: 0.2 },
		{ name: 'pause', within: 0.2 },
		{ name: 'stereo', within: 0.3 },
		{ name: 'spectrum', within: 1 },
		{ name: 'short', within: 1 },
		{ name: 'stereo-spectrum', within: 1 },
		{ name: 'six', within: 0.3 },
	])('$name: the mean is within $within dB, windows are close, pauses are silent', ({ name, within }) => {
		const [opusHead, , ...packets] = oggPackets(fixture(`opus-${name}.opus`));
		const blocks = levelsOf(packets, opusHead);
		const { mean, windows } = measured[name]!;
		const delay = opusHead!.readUInt16LE(10) / 48_000;
		expect(Math.abs(decibels(blocks, delay, delay + windows.length / 10) - mean)).toBeLessThan(within);
		const { median, ninetieth } = errorsOf(blocks, windows, delay);
		expect(median).toBeLessThan(within < 1 ? 0.6 : 1.2);
		expect(ninetieth).toBeLessThan(within < 1 ? 2 : 3);
		for (const [at, level] of windows.entries()) {
			if (level < -90) expect(decibels(blocks, at * 0.1 + delay, at * 0.1 + delay + 0.1)).toBeLessThan(-88);
		}
	});
});

const mean = (samples: Float64Array[]): number =>
	10 *
	Math.log10(Math.max(...samples.map((channel) => channel.reduce((sum, one) => sum + one * one, 0) / channel.length)));

/**
 * Each with the allowed error of the mean in dB. In CELT and hybrid mode the encoder removes periodic parts, whose
 * level can only be estimated, least well for steady tones.
 */
const forms: (Form & { speech: number; tone: number })[] = [
	{ rate: 8000, milliseconds: 20, bitrate: 10_000, speech: 0.2, tone: 0.5 },
	{ rate: 12_000, milliseconds: 10, bitrate: 16_000, speech: 0.2, tone: 0.5 },
	{ rate: 16_000, milliseconds: 20, bitrate: 16_000, speech: 0.2, tone: 0.5 },
	{ rate: 16_000, milliseconds: 60, bitrate: 20_000, speech: 0.2, tone: 0.5 },
	{ rate: 16_000, milliseconds: 40, bitrate: 20_000, channels: 2, speech: 0.3, tone: 3 },
	{ rate: 16_000, milliseconds: 20, bitrate: 24_000, copies: true, speech: 0.2, tone: 0.5 },
	{ rate: 16_000, milliseconds: 60, bitrate: 40_000, channels: 2, copies: true, speech: 0.5, tone: 0.5 },
	{ rate: 48_000, milliseconds: 20, bitrate: 28_000, speech: 1.2, tone: 0.5 },
	{ rate: 48_000, milliseconds: 10, bitrate: 40_000, channels: 2, speech: 1.5, tone: 1 },
	{ rate: 48_000, milliseconds: 20, bitrate: 64_000, application: 'AUDIO', speech: 1.2, tone: 1.2 },
	{ rate: 48_000, milliseconds: 10, bitrate: 96_000, application: 'AUDIO', channels: 2, speech: 1.2, tone: 1.2 },
	{ rate: 48_000, milliseconds: 5, bitrate: 64_000, application: 'RESTRICTED_LOWDELAY', speech: 1.5, tone: 1.5 },
	{ rate: 48_000, milliseconds: 2.5, bitrate: 64_000, application: 'RESTRICTED_LOWDELAY', speech: 2, tone: 2 },
	{ rate: 48_000, milliseconds: 20, bitrate: 32_000, modes: [1000, 1002, 1001, 1002, 1000, 1001], speech: 1, tone: 1 },
];

const sounds = { speech, tone };

describe('levels of Opus, as libopus decodes it', () => {
	it.each(forms)('%j', (form) => {
		for (const name of ['speech', 'tone'] as const) {
			const packets = encoded(sounds[name](form.rate), form);
			const blocks = levelsOf(packets, head({ channels: form.channels ?? 1 }));
			expect(secondsOf(blocks)).toBeCloseTo((packets.length * form.milliseconds) / 1000, 6);
			expect(Math.abs(decibels(blocks) - mean(heard(packets, form)))).toBeLessThan(form[name]);
		}
	});

	it.each<Form>([
		{ rate: 48_000, milliseconds: 20, bitrate: 40_000, modes: [1001] },
		{ rate: 48_000, milliseconds: 10, bitrate: 64_000, modes: [1001], channels: 2 },
		{ rate: 48_000, milliseconds: 20, bitrate: 64_000, modes: [1002] },
	])('%j: hiss, mostly above 8 kHz', (form) => {
		const packets = encoded(hiss(form.rate), form);
		const blocks = levelsOf(packets, head({ channels: form.channels ?? 1 }));
		expect(Math.abs(decibels(blocks) - mean(heard(packets, form)))).toBeLessThan(0.2);
		expect(packets.at(-1)![0]! >> 5).toBe(form.modes![0] === 1001 ? 3 : 7);
	});

	it('are 0 for a frame that was not sent', () => {
		const form = { rate: 16_000, milliseconds: 20, bitrate: 16_000, isBroken: true } as const;
		const sound = speech(form.rate).map((sample, at) => (at > form.rate ? (at % 7) * 1e-5 : sample));
		const packets = encoded(sound, form);
		const unsent = packets.filter((packet) => packet.length === 1);
		expect(unsent.length).toBeGreaterThan(10);
		expect(levelsOf(unsent).every(({ power }) => power === 0)).toBe(true);
		expect(secondsOf(levelsOf(packets))).toBeCloseTo(packets.length * 0.02);
	});

	it.each([8000, 16_000, 48_000] as const)('are less than 1e-9 for silence at %i Hz', (rate) => {
		const packets = encoded(new Float64Array(rate), { rate, milliseconds: 20, bitrate: 24_000 });
		expect(
			levelsOf(packets)
				.slice(2)
				.every(({ power }) => power < 1e-9),
		).toBe(true);
	});
});

describe('packets of Opus', () => {
	const form: Form = { rate: 16_000, milliseconds: 20, bitrate: 16_000 };
	const packets = encoded(speech(form.rate), form).slice(10, 13);
	const expected = levelsOf(packets);
	const toc = packets[0]![0]!;
	const frames = packets.map((packet) => packet.subarray(1));
	const [one, two] = frames as [Buffer, Buffer, Buffer];
	/** A frame padded with zeros to a common length, which does not change its sound. */
	const zeros = (frame: Buffer) => Buffer.concat([frame], 100);

	it.each([
		['three frames of different lengths', [code3(toc, frames)]],
		['the same with padding of 3 bytes', [code3(toc, frames, { padding: 3 })]],
		['the same with padding of 700 bytes', [code3(toc, frames, { padding: 700 })]],
		[
			'two frames of different lengths, and one',
			[Buffer.concat([Buffer.of(toc | 2, one.length), one, two]), packets[2]!],
		],
	])('are read: %s', (_, joined) => {
		const blocks = levelsOf(joined);
		expect(blocks).toEqual(expected);
		expect(expected).toHaveLength(3);
	});

	it('with several frames of one length are read like separate packets', () => {
		const equal = frames.map(zeros);
		const apart = levelsOf(equal.map((frame) => Buffer.concat([Buffer.of(toc), frame])));
		expect(levelsOf([code3(toc, equal, { isEqual: true })])).toEqual(apart);
		expect(levelsOf([Buffer.concat([Buffer.of(toc | 1), equal[0]!, equal[1]!])])).toEqual(apart.slice(0, 2));
	});

	it('have the level of the louder of two streams', () => {
		const quiet = encoded(
			speech(form.rate).map((sample) => sample / 100),
			form,
		).slice(10, 13);
		const two = head({ channels: 2, family: 1, table: [2, 0, 0, 1] });
		const joined = packets.map((packet, at) => Buffer.concat([selfDelimited(quiet[at]!), packet]));
		expect(levelsOf(joined, two)).toEqual(expected);
		const other = packets.map((packet, at) => Buffer.concat([selfDelimited(packet), quiet[at]!]));
		expect(levelsOf(other, two)).toEqual(expected);
	});

	it('do not count a channel that the header does not map', () => {
		const deaf = head({ channels: 1, family: 1, table: [1, 0, 255] });
		expect(levelsOf(packets, deaf).every(({ power }) => power === 0)).toBe(true);
	});

	it.each([-1536, 0, 300])('include an output gain of %i/256 dB', (gain) => {
		expect(decibels(levelsOf(packets, head({ gain }))) - decibels(expected)).toBeCloseTo(gain / 256);
	});

	it('have no sound if they are headers', () => {
		expect(levelsOf([head(), Buffer.from('OpusTags and more'), Buffer.alloc(0)])).toEqual([]);
	});

	it.each([
		['no frames', Buffer.of(toc | 3, 0)],
		['120 ms and more', code3(toc, Array<Buffer>(7).fill(one))],
		['an odd length for two frames', Buffer.of(toc | 1, 1, 2, 3)],
		['a frame longer than the packet', Buffer.of(toc | 2, 200, 1, 2)],
		['a frame longer than 1275 bytes', Buffer.concat([Buffer.of(toc), Buffer.alloc(1276)])],
		['padding longer than the packet', Buffer.of(toc | 3, 0x41, 200, 1)],
	])('are not read, nor any after them, with %s', (_, broken) => {
		const decoder = createOpusLevels(head())!;
		expect(decoder.packet(broken)).toBeUndefined();
		expect(decoder.packet(packets[0]!)).toBeUndefined();
	});

	it.each([
		['nothing', Buffer.alloc(0)],
		['another signature', Buffer.from('OpusTags...........')],
		['a cut header', head().subarray(0, 18)],
		['a later version', head({ version: 16 })],
		['no channel', head({ channels: 0 })],
		['three channels of family 0', head({ channels: 3 })],
		['family 255', head({ channels: 2, family: 255, table: [2, 0, 0, 1] })],
		['no streams', head({ channels: 1, family: 1, table: [0, 0, 0] })],
		['more pairs than streams', head({ channels: 2, family: 1, table: [1, 2, 0, 1] })],
		['a channel without a stream', head({ channels: 2, family: 1, table: [1, 0, 0, 1] })],
		['a cut table', head({ channels: 6, family: 1, table: [4, 2, 0, 4, 1, 2, 3] })],
	])('are not read if their header has: %s', (_, bytes) => {
		expect(createOpusLevels(bytes)).toBeUndefined();
	});
});

describe('any bytes', () => {
	const good = Object.keys(measured).map((name) => oggPackets(fixture(`opus-${name}.opus`)));
	const isSound = (blocks: SoundBlock[] | undefined) =>
		blocks === undefined || (secondsOf(blocks) <= 0.1201 && blocks.every(({ power }) => power >= 0 && power <= 1));

	it('either cannot be read or have a valid power', () => {
		const bytes = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 6 });
		fc.assert(
			fc.property(fc.constantFrom(...good), bytes, ([opusHead], packets) => {
				const decoder = createOpusLevels(opusHead!)!;
				expect(packets.every((packet) => isSound(decoder.packet(packet)))).toBe(true);
			}),
			{ numRuns: 150 },
		);
	});

	it('of damaged or cut packets either cannot be read or have a valid power', () => {
		const damage = fc.record({ at: fc.nat(), byte: fc.nat(1500), value: fc.nat(255), cut: fc.option(fc.nat(300)) });
		fc.assert(
			fc.property(
				fc.constantFrom(...good),
				fc.array(damage, { minLength: 1, maxLength: 12 }),
				([opusHead, , ...packets], damages) => {
					const decoder = createOpusLevels(opusHead!)!;
					for (const { at, byte, value, cut } of damages) {
						const packet = Uint8Array.from(packets[at % packets.length]!);
						packet[byte % packet.length] = value;
						expect(isSound(decoder.packet(packet.subarray(0, cut ?? packet.length)))).toBe(true);
					}
				},
			),
			{ numRuns: 150 },
		);
	});
});
