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
		'parts of words',
		'The cats concatenate.',
		[['cat', 'K AE1 T']],
		`The ${phonemes('K AE1 T')}s con${phonemes('K AE1 T')}enate.`,
	],
	[
		'the leftmost key first',
		'abcd',
		[
			['bcd', 'B'],
			['ab', 'A'],
		],
		`${phonemes('A')}cd`,
	],
	[
		'the longest of several keys at a position',
		'New York City',
		[
			['New', 'A'],
			['New York', 'B'],
			['New York C', 'C'],
		],
		`${phonemes('C')}ity`,
	],
	[
		'the longest key, whatever the case rules',
		'SQLite',
		[
			['SQL', 'A', true],
			['sqlite', 'B'],
		],
		phonemes('B'),
	],
	['upper and lower case', 'sql SQL sQl', [['Sql', 'A']], Array(3).fill(phonemes('A')).join(' ')],
	['upper and lower case of ASCII letters only', 'ÄRGER ärger', [['ärger', 'A']], `ÄRGER ${phonemes('A')}`],
	['only the exact case if set so', 'sql SQL', [['SQL', 'A', true]], `sql ${phonemes('A')}`],
	[
		'by the first of two equal keys',
		'a SQL b',
		[
			['SQL', 'FIRST'],
			['sql', 'SECOND'],
		],
		`a ${phonemes('FIRST')} b`,
	],
	[
		'by the first of two equal keys, whatever the case rules',
		'a SQL b',
		[
			['SQL', 'FIRST'],
			['SQL', 'SECOND', true],
		],
		`a ${phonemes('FIRST')} b`,
	],
	[
		'nothing inside phonemes',
		`x ${phonemes('EH1')} y`,
		[
			['EH1', 'A'],
			['phoneme', 'B'],
		],
		`x ${phonemes('EH1')} y`,
	],
	['characters of regular expressions literally', 'a.c abc', [['a.c', 'A']], `${phonemes('A')} abc`],
])('a dictionary replaces %s', async (_what, text, items, asWritten) => {
	expect((await said(text, dictionary(...items))).equals(await said(asWritten))).toBe(true);
	expect((await said(text)).equals(await said(asWritten))).toBe(text === asWritten);
});

test('up to three dictionaries are applied as one, the first one first', async () => {
	const three = ['A', 'B', 'C'].map((value, index) => dictionary(['x', value], [`k${index}`, value]));
	expect((await said('x k0 k1 k2', ...three)).equals(await said(['A', 'A', 'B', 'C'].map(phonemes).join(' ')))).toBe(
		true,
	);
});

test('an unreadable stored dictionary is silently ignored', async () => {
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
	['a key of 257 characters', [dictionary(['k'.repeat(257), 'v'])]],
	['an empty value', [dictionary(['k', ''])]],
	['a value of 1,025 characters', [dictionary(['k', 'v'.repeat(1025)])]],
	['a marker in a key', [dictionary(['<|phoneme_start|>k', 'v'])]],
	['a marker in a value', [dictionary(['k', phonemes('v')])]],
	['an id with a slash', [{ id: 'a/b', version: 'v1' }]],
	['both kinds at once', [dictionary(['k', 'v']), { id: 'a', version: 'v1' }]],
	['an unknown field', [{ items: [{ key: 'k', value: 'v', alphabet: 'ipa' }] }]],
	['a stored dictionary without a version', [{ id: 'a' }]],
])('refused: %s', async (_what, pronunciation_dictionary) => {
	expect((await speakJson(sandbox, { text: 'k', pronunciation_dictionary })).status).toBe(400);
	expect(Number((await callApi(sandbox, 'GET', '/wallet/self/api-credit')).json.credit)).toBe(1);
});

test('the largest dictionaries are accepted', async () => {
	const items = Array.from({ length: 5000 }, (_, index): Item => [`k${index}`.padEnd(256, 'x'), 'v'.repeat(100)]);
	expect(
		(await said('k1', dictionary(...items), dictionary(...items), dictionary(['k', 'v'.repeat(1024)]))).length,
	).toBeGreaterThan(0);
});

test('word times name the words as written', async () => {
	const { events } = await speakTimed(sandbox, {
		text: 'We use SQL, daily.',
		pronunciation_dictionary: [dictionary(['SQL', 'EH1 S'])],
	});
	expect(wordsIn(events).map(({ text }) => text)).toEqual(['We', 'use', 'SQL', 'daily']);
});

test('any text and any dictionary can be spoken', async () => {
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
