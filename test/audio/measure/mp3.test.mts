import fc from 'fast-check';

import { mp3 } from '../../support/sounds.mts';
import { fixture, measured } from './files.mts';

const plain = (): Buffer => fixture('plain.mp3').subarray(45);

/** An ID3v2 tag that contains MP3 frames, which are not sound. */
function id3(size: number, withFooter = false): Buffer {
	const head = Buffer.from([
		0x49,
		0x44,
		0x33,
		4,
		0,
		withFooter ? 0x10 : 0,
		0,
		(size >> 14) & 127,
		(size >> 7) & 127,
		size & 127,
	]);
	const foot = Buffer.concat([Buffer.from('3DI'), head.subarray(3)]);
	return Buffer.concat([
		head,
		plain().subarray(0, size),
		Buffer.alloc(Math.max(0, size - plain().length)),
		...(withFooter ? [foot] : []),
	]);
}

/** An APEv2 tag: header, items, footer. */
function ape(size: number): Buffer {
	const part = (flags: number): Buffer => {
		const bytes = Buffer.alloc(32);
		bytes.write('APETAGEX');
		bytes.writeUInt32LE(2000, 8);
		bytes.writeUInt32LE(size + 32, 12);
		bytes.writeUInt32LE(flags, 20);
		return bytes;
	};
	return Buffer.concat([part(0xa000_0000), plain().subarray(0, size), part(0x8000_0000)]);
}

const tag = Buffer.from('TAG'.padEnd(128));
const bare = 97 * (1152 / 44_100);

it.each<[string, () => Buffer]>([
	['nothing else', plain],
	['an ID3v2 tag in front', () => Buffer.concat([id3(500), plain()])],
	['two ID3v2 tags, one with a footer', () => Buffer.concat([id3(30_000), id3(500, true), plain()])],
	['a gap after the tag', () => Buffer.concat([id3(100), Buffer.alloc(1_500), plain()])],
	['zeros in front', () => Buffer.concat([Buffer.alloc(600), plain()])],
	['a line break in front', () => Buffer.concat([Buffer.from('\r\n'), plain()])],
	['an APEv2 tag in front', () => Buffer.concat([ape(1_500), plain()])],
	['an APEv2 tag at the end', () => Buffer.concat([plain(), ape(1_500)])],
	['an APEv2 and an ID3v1 tag at the end', () => Buffer.concat([plain(), ape(1_500), tag])],
	['an enhanced tag at the end', () => Buffer.concat([plain(), Buffer.from('TAG+'.padEnd(227)), tag])],
	['Lyrics3 at the end', () => Buffer.concat([plain(), Buffer.from('LYRICSBEGININD0000210000000032LYRICS200'), tag])],
	['zeros at the end', () => Buffer.concat([plain(), Buffer.alloc(5_000)])],
	['a line break at the end', () => Buffer.concat([plain(), Buffer.from('\n')])],
	[
		'other data in the middle',
		() => Buffer.concat([plain().subarray(0, 1_044), Buffer.alloc(700, 0x55), plain().subarray(1_044)]),
	],
	['half a frame at the end', () => Buffer.concat([plain(), plain().subarray(0, 60)])],
])('an MP3 has the right length: with %s', async (_, make) => {
	expect((await measured(make(), 1_000)).seconds).toBeCloseTo(bare, 2);
});

it('an MP3 has the right length after any bytes', async () => {
	const sound = await mp3(44_100, 128, 0.4);
	const { seconds } = await measured(sound);
	await fc.assert(
		fc.asyncProperty(
			fc.uint8Array({ maxLength: 5_000, size: 'max' }),
			fc.integer({ min: 1, max: 9_000 }),
			async (front, size) => {
				expect((await measured(Buffer.concat([front, sound]), size)).seconds).toBeCloseTo(seconds!, 9);
			},
		),
		{ numRuns: 60 },
	);
});

it('an MP3 is as long as the original sound if the encoder states its padding', async () => {
	expect((await measured(fixture('lame.mp3'))).seconds).toBeCloseTo(2.5, 3);
	expect((await measured(fixture('vbr.mp3'))).seconds).toBeCloseTo(1, 3);
});

it('concatenated MP3s have the sum of their lengths', async () => {
	expect((await measured(Buffer.concat([fixture('vbr.mp3'), tag, fixture('vbr.mp3')]), 700)).seconds).toBeCloseTo(2, 2);
	expect((await measured(Buffer.concat([plain(), fixture('lame.mp3')]), 700)).seconds).toBeCloseTo(bare + 2.5, 1);
});

it('an MP3 of a free bitrate has about the right length', async () => {
	// The same frames with headers that no longer state their length.
	const free = Buffer.from(plain());
	for (let at = 0; at < free.length; ) {
		const length = 104 + ((free[at + 2]! >> 1) & 1);
		free[at + 2]! &= 0x0d;
		at += length;
	}
	expect((await measured(free, 5_000)).seconds).toBeCloseTo(bare, 0);
});
