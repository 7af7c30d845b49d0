import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { hintTextsOf } from '../../support/hints.mts';
import { setStage } from '../../support/stage.mts';

const stage = setStage();

const speak = async (parameters: INodeParameters, items: INodeExecutionData[] = [{ json: {} }]) => {
	const run = await stage.engine.runNode('speak', { text: 'Hello there.', ...parameters }, items);
	return { ...run, hints: hintTextsOf(run) };
};
const spoken = async () =>
	(await stage.sandbox.requests()).filter(({ path }) => path.startsWith('/v1/tts')).map(({ body }) => body.text);

const row = async (json: object, ...fields: string[]): Promise<INodeExecutionData> => {
	const recording = await stage.recording();
	const { binary } = await stage.itemWith(
		Object.fromEntries(fields.map((field) => [field, [recording, `${field}.wav`, 'audio/wav']])),
	);
	return { json: json as never, binary: binary! };
};

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

describe('hints about Markdown and HTML', () => {
	test('appear once, with the first item', async () => {
		const { hints, error } = await speak(
			{ text: '={{ $json.t }}' },
			['Plain.', 'This is **bold**.', 'And **this**.'].map((t) => ({ json: { t } })),
		);
		expect(error).toBeUndefined();
		expect(hints).toEqual([
			expect.stringMatching(/^'Text' has Markdown, such as \*\*bold\*\* \[item 1\]\. .*plain text/),
		]);
	});

	test('escape HTML, because n8n shows hints as HTML', async () => {
		const { hints } = await speak({ text: 'This is <b>bold</b> &amp; more.' });
		expect(hints).toEqual([
			expect.stringContaining('such as &lt;b&gt; [item 0]'),
			expect.stringContaining('such as &amp;amp; [item 0]'),
		]);
	});

	test('do not appear for the bold names of a dialogue', async () => {
		const { ids } = await stage.sandbox.seedVoices({ count: 1, state: 'trained' });
		const speakers = { speaker: [{ name: 'Anna', voice: { __rl: true, mode: 'id', value: ids[0]! } }] };
		expect(
			(await speak({ voiceSource: 'speakers', text: '**Anna:** Hi\n---\n**Anna:** Bye', speakers: speakers as never }))
				.hints,
		).toEqual([]);
		expect(await spoken()).toEqual(['<|speaker:0|>Hi<|speaker:0|>Bye']);
	});
});

describe('Include Input', () => {
	test('keeps the fields and files of the input', async () => {
		const item = await row({ title: 'Sale' }, 'picture', 'other');
		const { items, hints } = await speak({ options: { includeInput: true } }, [item]);
		expect(items[0]?.json).toMatchObject({ title: 'Sale', format: 'mp3' });
		expect(Object.keys(items[0]?.binary ?? {}).sort()).toEqual(['data', 'other', 'picture']);
		expect(items[0]?.binary?.picture).toEqual(item.binary?.picture);
		expect(hints).toEqual([]);
		expect(Object.keys((await speak({}, [item])).items[0]?.binary ?? {})).toEqual(['data']);
	});

	test("replaces fields with the node's own, and says so in a hint", async () => {
		const item = await row({ format: 'A4', voiceId: 7, title: 'x' }, 'data');
		const { items, hints } = await speak({ options: { includeInput: true } }, [item, item]);
		expect(items[0]?.json).toMatchObject({ format: 'mp3', voiceId: null, title: 'x' });
		expect(hints).toEqual([
			expect.stringContaining('replaced these fields of the input: format, voiceId'),
			expect.stringContaining('replaced these files of the input: data'),
		]);
	});

	test('keeps the files of a line that has not changed', async () => {
		const item = await row({}, 'picture');
		const [first] = (await speak({ options: { includeInput: true } }, [item])).items;
		const again = await speak(
			{ checks: { previousFingerprint: '={{ $json.fingerprint }}' }, options: { includeInput: true } },
			[{ ...item, json: first!.json }],
		);
		expect(again.outputs[1]?.map(({ json, binary }) => [json.unchanged, Object.keys(binary ?? {})])).toEqual([
			[true, ['picture']],
		]);
		expect(again.hints).toEqual([]);
	});
});

describe('transcripts', () => {
	const samples = async (transcripts: unknown, fields = 'a, b') => {
		await speak({ voiceSource: 'samples', sampleFields: fields, transcripts: transcripts as never }, [
			await row({}, 'a', 'b'),
		]);
		return (await stage.sandbox.requests()).map(({ body }) =>
			body.references?.map(({ text }: { text: string }) => text),
		);
	};

	test.each<[string, unknown]>([
		['a line each', 'One.\nTwo.'],
		['with a blank line between', 'One.\n\nTwo.'],
		['with blank lines around', '\n\nOne.\r\n \r\nTwo.\n'],
		['a list by expression', '={{ ["One.", "Two."] }}'],
		['a list written as JSON', '["One.", "Two."]'],
		['with signs that nobody sees', 'O\u00adne.\u200b\nTwo.\0'],
	])('%s', async (_, given) => {
		expect(await samples(given)).toEqual([['One.', 'Two.']]);
	});

	test('may be missing for a sample', async () => {
		expect(await samples('One.\n')).toEqual([['One.', '']]);
	});
});
