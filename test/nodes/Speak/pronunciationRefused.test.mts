import type { IDataObject } from 'n8n-workflow';

import { setStage } from '../../support/stage.mts';

const stage = setStage();

const text = 'A GIF, 24 times.';
const phonemes = (sayAs: string, word = 'GIF'): IDataObject => ({ word, sayAs, written: 'phonemes' });
const listed = (...list: unknown[]): IDataObject => ({ list }) as IDataObject;
const row = (sayAs: unknown, more: IDataObject = {}): IDataObject =>
	({ Word: 'GIF', 'Say As': sayAs, ...more }) as never;

const howPhonemes = 'For English enter Arpabet in capitals, such as K UW2';
const bothFields = 'Fill in both, or remove the rule.';
const howList = 'must give a list of rows with the columns Word and Say As';
const howDictionary = 'Enter the ID of the dictionary, @, and the ID of its version.';

/** What is entered, the message, and a part of the advice. */
const bad: Array<[what: string, given: IDataObject, message: string, advice: string]> = [
	[
		'IPA',
		phonemes('ɡɪf'),
		"'Say As' of rule 1 in 'Rules' is in the International Phonetic Alphabet, which Fish Audio does not read: 'ɡɪf'",
		howPhonemes,
	],
	['IPA in slashes', phonemes('/gif/'), 'in the International Phonetic Alphabet', howPhonemes],
	[
		'a respelling in IPA',
		{ word: 'GIF', sayAs: 'ˈɡɪf' },
		"'Say As' of rule 1 in 'Rules' is in the International Phonetic Alphabet, which Fish Audio does not read: 'ˈɡɪf'",
		'Enter the word as it sounds in usual letters',
	],
	[
		'words in place of phonemes',
		phonemes('jif'),
		"'Say As' of rule 1 in 'Rules' is not written in phonemes: 'jif'",
		howPhonemes,
	],
	['no word', { sayAs: 'jif' }, "Rule 1 in 'Rules' has no 'Word'", bothFields],
	['no say as', { word: 'GIF' }, "Rule 1 in 'Rules' has no 'Say As'", bothFields],
	[
		'a long word',
		{ word: 'a'.repeat(257), sayAs: 'b' },
		"'Word' of rule 1 in 'Rules' has 257 characters, and at most 256 are possible",
		'Shorten it',
	],
	[
		'a long respelling',
		{ word: 'GIF', sayAs: 'b'.repeat(501) },
		"'Say As' of rule 1 in 'Rules' has 501 characters, and at most 500 are possible",
		'Shorten it',
	],
	['long phonemes', phonemes('AA1 '.repeat(300).trim()), 'has 1199 characters, and at most 1024 are possible', ''],
	[
		'phonemes that become long',
		phonemes('chong2'.repeat(100), '重'.repeat(100)),
		"'Say As' of rule 1 in 'Rules' is too long for one word",
		'Split it',
	],
	[
		'a speaker tag',
		{ word: 'GIF', sayAs: '<|speaker:1|>jif' },
		"'Say As' of rule 1 in 'Rules' has a tag of Fish Audio: '<|speaker:1|>'",
		'Leave it out.',
	],
	['a tag of phonemes', { word: '<|phoneme_start|>GIF', sayAs: 'jif' }, "'Word' of rule 1 in 'Rules' has a tag", ''],
	[
		'a pause',
		{ word: 'GIF', sayAs: 'jif [pause 1s]' },
		"'Say As' of rule 1 in 'Rules' has a pause of a stated length: 'jif [pause 1s]'",
		'Put the pause into the text',
	],
	[
		'only marks',
		{ word: 'GIF', sayAs: '...' },
		"'Say As' of rule 1 in 'Rules' has nothing that can be spoken: '...'",
		'Enter letters or digits.',
	],
	['half a character', { word: 'GIF\ud83d', sayAs: 'jif' }, "'Word' of rule 1 in 'Rules' contains half a", ''],
	[
		'one word in two ways',
		listed(row('jif'), row('ghif', { Word: 'gif' })),
		"Rule 1 in 'Rules From List' and rule 2 in 'Rules From List' say 'gif' in two ways: 'jif' and 'ghif'",
		'Remove one of them.',
	],
	[
		'four dictionaries',
		{ dictionaries: 'a@1, b@2, c@3, d@4' },
		"'Dictionaries' has 4 entries, and Fish Audio takes at most 3",
		'Put their rules into fewer dictionaries.',
	],
	['no version', { dictionaries: 'abc' }, "'abc' in 'Dictionaries' has no version", howDictionary],
	[
		'an empty version',
		{ dictionaries: 'abc@' },
		"'abc@' in 'Dictionaries' is not a dictionary with its",
		howDictionary,
	],
	['a path', { dictionaries: 'a/../b@1' }, "'a/../b@1' in 'Dictionaries' is not a dictionary with its", howDictionary],
	['a dictionary as an object', { dictionaries: { id: 'a' } }, "'Dictionaries' is not a text", 'Choose one of its'],
	['text as a list', { list: 'GIF = jif' }, "'Rules From List' is not a list of rules: GIF = jif", howList],
	['a number as a list', { list: 5 }, "'Rules From List' is not a list of rules: 5", howList],
	['a list of text', listed('GIF'), "Rule 1 in 'Rules From List' is not a row with columns: GIF", howList],
	['a list of nothing', listed(null), "Rule 1 in 'Rules From List' is not a row with columns: null", howList],
	['a list of lists', listed([row('jif')]), "Rule 1 in 'Rules From List' is not a row with columns: [{", howList],
	['other columns', listed({ name: 'GIF' }), `Rule 1 in 'Rules From List' has no column Word: {"name":"GIF"}`, howList],
	['an object in a cell', listed(row({ a: 1 })), "'Say As' of rule 1 in 'Rules From List' is not a text", '{"a":1}'],
	['an object as a word', listed(row('jif', { Word: { a: 1 } })), "'Word' of rule 1 in 'Rules From List' is not", ''],
	['an object as text', listed(row('[object Object]')), "'Say As' of rule 1 in 'Rules From List' has an object", ''],
	['an empty cell', listed(row(null)), "Rule 1 in 'Rules From List' has no 'Say As'", bothFields],
	[
		'the second row',
		listed(row('jif'), row('', { Word: 'JPEG' })),
		"Rule 2 in 'Rules From List' has no 'Say As'",
		bothFields,
	],
	[
		'an unknown way of writing',
		listed(row('jif', { 'Written As': 'IPA' })),
		"'Written As' of rule 1 in 'Rules From List' cannot be 'IPA'",
		"Choose one of: 'Phonemes', 'Respelling'.",
	],
	[
		'an unclear switch',
		listed(row('jif', { 'Match Case': 'maybe' })),
		"'Match Case' of rule 1 in 'Rules From List' cannot be 'maybe'",
		'It is a switch',
	],
];

const panel = {
	rules: {
		rule: [{ word: '={{ $json.word }}', sayAs: '={{ $json.sayAs }}', written: '={{ $json.written ?? "respelling" }}' }],
	},
	ruleList: '={{ $json.list }}',
	dictionaries: '={{ $json.dictionaries }}',
};

test('what cannot be used is an error of its item that says what to do, and nothing is sent', async () => {
	const { items } = await stage.engine.runNode(
		'speak',
		{ text, pronunciation: panel },
		bad.map(([, json]) => ({ json })),
		{ onError: 'continueRegularOutput' },
	);
	expect(items.map(({ json }, at) => [bad[at]![0], json.error, json.message])).toEqual(
		bad.map(([what, , message, advice]) => [what, expect.stringContaining(message), expect.stringContaining(advice)]),
	);
	expect(await stage.sandbox.requests()).toEqual([]);
});

test.each([
	['the rules', { rules: '={{ $json.list }}' }],
	['the rows', { rules: { rule: '={{ $json.list }}' } }],
])('an expression in place of %s is refused: n8n does not resolve it', async (_, pronunciation) => {
	const { error } = await stage.engine.runNode('speak', { text, pronunciation }, [{ json: listed(row('jif')) }]);
	expect(error).toMatchObject({
		message: "'Rules' has no rule [item 0]",
		description: expect.stringContaining("enter it in 'Rules From List'"),
	});
	expect(await stage.sandbox.requests()).toEqual([]);
});

/** What cells may hold, and the text that is sent. */
const good: Array<[what: string, given: IDataObject, sent: string]> = [
	['a number to say', listed(row(42)), 'A 42, 24 times.'],
	['a number as the word', listed(row('two dozen', { Word: 24 })), 'A GIF, two dozen times.'],
	['true', listed(row(true)), 'A true, 24 times.'],
	['an empty row', listed(row(null, { Word: null, row_number: 2 })), text],
	['an item without fields', listed({ json: {} }), text],
	['an empty list', listed(), text],
	['a single row', { list: row('jif') }, 'A jif, 24 times.'],
	['nothing', {}, text],
	['an empty cell of a switch', listed(row('jif', { 'Match Case': '', 'Written As': null })), 'A jif, 24 times.'],
	['the same rule twice', listed(row('jif'), row('jif', { Word: 'gif' })), 'A jif, 24 times.'],
	['items with their json', listed({ json: row('jif'), pairedItem: 0 }), 'A jif, 24 times.'],
	['a list in JSON', { list: '[{"word": "GIF", "sayAs": "jif"}]' }, 'A jif, 24 times.'],
	['columns in other spellings', listed({ word: 'GIF', say_as: 'jif', 'match case': 'no' }), 'A jif, 24 times.'],
];

test('what has a clear meaning in the cells of a sheet is taken', async () => {
	const { items } = await stage.engine.runNode(
		'speak',
		{ text, pronunciation: panel, options: { concurrentRequests: 1 } },
		good.map(([, json]) => ({ json })),
		{ onError: 'continueRegularOutput' },
	);
	expect(items.flatMap(({ json }) => (json.error === undefined ? [] : [json.error]))).toEqual([]);
	expect((await stage.sandbox.requests()).map(({ body }, at) => [good[at]?.[0], body.text])).toEqual(
		good.map(([what, , sent]) => [what, sent]),
	);
});
