import { execFileSync } from 'node:child_process';

import fc from 'fast-check';

import type { FileType } from '../../audio/fileType.ts';
import { createTypeFinder } from '../../audio/typeFinder.ts';
import { mp3, opusPages, wav } from '../support/sounds.mts';

const letters = (text: string): Buffer => Buffer.from(text, 'latin1');
const id3 = (length: number): Buffer =>
	Buffer.concat([letters('ID3\x04\0\0'), Buffer.from([0, 0, length >> 7, length & 0x7f]), Buffer.alloc(length)]);
const ape = (length: number): Buffer => {
	const tag = Buffer.alloc(32 + length);
	tag.write('APETAGEX', 'latin1');
	tag.writeUInt32LE(length, 12);
	tag[23] = 0xa0;
	return tag;
};
const flac = Buffer.concat([letters('fLaC\0\0\0\x22'), Buffer.alloc(500)]);
const aac = Buffer.concat(
	Array(20).fill(Buffer.concat([Buffer.from([0xff, 0xf1, 0x50, 0x40, 8, 0x1f, 0xfc]), Buffer.alloc(57, 0x21)])),
);

/** The type of a file that comes in pieces of this length, and the bytes needed to find it. */
function found(bytes: Buffer, piece = 4096): { type: FileType | undefined; taken: number } {
	const finder = createTypeFinder();
	let taken = 0;
	for (let at = 0; at < bytes.length; at += piece) {
		taken = Math.min(bytes.length, at + piece);
		if (finder.take(bytes.subarray(at, at + piece))) break;
	}
	return { type: finder.type(), taken };
}

let sound: Buffer;
beforeAll(async () => {
	sound = await mp3(44_100, 128, 2);
});

describe('finds the type', () => {
	it.each<[string, () => Buffer, FileType | undefined]>([
		['FLAC after an ID3 tag', () => Buffer.concat([id3(16_000), flac]), 'flac'],
		['AAC after an ID3 tag', () => Buffer.concat([id3(90), aac]), 'aac'],
		['WAV after an ID3 tag', () => Buffer.concat([id3(90), wav()]), 'wav'],
		['MP3 after two tags', () => Buffer.concat([id3(5_000), id3(60), sound]), 'mp3'],
		['MP3 after an APE tag', () => Buffer.concat([ape(30_000), sound]), 'mp3'],
		['MP3 after a tag and a gap', () => Buffer.concat([id3(90), Buffer.alloc(900), sound]), 'mp3'],
		['an ID3 tag alone is MP3', () => id3(111), 'mp3'],
		['MP3 after zeros', () => Buffer.concat([Buffer.alloc(50_000), sound]), 'mp3'],
		['MP3 after a line break', () => Buffer.concat([letters('\r\n'), sound]), 'mp3'],
		['MP3 that begins inside a frame', () => sound.subarray(777), 'mp3'],
		['AAC that begins inside a frame', () => aac.subarray(30), 'aac'],
		['AAC that begins and ends inside a frame', () => aac.subarray(30, -30), 'aac'],
		['AAC that begins inside a frame, after an ID3 tag', () => Buffer.concat([id3(90), aac.subarray(30)]), 'aac'],
		['big-endian WAV', () => letters('RIFX\0\0\x10\0WAVEfmt '.padEnd(500, '\0')), 'wav'],
		['Opus', () => Buffer.concat(opusPages(0.1)), 'ogg'],
		['AIFF, whatever is in it', () => Buffer.concat([letters('FORM\0\0\x10\0AIFFCOMM'), sound]), 'aiff'],
		['nothing in an archive, whatever is in it', () => Buffer.concat([letters('PK\x03\x04\x14\0'), sound]), undefined],
		[
			'nothing in an AVI, whatever is in it',
			() => Buffer.concat([letters('RIFF\0\0\x10\0AVI LIST'), sound]),
			undefined,
		],
		['nothing in text', () => letters('TAG: a text that begins so. '.repeat(500)), undefined],
		['nothing in an empty file', () => Buffer.alloc(0), undefined],
		['WAV in a few bytes', () => letters('RIFF\x24\x08\0\0WAVE'), 'wav'],
	])('%s, in pieces of any size', (_, make, type) => {
		const bytes = make();
		for (const piece of [1_000_000, 4096, 63, 7]) expect(found(bytes, piece).type).toBe(type);
	});

	it('and reads only as much as that needs', () => {
		expect(found(Buffer.concat([wav(), Buffer.alloc(500_000)])).taken).toBe(4096);
		expect(found(Buffer.alloc(500_000)).taken).toBe(65_536);
	});
});

/** Our names for the MIME types of the package `file-type`. */
const names: Record<string, FileType> = {
	'audio/wav': 'wav',
	'audio/mpeg': 'mp3',
	'audio/mp4': 'm4a',
	'audio/x-m4a': 'm4a',
	'video/mp4': 'm4a',
	'audio/aac': 'aac',
	'audio/flac': 'flac',
	'audio/ogg; codecs=opus': 'ogg',
	'audio/ogg': 'ogg',
	'video/webm': 'webm',
	'video/matroska': 'webm',
	'audio/aiff': 'aiff',
	'audio/amr': 'amr',
	'application/vnd.ms-asf': 'wma',
	'audio/vnd.dolby.dd-raw': 'ac3',
	'audio/x-dsf': 'dsd',
	'audio/ape': 'ape',
	'audio/wavpack': 'wavpack',
	'audio/x-musepack': 'musepack',
	'audio/midi': 'midi',
	'image/jpeg': 'jpeg',
	'image/png': 'png',
	'image/webp': 'webp',
	'image/gif': 'gif',
	'image/heic': 'heic',
	'image/heif': 'heic',
	'image/avif': 'avif',
	'image/tiff': 'tiff',
	'image/bmp': 'bmp',
	'video/quicktime': 'mov',
};

/** The types by `file-type`. It runs in a separate process, since jest does not load ES modules. */
function typesByPackage(files: Buffer[]): Array<FileType | undefined> {
	const program = `
		import { fileTypeFromBuffer } from 'file-type';
		let given = '';
		for await (const chunk of process.stdin) given += chunk;
		const typeOf = async (file) => await fileTypeFromBuffer(Buffer.from(file, 'base64'));
		const found = JSON.parse(given).map(async (file) => (await typeOf(file))?.mime ?? '');
		console.log(JSON.stringify(await Promise.all(found)));`;
	const input = JSON.stringify(files.map((file) => file.toString('base64')));
	const mimeTypes = JSON.parse(
		execFileSync(process.execPath, ['--input-type=module', '-e', program], { input, encoding: 'utf8' }),
	) as string[];
	return mimeTypes.map((mimeType) => names[mimeType]);
}

describe('compared with the package file-type', () => {
	const files: Array<[string, () => Buffer]> = [
		['WAV', () => wav()],
		['MP3', () => sound],
		['Opus', () => Buffer.concat(opusPages(0.1))],
		['FLAC', () => flac],
		['FLAC after an ID3 tag', () => Buffer.concat([id3(500), flac])],
		['M4A', () => letters('\0\0\0\x20ftypM4A \0\0\0\0M4A mp42isom\0\0\0\0'.padEnd(200, '\0'))],
		['AIFF', () => letters('FORM\0\0\x10\0AIFFCOMM'.padEnd(200, '\0'))],
		['AMR', () => letters('#!AMR\n\x3c'.padEnd(200, '\0'))],
		['DSF', () => letters('DSD \x1c\0\0\0'.padEnd(200, '\0'))],
		['APE', () => letters('MAC \x96\x0f'.padEnd(200, '\0'))],
		['WavPack', () => letters('wvpk\x10'.padEnd(200, '\0'))],
		['Musepack', () => letters('MPCKSH'.padEnd(200, '\0'))],
		['MIDI', () => letters('MThd\0\0\0\x06'.padEnd(200, '\0'))],
		['JPEG', () => letters('\xff\xd8\xff\xe0\0\x10JFIF'.padEnd(200, '\0'))],
		['GIF', () => letters('GIF89a'.padEnd(200, '\0'))],
		['HEIC', () => letters('\0\0\0\x18ftypheic'.padEnd(200, '\0'))],
		['AVIF', () => letters('\0\0\0\x18ftypavif'.padEnd(200, '\0'))],
	];

	it('finds the same types', () => {
		const bytes = files.map(([, make]) => make());
		const verdicts = typesByPackage(bytes).map((type, at) => [files[at]![0], type]);
		expect(verdicts).toEqual(bytes.map((file, at) => [files[at]![0], found(file).type]));
		for (const [, type] of verdicts) expect(type).toBeDefined();
	});

	it('finds nothing in files that are neither sound nor a picture', () => {
		const signs = [
			'PK\x03\x04',
			'%PDF-1.7',
			'Rar!\x1a\x07\0',
			'7z\xbc\xaf\x27\x1c',
			'\x1f\x8b\x08',
			'SQLite format 3\0',
			'\x7fELF',
			'\0asm',
			'wOFF',
			'8BPS',
			'<?xml ',
			'RIFF\0\0\0\0AVI ',
			'FLV\x01',
			'\x00\x00\x01\xba',
		];
		for (const sign of signs) expect(found(letters(sign.padEnd(300, '\x01'))).type).toBeUndefined();
	});

	it('never throws for random bytes, and does not depend on how they are cut', () => {
		fc.assert(
			fc.property(fc.uint8Array({ minLength: 0, maxLength: 400 }), fc.integer({ min: 1, max: 100 }), (bytes, piece) => {
				const buffer = Buffer.from(bytes);
				expect(found(buffer, piece).type).toBe(found(buffer).type);
			}),
			{ numRuns: 2000 },
		);
	});
});
