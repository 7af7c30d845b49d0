import { fileTypeOf, headLength, imageTypes, looksLikeText } from '../../audio/fileType.ts';
import { instantSampleTypes, sampleTypes } from '../../fishAudio/recordings/acceptedTypes.ts';
import { mp3, opusPages, wav } from '../support/sounds.mts';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

it.each([
	['wav', 'RIFF\x24\x08\0\0WAVEfmt '],
	['wav', 'RIFX\0\0\x08\x24WAVEfmt '],
	['wav', 'RF64\xff\xff\xff\xffWAVEds64'],
	['mp3', 'ID3\x04\0\0\0\0\0\x23'],
	['mp3', '\xff\xfb\x90\x64'],
	['mp3', '\xff\xf3\x40\xc4'],
	['m4a', '\0\0\0\x20ftypM4A '],
	['aac', '\xff\xf1\x50\x80'],
	['aac', '\xff\xf9\x4c\x80'],
	['mov', '\0\0\0\x08wide\0\x10\0\0mdat'],
	['mov', '\0\0\x02\xd1moov\0\0\0\x6cmvhd'],
	['ogg', 'OggS\0\x02'],
	['flac', 'fLaC\0\0\0\x22'],
	['webm', '\x1a\x45\xdf\xa3\x9f'],
	['aiff', 'FORM\0\0\x10\0AIFFCOMM'],
	['aiff', 'FORM\0\0\x10\0AIFCFVER'],
	['caf', 'caff\0\x01\0\0desc'],
	['amr', '#!AMR\n\x3c'],
	['amr', '#!AMR-WB\n'],
	['wma', '\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9'],
	['jpeg', '\xff\xd8\xff\xe0\0\x10JFIF'],
	['png', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
	['webp', 'RIFF\x24\x08\0\0WEBPVP8 '],
	['gif', 'GIF89a'],
])('recognizes %s by %j', (type, head) => {
	expect(fileTypeOf(bytes(head))).toBe(type);
});

it.each([
	'',
	'R',
	'RIFF',
	'RIFF\x24\x08\0\0AVI ',
	'OggX',
	'%PDF-1.7',
	'PK\x03\x04',
	'<!doctype html>',
	'{"message":"x"}',
	'\xff\xff\xff\xff',
	'\xff\xf1\xfc\x80',
	'FORM\0\0\x10\0ILBM',
	"I'm free now",
	'The wide road',
	'\xff\xfb\xf0\0',
	'\xff\xfb\x9c\0',
	'Hello, this is text',
])('recognizes nothing in %j', (head) => {
	expect(fileTypeOf(bytes(head))).toBeUndefined();
});

it.each(['heic', 'mif1', 'avif'])('does not mistake a picture of the brand %s for audio', (brand) => {
	expect(fileTypeOf(bytes(`\0\0\0\x20ftyp${brand}\0\0\0\0`))).not.toBe('m4a');
});

it('recognizes the output of real encoders by its first bytes', async () => {
	expect(fileTypeOf((await mp3(44_100, 128, 0.2)).subarray(0, headLength))).toBe('mp3');
	expect(fileTypeOf(Buffer.concat(opusPages(0.1)).subarray(0, headLength))).toBe('ogg');
	expect(fileTypeOf(wav().subarray(0, headLength))).toBe('wav');
});

it('mistakes no picture for a recording, and no recording for a picture', () => {
	expect(imageTypes.filter((type) => sampleTypes.includes(type))).toEqual([]);
	expect(instantSampleTypes).toEqual(['wav', 'mp3', 'flac', 'm4a', 'ogg', 'webm']);
});

it('distinguishes an MPEG frame from other data that begins with ones', () => {
	expect(fileTypeOf(bytes('\xff\xfb\x90\x00'))).toBe('mp3');
	expect(fileTypeOf(bytes('\xff\xeb\x90\x00'))).toBeUndefined();
	expect(fileTypeOf(bytes('\xff'))).toBeUndefined();
});

it('recognizes text', () => {
	expect(looksLikeText(bytes('{"message": "no"}\r\n\t'))).toBe(true);
	expect(looksLikeText(bytes(''))).toBe(false);
	expect(looksLikeText(bytes('RIFF\0'))).toBe(false);
	expect(looksLikeText(bytes('ab\x7f'))).toBe(false);
});
