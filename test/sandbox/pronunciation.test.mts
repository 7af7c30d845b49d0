import fc from 'fast-check';
import { startSandbox, type RunningSandbox } from '../support/sandbox.mts';
import { callApi, speakJson } from './api.mts';
import { speakTimed, wordsIn } from './events.mts';

let sandbox: RunningSandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ speech: 'tone' });
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.settings({ credit: 1 }));

type Item = [key: string, value: string, caseSensitive?: boolean];
const dictionary = (...items: Item[]) => ({
	items: items.map(([key, value, case_sensitive]) => ({
		key,
		value,
		...(case_sensitive === undefined ? {} : { case_sensitive }),
	})),
});
const phonemes = (value: string) => `<|phoneme_start|>${value}<|phoneme_end|>`;
const said = (text: string, ...dictionaries: object[]) =>
	sandbox.ttsBytes({
		text,
		format: 'pcm',
		sample_rate: 16_000,
		...(dictionaries.length > 0 ? { pronunciation_dictionary: dictionaries } : {}),
	});

test.each<[what: string, text: string, items: Item[], asWritten: string]>([
	['a word', 'We use SQL.', [['SQL', 'EH1 S']], `We use ${phonemes('EH1 S')}.`],
	[
		'inside words, too',
		'The cats concatenate.',
		[['cat', 'K AE1 T']],
		`The ${phonemes('K AE1 T')}s con${phonemes('K AE1 T')}enate.`,
	],
	[
		'leftmost first',
		'abcd',
		[
			['bcd', 'B'],
			['ab', 'A'],
		],
		`${phonemes('A')}cd`,
	],
	[
		'then the longest',
		'New York City',
		[
			['New', 'A'],
			['New York', 'B'],
			['New York C', 'C'],
		],
		`${phonemes('C')}ity`,
	],
	[
		'the longest, whatever their case rule',
		'SQLite',
		[
			['SQL', 'A', true],
			['sqlite', 'B'],
		],
		phonemes('B'),
	],
	['letters of either case', 'sql SQL sQl', [['Sql', 'A']], Array(3).fill(phonemes('A')).join(' ')],
	['only ASCII is folded', 'ÄRGER ärger', [['ärger', 'A']], `ÄRGER ${phonemes('A')}`],
	['case, when asked for', 'sql SQL', [['SQL', 'A', true]], `sql ${phonemes('A')}`],
	[
		'of equal keys the earlier',
		'a SQL b',
		[
			['SQL', 'FIRST'],
			['sql', 'SECOND'],
		],
		`a ${phonemes('FIRST')} b`,
	],
	[
		'of equal keys, whatever their case rule',
		'a SQL b',
		[
			['SQL', 'FIRST'],
			['SQL', 'SECOND', true],
		],
		`a ${phonemes('FIRST')} b`,
	],
	[
		'what is phonemes already stays',
		`x ${phonemes('EH1')} y`,
		[
			['EH1', 'A'],
			['phoneme', 'B'],
		],
		`x ${phonemes('EH1')} y`,
	],
	['signs of a pattern are only signs', 'a.c abc', [['a.c', 'A']], `${phonemes('A')} abc`],
])('a dictionary replaces %s', async (_what, text, items, asWritten) => {
	expect((await said(text, dictionary(...items))).equals(await said(asWritten))).toBe(true);
	expect((await said(text)).equals(await said(asWritten))).toBe(text === asWritten);
});

test('up to three dictionaries count as one, the earlier first', async () => {
	const three = ['A', 'B', 'C'].map((value, index) => dictionary(['x', value], [`k${index}`, value]));
	expect((await said('x k0 k1 k2', ...three)).equals(await said(['A', 'A', 'B', 'C'].map(phonemes).join(' ')))).toBe(
		true,
	);
});

test('a stored dictionary that cannot be read is silently left out', async () => {
	const { status, bytes } = await speakJson(sandbox, {
		text: 'We use SQL.',
		pronunciation_dictionary: [{ id: 'gone', version: 'v1' }],
	});
	expect([status, bytes.equals(await sandbox.ttsBytes({ text: 'We use SQL.' }))]).toEqual([200, true]);
});

test.each<[what: string, dictionaries: unknown]>([
	['four dictionaries', Array(4).fill(dictionary(['a', 'b']))],
	['5,001 entries', [dictionary(...Array.from({ length: 5001 }, (_, index): Item => [`k${index}`, 'v']))]],
	['an empty key', [dictionary(['', 'v'])]],
	['a key of 257', [dictionary(['k'.repeat(257), 'v'])]],
	['an empty value', [dictionary(['k', ''])]],
	['a value of 1,025', [dictionary(['k', 'v'.repeat(1025)])]],
	['a marker in a key', [dictionary(['<|phoneme_start|>k', 'v'])]],
	['a marker in a value', [dictionary(['k', phonemes('v')])]],
	['an id with a slash', [{ id: 'a/b', version: 'v1' }]],
	['both kinds at once', [dictionary(['k', 'v']), { id: 'a', version: 'v1' }]],
	['an unknown field', [{ items: [{ key: 'k', value: 'v', alphabet: 'ipa' }] }]],
	['a kept one without a version', [{ id: 'a' }]],
])('refused: %s', async (_what, pronunciation_dictionary) => {
	expect((await speakJson(sandbox, { text: 'k', pronunciation_dictionary })).status).toBe(400);
	expect(Number((await callApi(sandbox, 'GET', '/wallet/self/api-credit')).json.credit)).toBe(1);
});

test('the largest dictionaries are taken', async () => {
	const items = Array.from({ length: 5000 }, (_, index): Item => [`k${index}`.padEnd(256, 'x'), 'v'.repeat(100)]);
	expect(
		(await said('k1', dictionary(...items), dictionary(...items), dictionary(['k', 'v'.repeat(1024)]))).length,
	).toBeGreaterThan(0);
});

test('words have their times whatever they sound like', async () => {
	const { events } = await speakTimed(sandbox, {
		text: 'We use SQL, daily.',
		pronunciation_dictionary: [dictionary(['SQL', 'EH1 S'])],
	});
	expect(wordsIn(events).map(({ text }) => text)).toEqual(['We', 'use', 'SQL', 'daily']);
});

test('no text and no dictionary is too much', async () => {
	const text = fc.string({ unit: 'binary', maxLength: 40 }).filter((some) => !/\p{Cs}/u.test(some));
	const item = fc.record({
		key: fc.string({ minLength: 1, maxLength: 3 }),
		value: fc.string({ minLength: 1, maxLength: 5 }),
		case_sensitive: fc.boolean(),
	});
	await fc.assert(
		fc.asyncProperty(text, fc.array(item, { maxLength: 5 }), async (some, items) => {
			const { status } = await speakJson(
				sandbox,
				{ text: some, pronunciation_dictionary: [{ items }] },
				's2.1-pro-free',
			);
			expect(status).toBe(200);
		}),
		{ numRuns: 60 },
	);
});
