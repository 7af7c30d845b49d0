import fc from 'fast-check';
import { createAacLevels } from '../../../audio/levels/aac.ts';
import { blocksOf, decibels, m4aOf, mean, measured, secondsOf, windowsOf } from './recordings.mts';

const names = Object.keys(measured).filter((name) => name.endsWith('.m4a'));
const lc44 = Uint8Array.of(0x12, 0x10);

async function blocksOfFile(name: string) {
	const { config, packets } = await m4aOf(name);
	return blocksOf(createAacLevels(config)!, packets);
}

describe('levels of AAC', () => {
	it.each(names)('agree with ffmpeg: %s', async (name) => {
		const truth = measured[name]!;
		const windows = windowsOf(await blocksOfFile(name)).slice(0, truth.length);
		expect(Math.abs(decibels(mean(windows)) - decibels(mean(truth)))).toBeLessThan(0.3);
		const misses = truth.map((power, at) =>
			decibels(power) > -50 ? Math.abs(decibels(windows[at]!) - decibels(power)) : 0,
		);
		expect(Math.max(...misses)).toBeLessThan(3);
	});

	it.each(['speech-1-8.m4a', 'speech-1-16.m4a', 'speech-1-44.m4a'])('show pauses in %s', async (name) => {
		const windows = windowsOf(await blocksOfFile(name));
		const pauses = measured[name]!.flatMap((power, at) => (power < 1e-7 ? [at] : []));
		expect(pauses.length).toBeGreaterThan(10);
		for (const at of pauses) expect(windows[at]).toBeLessThan(1e-5);
	});

	it('are exactly 0 for silence', async () => {
		const blocks = await blocksOfFile('silence-2-44.m4a');
		expect(secondsOf(blocks)).toBeGreaterThan(0.5);
		expect(blocks.every(({ power }) => power === 0)).toBe(true);
	});

	it.each([
		['speech-1-8.m4a', 8_000],
		['speech-1-44.m4a', 44_100],
		['strikes-2-96.m4a', 96_000],
	])('cover 1024 values for each packet of %s', async (name, rate) => {
		const { config, packets } = await m4aOf(name);
		const blocks = blocksOf(createAacLevels(config)!, packets);
		expect(secondsOf(blocks)).toBeCloseTo((packets.length * 1024) / rate, 9);
		expect(Math.max(...blocks.map(({ seconds }) => seconds))).toBeLessThanOrEqual(0.0066);
	});

	// ISO 14496-3, 1.6.2.1
	it.each([
		['AAC-LC, 44.1 kHz, stereo', [0x12, 0x10], 44_100],
		['AAC-LC, 16 kHz, mono', [0x14, 0x08], 16_000],
		['AAC-LC with an explicit sample rate', [0x17, 0x80, 0x56, 0x22, 0x10], 44_100],
		['HE-AAC of 22.05 and 44.1 kHz', [0x2b, 0x92, 0x08, 0x00], 22_050],
		['HE-AAC v2 of 22.05 and 44.1 kHz', [0xeb, 0x8a, 0x08, 0x00], 22_050],
		['AAC-LC with SBR signalled at the end', [0x13, 0x88, 0x56, 0xe5, 0xa0], 22_050],
		['AAC Main', [0x0a, 0x10], 44_100],
		['AAC LTP', [0x22, 0x10], 44_100],
	])('are read with the configuration of %s', (_, bytes, rate) => {
		// A single channel without a band: 0 (3 bits), tag (4), gain (8), layout (1 + 2 + 1 + 6 + 1), three flags (3), end.
		const empty = Uint8Array.of(0, 0, 0, 0b111);
		const blocks = createAacLevels(Uint8Array.from(bytes))!.packet(empty)!;
		expect(secondsOf(blocks)).toBeCloseTo(1024 / rate, 9);
		expect(blocks.every(({ power }) => power === 0)).toBe(true);
	});

	it.each([
		['nothing', []],
		['half a configuration', [0x12]],
		['xHE-AAC', [0xf9, 0x46, 0x40]],
		['AAC-ELD', [0xf8, 0xe6, 0x20, 0x00]],
		['AAC-LD', [0xb8, 0x46, 0x00]],
		['a rate of 0', [0x17, 0x80, 0x00, 0x00, 0x10]],
		['a reserved rate', [0x16, 0x90]],
		['packets of 960 values', [0x12, 0x14]],
	])('cannot be read with the configuration: %s', (_, bytes) => {
		expect(createAacLevels(Uint8Array.from(bytes))).toBeUndefined();
	});
});

describe('damaged AAC', () => {
	it('is not read after the first cut packet', async () => {
		const { config, packets } = await m4aOf('speech-2-48.m4a');
		const decoder = createAacLevels(config)!;
		expect(decoder.packet(packets[3]!)).toBeDefined();
		expect(decoder.packet(packets[4]!.subarray(0, packets[4]!.length / 2))).toBeUndefined();
		expect(decoder.packet(packets[5]!)).toBeUndefined();
	});

	it.each(names)('is never read beyond its end: %s', async (name) => {
		const { config, packets } = await m4aOf(name);
		const packet = packets[Math.floor(packets.length / 2)]!;
		const whole = createAacLevels(config)!.packet(packet);
		expect(whole).toBeDefined();
		for (let length = 0; length < packet.length - 1; length += 7) {
			expect(createAacLevels(config)!.packet(packet.subarray(0, length))).toBeUndefined();
		}
		// Bytes after the end are not read.
		expect(createAacLevels(config)!.packet(Buffer.concat([packet, Buffer.alloc(9, 0xff)]))).toEqual(whole);
	});

	it('gives valid numbers, whatever it contains', async () => {
		const recordings = await Promise.all(names.map(m4aOf));
		const flips = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 6 });
		fc.assert(
			fc.property(fc.constantFrom(...recordings), fc.nat(), flips, ({ config, packets }, which, changes) => {
				const packet = Uint8Array.from(packets[which % packets.length]!);
				for (const [at, by] of changes) packet[at % packet.length]! ^= by;
				const blocks = createAacLevels(config)!.packet(packet) ?? [];
				return blocks.every(({ seconds, power }) => seconds > 0 && power >= 0 && Number.isFinite(power));
			}),
			{ numRuns: 1_000 },
		);
	});

	it('is read to an end even if it is random bytes', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 8 }), fc.uint8Array({ maxLength: 900 }), (config, packet) => {
				for (const decoder of [createAacLevels(config), createAacLevels(lc44)]) {
					const blocks = decoder?.packet(packet) ?? [];
					if (!blocks.every(({ power }) => power >= 0 && Number.isFinite(power))) return false;
				}
				return true;
			}),
			{ numRuns: 1_000 },
		);
	});
});
