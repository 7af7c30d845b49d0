import fc from 'fast-check';
import { createMp3Levels } from '../../../audio/levels/mp3.ts';
import { blocksOf, decibels, framesOf, mean, measured, secondsOf, windowsOf } from './recordings.mts';

const names = Object.keys(measured).filter((name) => name.endsWith('.mp3'));

describe('levels of MP3', () => {
	it.each(names)('agree with ffmpeg: %s', (name) => {
		const truth = measured[name]!;
		const windows = windowsOf(blocksOf(createMp3Levels(), framesOf(name))).slice(0, truth.length);
		expect(Math.abs(decibels(mean(windows)) - decibels(mean(truth)))).toBeLessThan(0.3);
		const misses = truth.map((power, at) =>
			decibels(power) > -50 ? Math.abs(decibels(windows[at] ?? 0) - decibels(power)) : 0,
		);
		expect(Math.max(...misses)).toBeLessThan(3);
	});

	it.each(['speech-1-8.mp3', 'speech-1-16.mp3', 'speech-1-44.mp3'])('show pauses in %s', (name) => {
		const windows = windowsOf(blocksOf(createMp3Levels(), framesOf(name)));
		const pauses = measured[name]!.flatMap((power, at) => (power < 1e-7 ? [at] : []));
		expect(pauses.length).toBeGreaterThan(10);
		for (const at of pauses) expect(windows[at] ?? 0).toBeLessThan(1e-5);
	});

	it('are exactly 0 for silence', () => {
		const blocks = blocksOf(createMp3Levels(), framesOf('silence-2-44.mp3'));
		expect(secondsOf(blocks)).toBeGreaterThan(0.5);
		expect(blocks.every(({ power }) => power === 0)).toBe(true);
	});

	it.each([
		['speech-1-8.mp3', 576 / 8_000],
		['speech-1-44.mp3', 1152 / 44_100],
		['speech-2-48.mp3', 1152 / 48_000],
	])('cover each frame of %s', (name, seconds) => {
		const frames = framesOf(name).slice(1);
		const blocks = blocksOf(createMp3Levels(), frames);
		expect(secondsOf(blocks)).toBeCloseTo(frames.length * seconds, 9);
		expect(Math.max(...blocks.map((block) => block.seconds))).toBeLessThanOrEqual(0.0066);
	});

	it.each(['Xing', 'Info'])('leave out a frame with a %s table', (table) => {
		const [first] = framesOf('speech-1-44.mp3');
		const frame = Buffer.from(first!);
		const at = frame.indexOf('Info') < 0 ? frame.indexOf('Xing') : frame.indexOf('Info');
		frame.write(table, at, 'latin1');
		expect(createMp3Levels().packet(frame)).toEqual([]);
	});

	it("leave out a frame with Fraunhofer's table", () => {
		const frame = Buffer.from(framesOf('speech-1-44.mp3')[5]!);
		frame.write('VBRI', 36, 'latin1');
		expect(createMp3Levels().packet(frame)).toEqual([]);
	});

	it('are the same for a frame with a checksum', () => {
		// At 48 kHz no frame has padding. The checksum makes each 2 bytes longer, which leaves its data complete.
		const frames = framesOf('speech-2-48.mp3').slice(1);
		const checked = frames.map((frame) =>
			Buffer.concat([frame.subarray(0, 4), Buffer.from([0, 0]), frame.subarray(4)]),
		);
		for (const frame of checked) frame[1]! &= 0xfe;
		expect(blocksOf(createMp3Levels(), checked)).toEqual(blocksOf(createMp3Levels(), frames));
	});
});

describe('damaged MP3', () => {
	it('gives no level for a frame whose data begins in missing bytes, and the right levels later', () => {
		const frames = framesOf('speech-1-44.mp3').slice(1);
		// main_data_begin: the nine bits after the header.
		const isHeldBack = (frame: Uint8Array) => frame[4]! > 0;
		const start = frames.findIndex(
			(frame, at) => at > 15 && [frame, ...frames.slice(at + 1, at + 3)].every(isHeldBack),
		);
		expect(start).toBeGreaterThan(0);
		const whole = blocksOf(createMp3Levels(), frames);
		const later = blocksOf(createMp3Levels(), frames.slice(start));
		expect(secondsOf(later)).toBeLessThan((secondsOf(whole) * (frames.length - start)) / frames.length - 0.02);
		expect(blocksOf(createMp3Levels(), frames.slice(start, start + 1))).toEqual([]);
		expect(later.slice(-40)).toEqual(whole.slice(-40));
	});

	it.each([
		['nothing', []],
		['two bytes', [0xff, 0xfb]],
		['a header alone', [0xff, 0xfb, 0x90, 0x64]],
		['layer II', [0xff, 0xfd, 0x90, 0x64, ...Array.from({ length: 400 }, () => 0)]],
		['a reserved rate', [0xff, 0xfb, 0x9c, 0x64, ...Array.from({ length: 400 }, () => 0)]],
	])('is not read, nor anything after it: %s', (_, bytes) => {
		const decoder = createMp3Levels();
		expect(decoder.packet(Uint8Array.from(bytes))).toBeUndefined();
		expect(decoder.packet(framesOf('speech-1-44.mp3')[1]!)).toBeUndefined();
	});

	it('gives valid numbers, whatever it contains', () => {
		const recordings = names.map(framesOf);
		const flips = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 6 });
		fc.assert(
			fc.property(fc.constantFrom(...recordings), fc.nat(), fc.nat(), flips, (frames, which, cut, changes) => {
				const decoder = createMp3Levels();
				const start = which % frames.length;
				const few = frames.slice(start, start + 3).map((frame) => Uint8Array.from(frame));
				// The header stays intact, or few frames would be read at all.
				for (const [at, by] of changes) for (const frame of few) frame[4 + (at % (frame.length - 4))]! ^= by;
				few.push(few[0]!.subarray(0, cut % few[0]!.length));
				const blocks = few.flatMap((frame) => decoder.packet(frame) ?? []);
				return blocks.every(({ seconds, power }) => seconds > 0 && power >= 0 && Number.isFinite(power));
			}),
			{ numRuns: 1_000 },
		);
	});

	it('is read to an end even if it is random bytes after any header', () => {
		const header = fc.tuple(fc.constantFrom(0xfb, 0xfa, 0xf3, 0xf2, 0xe3, 0xe2), fc.nat(255), fc.nat(255));
		fc.assert(
			fc.property(header, fc.uint8Array({ maxLength: 1_000 }), (head, rest) => {
				const blocks = createMp3Levels().packet(Uint8Array.of(0xff, ...head, ...rest)) ?? [];
				return blocks.every(({ power }) => power >= 0 && Number.isFinite(power));
			}),
			{ numRuns: 1_000 },
		);
	});
});
