import { subtitleText } from '../../../text/subtitles/subtitleText.ts';

const text = '1\n00:00:01,000 --> 00:00:02,000\nÄpfel, 你好';
const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16();
const utf16 = Buffer.from(text, 'utf16le');

const encodings: Array<[string, Uint8Array]> = [
	['UTF-8', Buffer.from(text)],
	['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
	['UTF-16 LE with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
	['UTF-16 BE with a mark', Buffer.concat([Buffer.from([0xfe, 0xff]), swapped(utf16)])],
	['UTF-16 LE', utf16],
	['UTF-16 BE', swapped(utf16)],
];

it.each(encodings)('reads %s', (_, bytes) => {
	expect(subtitleText(bytes)).toBe(text);
});

it('reads what is no UTF-8 as Windows-1252', () => {
	expect(subtitleText(Buffer.from([0x80, 0x20, 0xc4, 0x92, 0x93, 0x9f, 0x96, 0x81]))).toBe('€ Ä’“Ÿ–\u0081');
	const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
	expect(subtitleText(all.subarray(1))).toHaveLength(255);
});

it('reads an empty file', () => {
	expect(subtitleText(new Uint8Array())).toBe('');
});
