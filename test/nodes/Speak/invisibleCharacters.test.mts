import type { INodeParameters } from 'n8n-workflow';

import { setStage } from '../../support/stage.mts';

const stage = setStage();

const speak = async (parameters: INodeParameters) =>
	await stage.engine.runNode('speak', { text: 'Hello there.', ...parameters });
const spoken = async () =>
	(await stage.sandbox.requests()).filter(({ path }) => path.startsWith('/v1/tts')).map(({ body }) => body.text);

describe('an invisible character', () => {
	test.each([
		['zero-width space', '\u200b'],
		['word joiner', '\u2060'],
		['joiner', '\u200d'],
		['soft hyphen', '\u00ad'],
		['Hangul filler', '\u3164'],
		['empty Braille cell', '\u2800'],
		['variation selector', '\ufe0f'],
		['tag character', '\u{e0041}'],
		['NUL', '\0'],
		['mark of direction', '\u200e'],
	])('is not a text by itself: %s', async (_, sign) => {
		expect((await speak({ text: `${sign} ${sign}` })).error?.message).toBe("'Text' is empty [item 0]");
		expect(await spoken()).toEqual([]);
	});

	test('is neither sent nor shown in captions', async () => {
		const { items } = await speak({
			text: 'Wel\u00adcome\0 to\u200b our\u2060 \u0007show.\ufeff',
			captions: 'srt',
			options: { includeWords: true },
		});
		expect(await spoken()).toEqual(['Welcome to our show.']);
		const captions = (await stage.engine.bytesOf(items[0], 'data_srt')).toString();
		expect(captions + JSON.stringify(items[0]?.json)).not.toMatch(/[\0\x07\u00ad\u200b\u2060\ufeff]|\\u0000/);
	});

	test.each(['می‌خواهم بروم', 'क्‍ष और क्‌ष', '👩‍👩‍👧 hello ❤️', 'ภาษา\u200bไทย', 'שלום\u200f world', 'a\nb\tc'])(
		'stays where a script needs it: %s',
		async (text) => {
			await speak({ text });
			expect(await spoken()).toEqual([text]);
		},
	);
});
