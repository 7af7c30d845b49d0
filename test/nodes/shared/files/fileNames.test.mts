import fc from 'fast-check';

import { nameOf, safeFileName } from '../../../../nodes/shared/files/fileNames.ts';
import { nameOfText } from '../../../../nodes/shared/files/nameOfText.ts';

const noHead = new Uint8Array(0);
const family = '👩‍👩‍👧';

describe('a file name', () => {
	it.each<[string, string, string | undefined]>([
		['a word', 'welcome', 'welcome'],
		['a folder', 'de/menu', 'de-menu'],
		['another folder', 'en/menu', 'en-menu'],
		['a date', '24/12/2026', '24-12-2026'],
		['a band', 'AC/DC intro', 'AC-DC intro'],
		['folders of Windows', 'C:\\prompts\\de\\menu.wav', 'prompts-de-menu.wav'],
		['a path from the root', '/var/lib/asterisk/menu', 'var-lib-asterisk-menu'],
		['a path that leads upwards', '../../etc/passwd', 'passwd'],
		['slashes alone', ' / \\ ', undefined],
		['dots and spaces at its ends', ' .. menu . . ', 'menu'],
		['a space before its extension', 'menu .mp3', 'menu.mp3'],
		['a space and an invisible character before its extension', 'con \u202e.con', '_con.con'],
		['spaces around an invisible character', 'a \u200b b', 'a b'],
		['lines', 'Line 1\r\n\tLine 2', 'Line 1 Line 2'],
		['characters that break a header or Windows', 'a"b<c>d:e|f?g*h', 'abcdefgh'],
		['a verse', 'John 1:11', 'John 1-11'],
		['another verse', 'John 11:1', 'John 11-1'],
		['text with a change of direction', 'menu\u202e3pm.exe', 'menu3pm.exe'],
		['invisible characters', 'me\u200b\u00adn\u2060u\ufeff\u3164\u2800', 'menu'],
		['nothing but invisible characters', '\u200b\u2800 .\u00a0', undefined],
		['half surrogate pairs', 'a\ud83d.wav\udc4d', 'a.wav'],
		['a device', 'CON', '_CON'],
		['a device with an extension', 'nul.mp3', '_nul.mp3'],
		['a device with two extensions', 'aux.txt.mp3', '_aux.txt.mp3'],
		['a device with a number', 'com¹', '_com¹'],
		['a word that begins like a device', 'console', 'console'],
		['other scripts', 'голос 声音 คำทักทาย', 'голос 声音 คำทักทาย'],
	])('is made from %s', (_, given, name) => {
		expect(safeFileName(given)).toBe(name);
	});

	it.each([
		['Chinese', '欢迎光临'.repeat(60)],
		['emoji', '🎄'.repeat(63)],
		['families', family.repeat(40)],
		['Thai', 'ยินดีต้อนรับ'.repeat(40)],
		['a long text', 'Text '.repeat(200_000)],
	])('of too much text (%s) is cut between characters and keeps both ends', (_, long) => {
		const name = safeFileName(`${long} 12.mp3`)!;
		expect(Buffer.byteLength(name)).toBeLessThanOrEqual(235);
		expect(Buffer.byteLength(name)).toBeGreaterThan(200);
		expect(name).toMatch(/… ?.* 12\.mp3$/u);
		expect(safeFileName(`${long} 13.mp3`)).not.toBe(name);
	});

	it('is valid on every disk, whatever the input', () => {
		fc.assert(
			fc.property(
				fc.oneof(
					fc.string({ unit: 'binary' }),
					fc.string({ unit: 'grapheme', minLength: 100, maxLength: 400 }),
					fc.string({ unit: fc.constantFrom('.', ' ', '/', '\\', 'con', 'é', '🎄', '\u202e', '\n') }),
				),
				(given) => {
					const name = safeFileName(given);
					if (name === undefined) return;
					expect(Buffer.byteLength(name)).toBeLessThanOrEqual(236);
					expect(name).not.toMatch(/[/\\<>:"|?*\p{Cc}\p{Cf}\p{Cs}]|^[. ]|[. ]$/u);
					expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
					expect(Buffer.from(name).toString()).toBe(name);
					expect(safeFileName(name)).toBe(name);
				},
			),
		);
	});

	it('stays different where only the folders differ', () => {
		const part = fc.stringMatching(/^[a-z0-9]{1,8}$/);
		fc.assert(
			fc.property(
				fc.uniqueArray(
					fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/')),
					{ minLength: 2, maxLength: 6 },
				),
				(paths) => {
					expect(new Set(paths.map(safeFileName)).size).toBe(paths.length);
				},
			),
		);
	});

	it('gets the extension of its type, and for Ogg of its codec', () => {
		const opus = Buffer.from(`OggS\0\x02${'\0'.repeat(20)}\x01\x13OpusHead`, 'latin1');
		const vorbis = Buffer.from(`OggS\0\x02${'\0'.repeat(20)}\x01\x1e\x01vorbis`, 'latin1');
		expect(nameOf(['blob'], 'ogg', opus)).toBe('blob.opus');
		expect(nameOf(['memo.ogg'], 'ogg', opus)).toBe('memo.ogg');
		expect(nameOf(['blob'], 'ogg', vorbis)).toBe('blob.ogg');
		expect(nameOf(['blob.opus'], 'ogg', vorbis)).toBe('blob.opus.ogg');
		expect(nameOf([undefined, '\u200b', 'data'], 'wav', noHead)).toBe('data.wav');
		expect(nameOf([], 'mp3', noHead)).toBe('file.mp3');
		const long = nameOf(['欢'.repeat(300)], 'flac', noHead);
		expect(long).toMatch(/\.flac$/);
		expect(Buffer.byteLength(long)).toBeLessThanOrEqual(255);
	});
});

describe('a file is named after its text', () => {
	it.each<[string, string | undefined]>([
		['Welcome to our hotline. Press one for sales.', 'Welcome-to-our-hotline-Press-one-for'],
		["[happy] Don't <|phoneme_start|>miss<|phoneme_end|> it!", 'Dont-miss-it'],
		['欢迎光临我们的商店', '欢迎光临我们的商店'],
		['a'.repeat(100), 'a'.repeat(40)],
		['❤️ Hello ✔️', 'Hello'],
		['1️⃣ Sale', '1-Sale'],
		['㊗️', undefined],
		['…', undefined],
		['', undefined],
		['[[[[['.repeat(100_000), undefined],
	])('%s', (text, name) => {
		expect(nameOfText(text)).toBe(name);
	});
});
