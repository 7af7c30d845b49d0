import { crc32, inflateSync } from 'node:zlib';

import type { Column } from '../../../audio/measure/wave.ts';
import { waveformPicture } from '../../../audio/picture/waveform.ts';

/** Colours of the picture, by their index. */
const [background, wave, red, grey] = [0, 1, 2, 3];

interface Decoded {
	width: number;
	height: number;
	palette: number[];
	/** The colour of a pixel. */
	at(x: number, y: number): number;
}

/** Reads a PNG of 2 bits (PNG specification, 5 and 11) with Node's own zlib. Fails if a checksum is wrong. */
function decode(png: Buffer): Decoded {
	expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
	const chunks: Record<string, Buffer> = {};
	for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
		const end = at + 8 + png.readUInt32BE(at);
		expect(png.readUInt32BE(end)).toBe(crc32(png.subarray(at + 4, end)));
		chunks[png.toString('latin1', at + 4, at + 8)] = png.subarray(at + 8, end);
	}
	expect(Object.keys(chunks)).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND']);
	const head = chunks.IHDR!;
	expect([...head.subarray(8)]).toEqual([2, 3, 0, 0, 0]);
	const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
	const rows = inflateSync(chunks.IDAT!);
	const row = 1 + width / 4;
	expect(rows).toHaveLength(row * height);
	return {
		width,
		height,
		palette: Array.from({ length: chunks.PLTE!.length / 3 }, (_, index) => chunks.PLTE!.readUIntBE(index * 3, 3)),
		at: (x, y) => (rows[y * row + 1 + (x >> 2)]! >> (6 - 2 * (x & 3))) & 3,
	};
}

const column = (power: number, clipped = 0): Column => ({ seconds: 0.1, power, clipped });
const many = (count: number, one: Column): Column[] => Array.from({ length: count }, () => one);
const draw = (columns: Column[], seconds = columns.length / 10): Decoded =>
	decode(waveformPicture(columns, { seconds, pauseLevel: -50 }));

/** Pixels of the wave at `x` that are not background. */
const heightAt = ({ at }: Decoded, x: number): number =>
	Array.from({ length: 80 }, (_, y) => at(x, y)).filter((colour) => colour !== background).length;

const middle = 40;

test('a small PNG, readable on white and on black: the background is its own', () => {
	const png = waveformPicture(many(300, column(0.01)), { seconds: 30, pauseLevel: -50 });
	expect(png.length).toBeLessThan(20_000);
	const { width, height, palette } = decode(png);
	expect([width, height, palette.length]).toEqual([600, 98, 4]);
	// Contrast to the background as of WCAG 2, 1.4.11 (3) and, for the digits, 1.4.3 (4.5).
	const light = (colour: number): number => {
		const [r, g, b] = [colour >> 16, (colour >> 8) & 255, colour & 255].map((value) => {
			const share = value / 255;
			return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
		}) as [number, number, number];
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	const contrast = (colour: number): number => (light(palette[background]!) + 0.05) / (light(colour) + 0.05);
	expect(contrast(palette[wave]!)).toBeGreaterThan(3);
	expect(contrast(palette[red]!)).toBeGreaterThan(3);
	expect(contrast(palette[grey]!)).toBeGreaterThan(4.4);
});

test('pauses are a grey line, clipped sound is red, and louder sound is higher', () => {
	const picture = draw([
		...many(75, column(0)),
		...many(75, column(10 ** -4)),
		...many(75, column(10 ** -1)),
		...many(75, column(0.5, 0.1)),
	]);
	expect([75, 225, 375, 525].map((x) => picture.at(x, middle))).toEqual([grey, wave, wave, red]);
	const heights = [75, 225, 375, 525].map((x) => heightAt(picture, x));
	expect(heights[0]).toBe(2);
	expect(heights).toEqual([...heights].sort((a, b) => a - b));
	expect(heights[3]).toBeLessThanOrEqual(72);
	// One value at full scale is no distortion.
	expect(draw(many(300, column(0.5, 0.002))).at(300, middle)).toBe(wave);
});

test.each([1, 7, 299, 300, 301, 599])('%i columns fill the picture from edge to edge', (count) => {
	const picture = draw(many(count, column(0.1)));
	const heights = new Set(Array.from({ length: 600 }, (_, x) => heightAt(picture, x)));
	expect(heights.size).toBe(1);
});

test('where less could be read than the recording is long, the rest is empty', () => {
	const picture = draw(many(100, column(0.1)), 20);
	expect([picture.at(290, middle), picture.at(310, middle)]).toEqual([wave, grey]);
});

test.each([NaN, Infinity, -1, 4])('a power of %d is drawn inside the picture', (power) => {
	expect(heightAt(draw(many(300, column(power))), 300)).toBeLessThanOrEqual(80);
});

/** The digits below the wave as text, by the pixels of each: 6 wide, 2 apart, 10 high. */
const glyphsIn = (picture: Decoded, left: number, count: number): string[] =>
	Array.from({ length: count }, (_, index) =>
		Array.from({ length: 5 }, (__, y) =>
			Array.from({ length: 3 }, (___, x) =>
				picture.at(left + index * 8 + x * 2, 84 + y * 2) === grey ? '#' : '.',
			).join(''),
		).join('/'),
	);

test.each<[number, string[]]>([
	[9.6, ['0', ':', '1', '0']],
	[75, ['1', ':', '1', '5']],
	[7_268, ['2', ':', '0', '1', ':', '0', '8']],
])('%d seconds are shown as %j', (seconds, digits) => {
	const shapes: Record<string, string> = {
		0: '###/#.#/#.#/#.#/###',
		1: '.#./##./.#./.#./###',
		2: '###/..#/###/#../###',
		5: '###/#../###/..#/###',
		8: '###/#.#/###/#.#/###',
		':': '.../.#./.../.#./...',
	};
	const picture = draw(many(300, column(0.1)), seconds);
	expect(glyphsIn(picture, 4, 4)).toEqual(['0', ':', '0', '0'].map((digit) => shapes[digit]));
	const left = 600 - 4 - (digits.length * 8 - 2);
	expect(glyphsIn(picture, left, digits.length)).toEqual(digits.map((digit) => shapes[digit]));
});
