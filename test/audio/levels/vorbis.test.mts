import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { SoundBlock } from '../../../audio/levels/levelDecoder.ts';
import { createVorbisLevels } from '../../../audio/levels/vorbis.ts';
import { decibels, secondsOf } from './decibels.mts';
import { oggPackets } from './oggPackets.mts';
import {
	levels,
	longWindow,
	shortWindow,
	vorbisHeaders,
	vorbisPacket,
	type Sound,
	type VorbisForm,
} from './vorbisWriter.mts';

/** See fixtures/README.md. */
const packetsOf = (name: string): Buffer[] => oggPackets(readFileSync(join(import.meta.dirname, 'fixtures', name)));

/** All blocks; undefined if a packet could not be read. */
function levelsOf(packets: Uint8Array[]): SoundBlock[] | undefined {
	const decoder = createVorbisLevels();
	const found = packets.map((packet) => decoder.packet(packet));
	return found.every((blocks) => blocks !== undefined) ? found.flat() : undefined;
}

describe('levels of Vorbis, as ffmpeg measures them', () => {
	it.each([
		{ name: 'speech.ogg', seconds: 1.8, level: -20.97 },
		{ name: 'beeps.ogg', seconds: 0.797, level: -16.35 },
		{ name: 'native.ogg', seconds: 0.832, level: -23.7 },
	])('$name has the right mean level and length', ({ name, seconds, level }) => {
		const blocks = levelsOf(packetsOf(name))!;
		// Sound after the stated end of the last page counts, too.
		expect(Math.abs(decibels(blocks) - level)).toBeLessThan(0.2);
		expect(Math.abs(secondsOf(blocks) - seconds)).toBeLessThan(0.04);
	});

	it.each([
		{
			name: 'speech.ogg',
			levels: [
				-120, -120, -120, -93.6, -22, -22.6, -15.2, -20.6, -29, -39, -19.6, -19.9, -21.9, -22.4, -15.9, -17.7, -25.4,
				-18.9,
			],
		},
		{ name: 'beeps.ogg', levels: [-15.1, -15, -15, -32.1, -33, -15.6, -15] },
	])('$name has the right levels at all times', ({ name, levels: expected }) => {
		const blocks = levelsOf(packetsOf(name))!;
		const found = expected.map((_, at) => decibels(blocks, at * 0.1, (at + 1) * 0.1));
		for (const [at, level] of expected.entries()) {
			if (level < -50) expect(found[at]!).toBeLessThan(-50);
			else expect({ at, differs: Math.abs(found[at]! - level) > 2 }).toEqual({ at, differs: false });
		}
	});

	it('are exactly 0 for silence', () => {
		expect(
			levelsOf(packetsOf('speech.ogg'))!
				.slice(0, 8)
				.map(({ power }) => power),
		).toEqual(Array(8).fill(0));
	});
});

const forms: fc.Arbitrary<VorbisForm> = fc.record({
	residueType: fc.constantFrom(0, 1, 2),
	isOrdered: fc.boolean(),
	isSparse: fc.boolean(),
	isLattice: fc.boolean(),
	isCoupled: fc.boolean(),
});

const sounds: fc.Arbitrary<Sound> = fc.boolean().chain((isLong) => {
	const length = (isLong ? longWindow : shortWindow) / 2;
	const values = fc.array(fc.nat({ max: 3 }), { minLength: length, maxLength: length });
	return fc.record({
		isLong: fc.constant(isLong),
		floors: fc.array(fc.option(fc.tuple(fc.nat({ max: 255 }), fc.nat({ max: 255 })), { nil: undefined }), {
			minLength: 2,
			maxLength: 2,
		}),
		values: fc.array(values, { minLength: 2, maxLength: 2 }),
		isCoded: fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }),
	});
});

/** The power of the written spectrum, by the specification's formulas (4.3.5, 7.2.4, 9.2.7, 10.1). */
function powerOf({ isLong, floors, values, isCoded }: Sound, { residueType, isCoupled }: VorbisForm): number {
	const length = (isLong ? longWindow : shortWindow) / 2;
	const isAny = floors.some(Boolean);
	const isRead = (channel: number): boolean =>
		floors[channel] !== undefined || (isAny && (isCoupled || residueType === 2));
	const valueAt = (channel: number, at: number): number => {
		const partition = residueType === 2 ? (2 * at + channel) >> 3 : at >> 3;
		return isRead(channel) && isCoded[partition % isCoded.length] ? levels[values[channel]![at]!]! : 0;
	};
	const sums = [0, 0];
	for (let at = 0; at < length; at++) {
		let pair = [valueAt(0, at), valueAt(1, at)];
		const [m, a] = pair as [number, number];
		if (isCoupled) pair = m > 0 ? (a > 0 ? [m, m - a] : [m + a, m]) : a > 0 ? [m, m + a] : [m - a, m];
		for (const [channel, floor] of floors.entries()) {
			if (!floor) continue;
			const [y0, y1] = floor;
			const rise = Math.floor((Math.abs(y1 - y0) * at) / 64);
			const y = at < 64 ? y0 + (y1 < y0 ? -rise : rise) : y1;
			sums[channel]! += (pair[channel]! * Math.exp(((y - 255) * Math.log(1 / 1.0649863e-7)) / 255)) ** 2;
		}
	}
	return Math.max(...sums) / 2;
}

describe('levels of Vorbis in any coding', () => {
	it('have the power of the spectrum', () => {
		fc.assert(
			fc.property(forms, fc.array(sounds, { minLength: 1, maxLength: 3 }), (form, packets) => {
				const blocks = levelsOf([...vorbisHeaders(form), ...packets.map((sound) => vorbisPacket(sound, form))])!;
				expect(blocks.length).toBe(packets.length);
				for (const [at, sound] of packets.entries()) {
					const power = powerOf(sound, form);
					expect(Math.abs(blocks[at]!.power - power)).toBeLessThanOrEqual(power * 1e-3);
					const samples = (sound.isLong ? longWindow : shortWindow) / (at === 0 ? 4 : 2);
					expect(blocks[at]!.seconds).toBe(samples / 8000);
				}
			}),
			{ numRuns: 300 },
		);
	});

	it('start again at new headers', () => {
		const packets = packetsOf('beeps.ogg');
		const once = levelsOf(packets)!;
		expect(levelsOf([...packets, ...packets])).toEqual([...once, ...once]);
	});
});

describe('invalid Vorbis', () => {
	const packets = packetsOf('speech.ogg');

	it('is not read after the first unreadable packet', () => {
		const decoder = createVorbisLevels();
		expect(decoder.packet(packets[0]!)).toEqual([]);
		expect(decoder.packet(packets[5]!)).toBeUndefined();
		for (const packet of packets) expect(decoder.packet(packet)).toBeUndefined();
	});

	it('may have an empty packet, which is ignored', () => {
		expect(createVorbisLevels().packet(new Uint8Array())).toEqual([]);
	});

	it('is read up to the end of a cut packet', () => {
		const whole = levelsOf(packets.slice(0, 30))!;
		for (const share of [0.2, 0.5, 0.9]) {
			const last = packets[29]!;
			const cut = levelsOf([...packets.slice(0, 29), last.subarray(0, Math.ceil(share * last.length))])!;
			expect(cut.length).toBe(whole.length);
			expect(cut.at(-1)!.power).toBeLessThanOrEqual(whole.at(-1)!.power * 2);
		}
	});

	const form: VorbisForm = { residueType: 1, isOrdered: true, isSparse: false, isLattice: true, isCoupled: false };

	it('is refused if its setup needs more memory than any encoder uses', () => {
		expect(levelsOf(vorbisHeaders(form, { width: 12 }))).toEqual([]);
		expect(levelsOf(vorbisHeaders(form, { width: 20 }))).toBeUndefined();
	});

	it('is refused if its power is not finite', () => {
		const values = [0, 0].map(() => Array<number>(shortWindow / 2).fill(3));
		const packet = vorbisPacket({ isLong: false, floors: [[255, 255], undefined], values, isCoded: [true] }, form);
		expect(levelsOf([...vorbisHeaders(form, { exponent: 60 }), packet])).toHaveLength(1);
		expect(levelsOf([...vorbisHeaders(form, { exponent: 200 }), packet])).toBeUndefined();
	});

	it.each([
		{ what: 'no channels', at: 11, value: 0 },
		{ what: 'too many channels', at: 11, value: 255 },
		{ what: 'windows that are too long', at: 28, value: 0xff },
		{ what: 'a short window above the long one', at: 28, value: 0x9a },
	])('is refused with $what', ({ at, value }) => {
		const header = Buffer.from(packets[0]!);
		header[at] = value;
		expect(createVorbisLevels().packet(header)).toBeUndefined();
	});

	it('gives only valid numbers and never throws, whatever is damaged', () => {
		const change = fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 }));
		const which = fc.oneof(fc.constantFrom(0, 2), fc.integer({ min: 0, max: 40 }));
		fc.assert(
			fc.property(
				fc.array(fc.tuple(which, change), { minLength: 1, maxLength: 4 }),
				fc.nat({ max: 100 }),
				(changes, share) => {
					const damaged = packets.slice(0, 41).map((packet) => Buffer.from(packet));
					for (const [packet, [at, mask]] of changes) damaged[packet]![at % damaged[packet]!.length]! ^= mask;
					const cut = changes[0]![0];
					if (share < 50) damaged[cut] = damaged[cut]!.subarray(0, Math.ceil((share / 50) * damaged[cut]!.length));
					const decoder = createVorbisLevels();
					for (const { power, seconds } of damaged.flatMap((packet) => decoder.packet(packet) ?? [])) {
						expect(power >= 0 && Number.isFinite(power) && seconds > 0).toBe(true);
					}
				},
			),
			{ numRuns: 100 },
		);
	});

	it('neither throws nor hangs for any bytes', () => {
		const start = fc.constantFrom('\x01vorbis', '\x05vorbis', '\x05vorbis\x00BCV', '\x00', '');
		fc.assert(
			fc.property(start, fc.uint8Array({ maxLength: 300 }), fc.boolean(), (text, bytes, isKnown) => {
				const decoder = createVorbisLevels();
				if (isKnown) for (const packet of packets.slice(0, 3)) decoder.packet(packet);
				else decoder.packet(packets[0]!);
				decoder.packet(Buffer.concat([Buffer.from(text, 'latin1'), bytes]));
				decoder.packet(bytes);
			}),
			{ numRuns: 200 },
		);
	});
});
