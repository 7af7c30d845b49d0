import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { createPronunciationReader } from '../../../nodes/Speak/pronunciation.ts';
import type { Item } from '../../../nodes/shared/items/item.ts';
import { readersOf } from '../../../nodes/shared/parameters/readers.ts';
import { anyVoice, anyVoiceId } from '../../support/anyVoice.mts';
import { hintTextsOf } from '../../support/hints.mts';
import { setStage } from '../../support/stage.mts';

const stage = setStage();

const respelled = { word: 'GIF', sayAs: 'jif' };
const spelled = { word: 'GIF', sayAs: 'JH IH1 F', written: 'phonemes' };
const tagged = '<|phoneme_start|>JH IH1 F<|phoneme_end|>';
const inline = (...keys: string[]) => [
	{ items: keys.map((key) => ({ key, value: spelled.sayAs, case_sensitive: true })) },
];

/** Speaks an item for each text and its rules. */
const speak = async (
	items: Array<{ text: string; rules?: object[]; [name: string]: unknown }>,
	more: INodeParameters = {},
) =>
	await stage.engine.runNode(
		'speak',
		{
			text: '={{ $json.text }}',
			voice: anyVoice,
			pronunciation: { ruleList: '={{ $json.rules }}' },
			options: {},
			...more,
		},
		items.map((json) => ({ json: json as IDataObject })),
	);

const one = { options: { concurrentRequests: 1 } };

const sent = async (): Promise<Array<[text: string, dictionary: unknown]>> =>
	(await stage.sandbox.requests()).map(({ body }) => [body.text, body.pronunciation_dictionary]);
const sentTexts = async (): Promise<string[]> => (await sent()).map(([text]) => text);

const wordsIn = (json: IDataObject): string => (json.words as IDataObject[]).map(({ text }) => text).join(' ');

/** The text of a caption file. */
const shownIn = (file: Buffer): string =>
	Array.from(file.toString().matchAll(/ --> .*\n((?:.+\n)+)/g), ([, lines]) =>
		lines!.trim().replaceAll('\n', ' '),
	).join(' ');

/** What is written, by which rules it is said, and what is sent: the text, and the dictionary with it. */
const table: Array<[what: string, text: string, rules: object[], sent: string, dictionary?: object]> = [
	['whole words', 'GIF and gif, in a GIFT.', [respelled], 'jif and jif, in a GIFT.'],
	['Match Case', 'GIF and gif.', [{ ...respelled, matchCase: true }], 'jif and gif.'],
	['endings', 'Nike’s shoes, Nike-made.', [{ word: 'Nike', sayAs: 'nigh-key' }], 'nigh-key’s shoes, nigh-key-made.'],
	['several words', 'In New  York.', [{ word: 'New York', sayAs: 'Noo Yawk' }], 'In Noo Yawk.'],
	[
		'the longest rule',
		'York and New York City.',
		[
			{ word: 'York', sayAs: 'Yorrick' },
			{ word: 'New York City', sayAs: 'N Y C' },
			{ word: 'New York', sayAs: 'Noo Yawk' },
		],
		'Yorrick and N Y C.',
	],
	['a sign', 'Rock & roll, R&B.', [{ word: '&', sayAs: 'and' }], 'Rock and roll, R and B.'],
	['no cue', '[happy] A happy GIF.', [{ word: 'happy', sayAs: 'merry' }], '[happy] A merry GIF.'],
	['Chinese', '我们去银行。', [{ word: '银行', sayAs: '因杭' }], '我们去因杭。'],
	['phonemes', 'A GIF, a gif.', [spelled], 'A GIF, a gif.', inline('GIF', 'gif')],
	['phonemes of what also is in other words', 'A GIF, a GIFT.', [spelled], `A ${tagged}, a GIFT.`],
	[
		'phonemes beside a respelling',
		'A GIF by Nike.',
		[spelled, { word: 'Nike', sayAs: 'nigh-key' }],
		'A GIF by nigh-key.',
		inline('GIF'),
	],
	[
		'phonemes of what is in a respelling',
		'A GIF by Gifford.',
		[spelled, { word: 'Gifford', sayAs: 'GIF ford' }],
		`A ${tagged} by GIF ford.`,
	],
	[
		'pinyin',
		'重庆很大。',
		[{ word: '重庆', sayAs: 'chong2 qing4', written: 'phonemes' }],
		'<|phoneme_start|>chong2<|phoneme_end|><|phoneme_start|>qing4<|phoneme_end|>很大。',
	],
	['a word that is not there', 'A JPEG.', [respelled], 'A JPEG.'],
];

test('what is sent', async () => {
	const rows = table.map(([, text, rules]) => ({ text, rules }));
	expect((await speak(rows, one)).error).toBeUndefined();
	expect((await sent()).map((request, at) => [table[at]![0], ...request])).toEqual(
		table.map(([what, , , text, dictionary]) => [what, text, dictionary]),
	);
});

test('each item has its own list, also where lists alternate and look alike', async () => {
	const lists = {
		first: [respelled],
		sameWithCase: [{ ...respelled, matchCase: true }],
		other: [{ ...respelled, sayAs: 'giff' }],
		longer: [respelled, { word: 'here', sayAs: 'heer' }],
		broken: [{ word: 'GIF' }],
	};
	const order = ['first', 'other', 'sameWithCase', 'first', 'broken', 'longer', 'broken', 'other'] as const;
	const { items } = await stage.engine.runNode(
		'speak',
		{ text: 'A GIF, a gif, here.', pronunciation: { ruleList: '={{ $json.rules }}' }, ...one },
		order.map((name) => ({ json: { rules: lists[name] } })),
		{ onError: 'continueRegularOutput' },
	);
	expect(await sentTexts()).toEqual([
		'A jif, a jif, here.',
		'A giff, a giff, here.',
		'A jif, a gif, here.',
		'A jif, a jif, here.',
		'A jif, a jif, heer.',
		'A giff, a giff, here.',
	]);
	const failed = items.flatMap(({ json: { error } }, at) => (error === undefined ? [] : [order[at]]));
	expect(failed).toEqual(['broken', 'broken']);
});

test('a list that many items have is read once', () => {
	const read = createPronunciationReader();
	const rulesOf = (ruleList: unknown) =>
		read({ within: () => readersOf((name) => ({ ruleList })[name], []) } as unknown as Item)!.rules;
	const nike = { word: 'Nike', sayAs: 'nigh-key' };
	const rules = rulesOf([respelled, nike]);
	expect(rules.map(({ sayAs }) => sayAs)).toEqual(['jif', 'nigh-key']);
	expect(rulesOf([{ json: { Word: 'GIF', 'Say As': 'jif', Row: 2 } }, { ...nike }])).toBe(rules);
	expect(rulesOf(JSON.stringify([respelled, nike]))).toBe(rules);
	expect(rulesOf([respelled])).not.toBe(rules);
	// In JSON both would be null.
	expect(rulesOf([{ word: 'GIF', sayAs: NaN }])[0]?.sayAs).toBe('NaN');
	expect(() => rulesOf([{ word: 'GIF', sayAs: null }])).toThrow("has no 'Say As'");
});

test('rules in the panel and from a list hold together, for all models', async () => {
	const pronunciation = { rules: { rule: [{ ...spelled, matchCase: false }] }, ruleList: '={{ $json.rules }}' };
	const rules = [{ json: { Word: 'Nike', 'Say As': 'nigh-key' } }];
	for (const model of ['s2.1-pro', 's1', 'drama-3'])
		await speak([{ text: 'A GIF by Nike.', rules }], { pronunciation, model });
	expect(await sent()).toEqual(Array(3).fill(['A GIF by nigh-key.', inline('GIF')]));
});

describe.each<[string, string, object[], string]>([
	['a respelling', 'Our GIF is here.', [respelled], 'Our jif is here.'],
	[
		'more words than are written',
		'The CEO of Nginx, too.',
		[{ word: 'CEO', sayAs: 'C E O' }],
		'The C E O of Nginx, too.',
	],
	['fewer words', 'In New York City, too.', [{ word: 'New York City', sayAs: 'NYC' }], 'In NYC, too.'],
	['phonemes in a dictionary', 'Our GIF is here.', [spelled], 'Our jhihf is here.'],
	['phonemes in the text', 'Our GIF is a GIFT.', [spelled], 'Our jhihf is a GIFT.'],
])('%s', (_, text, rules, said) => {
	test('is spoken; captions and words keep what is written', async () => {
		const run = await speak([{ text, rules }], { format: 'wav', captions: 'both', options: { includeWords: true } });
		const [item] = run.items;
		const expected = await stage.sandbox.ttsBytes({ text: said, format: 'wav', reference_id: anyVoiceId }, 's2.1-pro');
		expect((await stage.engine.bytesOf(item)).subarray(44).equals(expected.subarray(44))).toBe(true);
		expect(wordsIn(item!.json)).toBe(text);
		for (const field of ['data_srt', 'data_vtt']) expect(shownIn(await stage.engine.bytesOf(item, field))).toBe(text);
		const words = item!.json.words as Array<{ start: number; end: number }>;
		for (const [at, { start, end }] of words.entries()) {
			expect(start).toBeGreaterThanOrEqual(words[at - 1]?.end ?? 0);
			expect(end).toBeGreaterThan(start);
			expect(end).toBeLessThanOrEqual(Number(item!.json.seconds) + 0.05);
		}
	});
});

test('in a dialogue, names stay names', async () => {
	const { ids } = await stage.sandbox.seedVoices({ count: 2 });
	const speaker = ['Anna', 'Ben'].map((name, at) => ({ name, voice: { __rl: true, mode: 'id', value: ids[at]! } }));
	const text = 'Anna: Hello Ben, a GIF.\nBen: Thank you, Anna.';
	const rules = [respelled, { word: 'Anna', sayAs: 'Ahna' }];
	const run = await speak([{ text, rules }], {
		voiceSource: 'speakers',
		speakers: { speaker },
		options: { includeWords: true },
	});
	expect(await sentTexts()).toEqual([
		expect.stringMatching(/^<\|speaker:0\|>Hello Ben, a jif\.\s*<\|speaker:1\|>Thank you, Ahna\.$/),
	]);
	expect(wordsIn(run.items[0]!.json)).toBe('Hello Ben, a GIF. Thank you, Anna.');
	expect((run.items[0]!.json.words as IDataObject[]).map(({ speaker: name }) => name)).toEqual([
		...Array(4).fill('Anna'),
		...Array(3).fill('Ben'),
	]);
});

test('a long text is cut so that each part is short enough as it is said', async () => {
	const written = 'A GIF and another GIF are shown here, beside a JPEG. '.repeat(100).trim();
	const rules = [
		{ word: 'GIF', sayAs: 'graphics interchange format' },
		{ word: 'JPEG', sayAs: 'JH EY1 P EH2 G', written: 'phonemes' },
	];
	const run = await speak([{ text: written, rules }], { options: { includeWords: true, concurrentRequests: 1 } });
	const parts = await sent();
	expect(run.items[0]!.json.parts).toBe(parts.length);
	for (const [text] of parts) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(3000);
	expect(parts.map(([text]) => text).join(' ')).toBe(written.replaceAll('GIF', 'graphics interchange format'));
	for (const [, dictionary] of parts)
		expect(dictionary).toEqual([{ items: [{ key: 'JPEG', value: 'JH EY1 P EH2 G', case_sensitive: true }] }]);
	expect(wordsIn(run.items[0]!.json)).toBe(written);
	expect(run.items[0]!.json.textBytes).toBe(parts.reduce((sum, [text]) => sum + Buffer.byteLength(text), 0));
});

test('Only Estimate sends nothing, and counts the text as it is said', async () => {
	const items = [
		{ text: 'Our GIF is here.', rules: [{ word: 'GIF', sayAs: 'graphics interchange format' }] },
		{ text: 'Our GIF is a GIFT.', rules: [spelled] },
	];
	const estimated = (await speak(items, { checks: { onlyEstimate: true } })).items.map(({ json }) => json.textBytes);
	expect(await sent()).toEqual([]);
	await speak(items, one);
	expect(estimated).toEqual((await sentTexts()).map((text) => Buffer.byteLength(text)));
});

test('the fingerprint changes with a rule for a word of the text, and with no other', async () => {
	const text = 'Our GIF is here.';
	const checks = { previousFingerprint: '={{ $json.fingerprint }}' };
	const fingerprint = async (rules: object[]) =>
		(await speak([{ text, rules }], { checks })).items[0]!.json.fingerprint;
	const [plain, said] = [await fingerprint([]), await fingerprint([respelled])];
	expect(said).not.toBe(plain);
	const other = { word: 'JPEG', sayAs: 'jay peg' };
	const { outputs } = await speak(
		[
			{ text, rules: [other], fingerprint: plain },
			{ text, rules: [other, respelled], fingerprint: said },
			{ text, rules: [{ ...respelled, sayAs: 'ghif' }], fingerprint: said },
			{ text, rules: [spelled], fingerprint: said },
			{ text, rules: [], fingerprint: said },
		],
		{ checks },
	);
	expect(outputs.map((output) => output.map(({ pairedItem }) => pairedItem))).toEqual([
		[{ item: 2 }, { item: 3 }, { item: 4 }],
		[{ item: 0 }, { item: 1 }],
	]);
});

test('all takes, also for a target length, are said by the rules', async () => {
	const text = 'Our GIF is here. '.repeat(20).trim();
	const items = [{ text, rules: [respelled] }];
	await speak(items, { options: { takes: 2 } });
	expect(await sentTexts()).toEqual(Array(2).fill(text.replaceAll('GIF', 'jif')));
	const usual = Number((await speak(items, { format: 'wav' })).items[0]!.json.seconds);
	await stage.sandbox.clearRequests();
	const run = await speak(items, { format: 'wav', timing: { targetSeconds: Math.floor(usual * 95) / 100 } });
	expect(run.items[0]!.json).toMatchObject({ takes: 2, fits: true });
	expect(await sentTexts()).toEqual(Array(2).fill(text.replaceAll('GIF', 'jif')));
});

test('so are subtitles, and speech that sounds like samples', async () => {
	const text = '1\n00:00:00,000 --> 00:00:02,000\nOur GIF.\n\n2\n00:00:03,000 --> 00:00:04,000\nIt is here.\n';
	const pronunciation = { rules: { rule: [respelled] } };
	const run = await speak([{ text }], {
		textSource: 'subtitles',
		subtitles: '={{ $json.text }}',
		pronunciation,
		captions: 'srt',
	});
	expect(run.error).toBeUndefined();
	expect((await sentTexts()).toSorted()).toEqual(['It is here.', 'Our jif.']);
	expect(shownIn(await stage.engine.bytesOf(run.items[0], 'data_srt'))).toBe('Our GIF. It is here.');
	await stage.sandbox.clearRequests();
	const item = await stage.itemWith({ data: [await stage.recording(), 'a.wav', 'audio/wav'] });
	const parameters = { text: 'Our GIF.', voiceSource: 'samples', pronunciation: { rules: { rule: [spelled] } } };
	expect((await stage.engine.runNode('speak', parameters, [item])).error).toBeUndefined();
	expect(await sent()).toEqual([['Our GIF.', inline('GIF')]]);
});

describe('a rule of the panel that fits no text', () => {
	const ruled = (...words: string[]): INodeParameters => ({
		pronunciation: { rules: { rule: words.map((word) => ({ word, sayAs: 'jif' })) }, ruleList: '={{ $json.rules }}' },
	});
	const rules = [{ word: 'Elsewhere', sayAs: 'jif' }];

	test.each<[string, string[], string[]]>([
		[
			'once for a run',
			['Siobahn', 'GIF'],
			["The rule for 'Siobahn' fits no text of this run. Check how it is written."],
		],
		[
			'with others of them',
			['A', 'GIFT', 'Siobahn', 'x'],
			["The rules for 'A', 'GIFT', 'Siobahn' and 1 more fit no text of this run. Check how they are written."],
		],
		['not where a longer rule comes first, or the same one', ['York', 'New York', 'new york', 'GIF'], []],
	])('has a hint: %s', async (_, words, hints) => {
		const items = [{ text: 'Hello.', rules }, { text: 'Our GIF.' }, { text: 'In New York.' }];
		expect(hintTextsOf(await speak(items, ruled(...words)))).toEqual(hints);
		const estimated = await speak(items, { ...ruled(...words), checks: { onlyEstimate: true } });
		expect(hintTextsOf(estimated)).toEqual(hints);
	});

	test('has none while all items are unchanged, and counts the texts of those that are', async () => {
		const checks = { previousFingerprint: '={{ $json.fingerprint }}' };
		const first = await speak([{ text: 'Our GIF.' }, { text: 'Hello.' }], { ...ruled('GIF', 'Siobahn'), checks });
		expect(hintTextsOf(first)).toHaveLength(1);
		const again = first.items.map(({ json }) => ({ text: String(json.text), fingerprint: json.fingerprint }));
		expect(hintTextsOf(await speak(again, { ...ruled('GIF', 'Siobahn'), checks }))).toEqual([]);
		const changed = [again[0]!, { text: 'Good morning.' }];
		expect(hintTextsOf(await speak(changed, { ...ruled('GIF'), checks }))).toEqual([]);
		expect(hintTextsOf(await speak(changed, { ...ruled('Siobahn'), checks }))).toHaveLength(1);
	});
});
