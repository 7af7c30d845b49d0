import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { crc32, deflateSync, inflateSync } from 'node:zlib';

import { animatedPng, isAnimated } from '../../../tools/pictures/animatedPng.mts';
import { speedPicture, speedsIn } from '../../../tools/pictures/speedPicture.mts';

/** A chunk of a PNG, written without the code under test. */
function chunk(type: string, data: Buffer): Buffer {
	const bytes = Buffer.alloc(12 + data.length);
	bytes.writeUInt32BE(data.length, 0);
	bytes.write(type, 4, 'latin1');
	data.copy(bytes, 8);
	bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
	return bytes;
}

/** A grey PNG of two rows, with its pixels in two chunks. */
function png(grey: number, width = 3): Buffer {
	const header = Buffer.from([0, 0, 0, width, 0, 0, 0, 2, 8, 0, 0, 0, 0]);
	const row = Buffer.from([0, ...Array<number>(width).fill(grey)]);
	const pixels = deflateSync(Buffer.concat([row, row]));
	const halves = [pixels.subarray(0, 5), pixels.subarray(5)].map((half) => chunk('IDAT', half));
	const signature = Buffer.from('89504e470d0a1a0a', 'hex');
	return Buffer.concat([signature, chunk('IHDR', header), ...halves, chunk('IEND', Buffer.alloc(0))]);
}

/** The chunks of a PNG. Fails on a wrong checksum. */
function chunksOf(bytes: Buffer): Array<{ type: string; data: Buffer }> {
	const chunks: Array<{ type: string; data: Buffer }> = [];
	for (let at = 8; at < bytes.length; ) {
		const length = bytes.readUInt32BE(at);
		expect(bytes.readUInt32BE(at + 8 + length)).toBe(crc32(bytes.subarray(at + 4, at + 8 + length)));
		chunks.push({ type: bytes.toString('latin1', at + 4, at + 8), data: bytes.subarray(at + 8, at + 8 + length) });
		at += 12 + length;
	}
	return chunks;
}

test('pictures become one that moves, each with its pixels and its time', () => {
	const moving = animatedPng([
		{ png: png(10), milliseconds: 350 },
		{ png: png(200), milliseconds: 1_500 },
		{ png: png(30), milliseconds: 20 },
	]);
	const chunks = chunksOf(moving);
	expect(chunks.map(({ type }) => type)).toEqual([
		'IHDR',
		'acTL',
		'fcTL',
		'IDAT',
		'fcTL',
		'fdAT',
		'fcTL',
		'fdAT',
		'IEND',
	]);
	const dataOf = (...types: string[]): Buffer[] =>
		chunks.filter(({ type }) => types.includes(type)).map(({ data }) => data);
	expect(dataOf('acTL')[0]!.readUInt32BE(0)).toBe(3);
	const controls = dataOf('fcTL');
	expect(controls.map((control) => control.readUInt16BE(20) / control.readUInt16BE(22))).toEqual([0.35, 1.5, 0.02]);
	expect(controls.map((control) => [control.readUInt32BE(4), control.readUInt32BE(8)])).toEqual(Array(3).fill([3, 2]));
	const [first, ...later] = dataOf('IDAT', 'fdAT');
	const sequence = [...dataOf('fcTL'), ...later].map((data) => data.readUInt32BE(0));
	expect(sequence.sort()).toEqual([0, 1, 2, 3, 4]);
	expect([first!, ...later.map((data) => data.subarray(4))].map((pixels) => inflateSync(pixels)[1])).toEqual([
		10, 200, 30,
	]);
	expect([isAnimated(moving), isAnimated(png(10))]).toEqual([true, false]);
});

test('pictures of two sizes are refused', () => {
	const frames = [png(10), png(10, 4)].map((one) => ({ png: one, milliseconds: 100 }));
	expect(() => animatedPng(frames)).toThrow('The pictures differ in size');
});

test('the speeds are read from the results, and the longest bar has all the room', () => {
	const results =
		'| 1 at a time | 24 lines a minute; 25 are possible |  |  |\n| 10 at a time | 240 lines a minute; x |\n';
	const speeds = speedsIn(results);
	expect(speeds).toEqual([
		{ requests: 1, lines: 24 },
		{ requests: 10, lines: 240 },
	]);
	const widths = [...speedPicture(speeds).matchAll(/<rect x="150" y="\d+" width="(\d+)"/g)].map(([, width]) => width);
	expect(widths).toEqual(['43', '430']);
});

test('an unknown picture is an error that names those that there are', async () => {
	const run = promisify(execFile)(process.execPath, ['tools/pictures/main.mts', 'logo']);
	await expect(run).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(/no picture 'logo'[^]*first-run/) });
});
