import fc from 'fast-check';

import { wav } from '../../support/sounds.mts';
import { fixture, measured } from './files.mts';

/** Seconds that may be missing before a file counts as cut off. */
const tolerance = 0.1;

/** How exactly a length is known: with MP3 in a WAV, the encoder's padding is not. */
const exactness = (name: string): number => (name === 'mp3.wav' ? 0.2 : 0.05);

/** CRC-8 of FLAC: polynomial 0x07. */
const crc8 = (bytes: number[]): number =>
	bytes.reduce((crc, byte) => {
		let next = crc ^ byte;
		for (let bit = 0; bit < 8; bit++) next = (next << 1) ^ (next & 0x80 ? 0x107 : 0);
		return next;
	}, 0);

/** A FLAC of 8 kHz, with 1,024 unpacked PCM values in each frame, and a last frame of silence, which has 12 bytes. */
function flac(seconds: number): Buffer {
	const count = Math.ceil((seconds * 8_000) / 1_024);
	const info = Buffer.alloc(42);
	info.write('fLaC\x80\0\0\x22', 'latin1');
	info.writeUInt16BE(1_024, 8);
	info.writeUInt16BE(1_024, 10);
	info.writeUIntBE(8_000 << 4, 18, 3);
	info[21] = 15 << 4;
	info.writeUInt32BE(count * 1_024, 22);
	const frames = Array.from({ length: count }, (_, number) => {
		const coded = number < 0x80 ? [number] : [0xc0 | (number >> 6), 0x80 | (number & 0x3f)];
		const head = [0xff, 0xf8, 0xa4, 0x08, ...coded];
		const isLast = number === count - 1;
		const values = Array.from({ length: isLast ? 2 : 2_048 }, (__, at) => (isLast ? 0 : (at * 31 + number) % 251 >> 1));
		return Buffer.from([...head, crc8(head), isLast ? 0 : 2, ...values, 0, 0]);
	});
	return Buffer.concat([info, ...frames]);
}

/** An MP3 with a VBRI header in place of its Xing header. */
function withVbri(): Buffer {
	const bytes = Buffer.from(fixture('vbr.mp3'));
	const xing = bytes.indexOf('Xing');
	const [frames, size] = [bytes.readUInt32BE(xing + 8), bytes.readUInt32BE(xing + 12)];
	const start = bytes.lastIndexOf(0xff, xing);
	bytes.fill(0, start + 4, start + 160);
	bytes.write('VBRI', start + 36, 'latin1');
	bytes.writeUInt32BE(size, start + 46);
	bytes.writeUInt32BE(frames, start + 50);
	return bytes;
}

/** A Xing header that does not state the number of bytes. */
function withoutBytes(): Buffer {
	const bytes = Buffer.from(fixture('vbr.mp3'));
	bytes.writeUInt32BE(0, bytes.indexOf('Xing') + 12);
	return bytes;
}

/** Files that state how long they are. */
const stating: Record<string, () => Buffer> = {
	...Object.fromEntries(
		[
			'moov_first.m4a',
			'native.flac',
			'lame.mp3',
			'vbr.mp3',
			'mp3.wav',
			'pcm_alaw.wav',
			'pcm_mulaw.wav',
			'adpcm_ima_wav.wav',
			'adpcm_ms.wav',
			'gsm_ms.wav',
			'g722.wav',
			'g726.wav',
		].map((name) => [name, () => fixture(name)]),
	),
	'a WAV': () => wav({ seconds: 3 }),
	'an RF64': () => {
		const sizes = Buffer.alloc(28);
		sizes.writeUInt32LE(3 * 16_000, 8);
		return wav({ seconds: 3, dataSize: 0xffff_ffff, before: [{ name: 'ds64', content: sizes }] });
	},
	'a VBRI header': withVbri,
	'a Xing header without bytes': withoutBytes,
	'a FLAC longer than is judged': () => flac(40),
};

/** Files that do not, but are a row of long pages or boxes. */
const inPieces = ['opus.ogg', 'vorbis.ogg', 'flac.ogg', 'fragments.mp4'];

/** A share of a file's bytes. */
const shares = fc.double({ min: 0.02, max: 1, noNaN: true });

describe('a whole file', () => {
	it.each([...Object.entries(stating), ...inPieces.map((name) => [name, () => fixture(name)] as const)])(
		'is not cut off: %s',
		async (_, make) => {
			const { cut, lack } = await measured(make(), 4_096);
			expect([cut, lack]).toEqual([undefined, undefined]);
		},
	);

	it.each<[string, () => Buffer]>([
		...['moov_last.m4a', 'video.mov', 'alac.m4a', 'bare.aac', 'plain.mp3', 'live.webm', 'vorbis.webm'].map(
			(name): [string, () => Buffer] => [name, () => fixture(name)],
		),
		['a title behind', () => Buffer.concat([fixture('lame.mp3'), Buffer.from('TAG'.padEnd(128))])],
		['two MP3s in a row', () => Buffer.concat([fixture('lame.mp3'), fixture('lame.mp3')])],
		...[0, 0x7fff_ffff, 0x7fff_f000, 0x8000_0000, 0xffff_ffff, 0xffff_f000].map((dataSize): [string, () => Buffer] => [
			`a WAV with the placeholder ${dataSize}`,
			() => wav({ seconds: 1, dataSize }),
		]),
	])('is not cut off either: %s', async (_, make) => {
		expect((await measured(make())).cut).toBeUndefined();
	});

	it('is not cut off where its middle is damaged', async () => {
		const bytes = Buffer.from(fixture('vbr.mp3'));
		bytes.fill(0, 2_000, 5_000);
		const { seconds, cut } = await measured(bytes);
		expect([seconds! < 0.9, cut]).toEqual([true, undefined]);
	});
});

it.each(Object.entries(stating))('a cut file knows what is missing: %s', async (name, make) => {
	const bytes = make();
	const { seconds: whole = 0 } = await measured(bytes);
	await fc.assert(
		fc.asyncProperty(shares, async (share) => {
			const { seconds = 0, cut, lack } = await measured(bytes.subarray(0, Math.ceil(bytes.length * share)), 4_096);
			if (lack) return;
			expect(seconds).toBeLessThanOrEqual(whole + 0.03);
			if (cut) expect(Math.abs(cut.promised! - whole)).toBeLessThan(exactness(name));
			// Between the two it depends on rounding.
			if (whole - seconds > tolerance + exactness(name)) expect(cut).toBeDefined();
			if (whole - seconds < tolerance - exactness(name)) expect(cut).toBeUndefined();
		}),
		{ numRuns: 12, examples: [[0.5], [0.97]] },
	);
});

it.each(inPieces)('a file that breaks off inside a page or box is cut off: %s', async (name) => {
	const bytes = fixture(name);
	await fc.assert(
		fc.asyncProperty(shares, async (share) => {
			const part = bytes.subarray(0, Math.floor(bytes.length * share));
			const { cut, lack } = await measured(part, 4_096);
			if (lack) return;
			const from = name.endsWith('.ogg') ? endOfPages(bytes) : endOfFragments(bytes);
			const beyond = from.some((end) => part.length - end >= 0 && part.length - end < 8);
			// Up to a page's name nothing shows that one begins; behind the last fragment there is no sound.
			if (!beyond && part.length < from.at(-1)!) expect([part.length, cut]).toEqual([part.length, {}]);
			if (cut) expect(part.length).toBeLessThan(bytes.length);
		}),
		{ numRuns: 25 },
	);
});

/** Where the pages of an Ogg end. */
function endOfPages(bytes: Buffer): number[] {
	const ends: number[] = [];
	for (let at = bytes.indexOf('OggS', 4); at > 0; at = bytes.indexOf('OggS', at + 4)) ends.push(at);
	return [...ends, bytes.length];
}

/** Where the boxes of fragments end. */
function endOfFragments(bytes: Buffer): number[] {
	const ends: number[] = [];
	for (let at = 0; at < bytes.length; at += bytes.readUInt32BE(at)) {
		if (['moof', 'mdat'].includes(bytes.toString('latin1', at + 4, at + 8))) ends.push(at + bytes.readUInt32BE(at));
	}
	return ends;
}
