import fc from 'fast-check';

import { estimateSpeech } from '../../../fishAudio/speech/estimate.ts';
import { sentText, type Pronunciation } from '../../../fishAudio/speech/pronunciation.ts';
import { createSpeech } from '../../../fishAudio/speech/speech.ts';
import { longestPart, planOf } from '../../../fishAudio/speech/textParts.ts';
import type { PronunciationRule } from '../../../text/pronunciation/rule.ts';
import { callsTo } from '../../support/fetchSend.mts';
import { startSandbox, type RunningSandbox } from '../../support/sandbox.mts';

const model = 's2.1-pro';
let sandbox: RunningSandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ speech: 'tone' });
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.clearRequests());

type Rule = [word: string, sayAs: string, matchCase?: boolean];
const rulesAs = (written: PronunciationRule['written'], rules: Rule[]): PronunciationRule[] =>
	rules.map(([word, sayAs, matchCase = false]) => ({ word, sayAs, written, matchCase }));
const respelling = (...rules: Rule[]): Pronunciation => ({ rules: rulesAs('respelling', rules), dictionaries: [] });
const phonemes = (...rules: Rule[]): Pronunciation => ({ rules: rulesAs('phonemes', rules), dictionaries: [] });

async function read(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of stream) chunks.push(chunk);
	return Buffer.concat(chunks);
}

/** Speaks a text as the client does. */
const speak = async (text: string, pronunciation: Pronunciation, timed = false) =>
	await createSpeech(callsTo(sandbox)).speak(
		{ text, model, format: 'pcm', sampleRate: 16_000, pronunciation, ...(timed && { timed }) },
		read,
	);

/** The sound of a text whose phonemes stand between `{}`. */
const soundOf = async (text: string, more: object = {}): Promise<Buffer> =>
	await sandbox.ttsBytes(
		{
			text: text.replaceAll('{', '<|phoneme_start|>').replaceAll('}', '<|phoneme_end|>'),
			format: 'pcm',
			sample_rate: 16_000,
			...more,
		},
		model,
	);

describe('what the service speaks', () => {
	test.each<[what: string, text: string, said: Pronunciation, spoken: string, isInline: boolean]>([
		['a word', 'We use SQL.', phonemes(['SQL', 'S IY1']), 'We use {S IY1}.', true],
		['both cases', 'SQL, sql', phonemes(['SQL', 'S IY1']), '{S IY1}, {S IY1}', true],
		['the exact case', 'SQL, sql', phonemes(['SQL', 'S IY1', true]), '{S IY1}, sql', true],
		// The service would find these keys inside of other words, too.
		['not inside words', 'The cat concatenates.', phonemes(['cat', 'K AE1 T']), 'The {K AE1 T} concatenates.', false],
		['not in compounds', 'Hand und Handschuh', phonemes(['Hand', 'HH AE1 N D']), '{HH AE1 N D} und Handschuh', false],
		['not in a longer run of letters', 'काम कामना', phonemes(['काम', 'K AA1 M']), '{K AA1 M} कामना', false],
		['Arabic', 'سلام والسلام', phonemes(['سلام', 'S AH0 L']), '{S AH0 L} والسلام', false],
		['Thai', 'ไทย', phonemes(['ไทย', 'T AY1']), '{T AY1}', true],
		['Chinese, by syllables', '去重庆。', phonemes(['重庆', 'chong2 qing4']), '去{chong2}{qing4}。', false],
		['hyphens', 'a SQL-server', phonemes(['SQL', 'S IY1']), 'a {S IY1}-server', true],
		['apostrophes', "Nike's", phonemes(['Nike', 'N AY1 K']), "{N AY1 K}'s", true],
		['not in contractions', "can can't", phonemes(['can', 'K AE1 N']), "{K AE1 N} can't", false],
		[
			'longer words first',
			'New York, New',
			phonemes(['New', 'N UW1'], ['New York', 'Y AO1']),
			'{Y AO1}, {N UW1}',
			true,
		],
		['not in cues', 'happy [happy]', phonemes(['happy', 'HH AE1']), '{HH AE1} [happy]', false],
		['signs and digits', 'C3 and AT', phonemes(['C3', 'S IY1']), '{S IY1} and AT', false],
		[
			'respellings beside phonemes, whose words they contain',
			'SQL and GIF',
			{
				rules: [...rulesAs('phonemes', [['SQL', 'S IY1']]), ...rulesAs('respelling', [['GIF', 'SQLjif']])],
				dictionaries: [],
			},
			'{S IY1} and SQLjif',
			false,
		],
		['respellings', 'Nginx, nginx!', respelling(['Nginx', 'engine ex']), 'engine ex, engine ex!', false],
		['no word of a rule', 'Hello.', phonemes(['SQL', 'S IY1']), 'Hello.', false],
	])('%s', async (_, text, said, spoken, isInline) => {
		const { stored } = await speak(text, said);
		expect(stored.equals(await soundOf(spoken))).toBe(true);
		const [request] = await sandbox.requests();
		expect('pronunciation_dictionary' in request!.body).toBe(isInline);
		expect(request!.body.text === text).toBe(isInline || text === spoken);
	});

	test('the lines of a dialogue, beside their speaker tags', async () => {
		const { ids } = await sandbox.seedVoices({ count: 2, state: 'trained' });
		const text = '<|speaker:0|>SQL, speaker.<|speaker:1|>SQL!';
		const pronunciation = phonemes(['SQL', 'S IY1'], ['speaker', 'S P IY1']);
		const request = { text, model, format: 'pcm' as const, speakers: ids, pronunciation };
		const { stored } = await createSpeech(callsTo(sandbox)).speak(request, read);
		const spoken = '<|speaker:0|>{S IY1}, {S P IY1}.<|speaker:1|>{S IY1}!';
		expect(stored.equals(await soundOf(spoken, { reference_id: ids, sample_rate: undefined }))).toBe(true);
	});

	test('is the words of the rules and no others, for any text', async () => {
		const words = ['cat', 'cats', 'Cat', 'ca', 't', 'concat', 'cat-cat', "cat's", 'at'];
		const text = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 6 }).map((all) => all.join(' '));
		const keys = fc.uniqueArray(fc.constantFrom('cat', 'cats', 'at', 'ca t', 'cat cat'), { minLength: 1 });
		await fc.assert(
			fc.asyncProperty(text, keys, async (some, all) => {
				const said = phonemes(...all.map((key, at): Rule => [key, ['K AE1', 'T AA1', 'P IY1', 'M OW1', 'S UW1'][at]!]));
				const { stored } = await speak(some, said);
				// With all phonemes in the text, the service replaces nothing by itself.
				const tagged = sentText({
					text: some,
					model,
					pronunciation: { ...said, dictionaries: [{ id: 'a', version: 'b' }] },
				});
				expect(stored.equals(await soundOf(tagged.text))).toBe(true);
			}),
			{ numRuns: 40 },
		);
	});
});

describe('words keep the text', () => {
	test.each<[text: string, said: Pronunciation]>([
		['We run Nginx and GIF.', respelling(['Nginx', 'engine ex'], ['GIF', 'j'])],
		['In New York, today', respelling(['New York', 'Noo'])],
		['Ask SQL, cat concat', phonemes(['SQL', 'S IY1'], ['cat', 'K AE1 T'])],
		['A & B', respelling(['&', 'and'])],
	])('%s', async (text, said) => {
		const { timed } = await speak(text, said, true);
		const words = timed!.words.map((word) => word.text);
		expect(words.join(' ').replace(/ &/, ' &')).toBe(text);
		const starts = timed!.words.map(({ start }) => start);
		expect(starts).toEqual([...starts].sort((a, b) => a - b));
	});
});

describe('parts and estimates', () => {
	const rule = fc.record({
		word: fc.constantFrom('cat', 'dog', 'a b', '中', '&'),
		sayAs: fc.constantFrom('x', 'a very long way to say it '.repeat(15).trim(), 'ÄÖÜ'.repeat(60)),
	});
	const text = fc
		.array(fc.constantFrom('cat', 'dog', 'a b', '中中', 'concat', 'A & B.', 'é', '[happy]', 'one, two.'), {
			maxLength: 600,
		})
		.map((words) => words.join(' '));

	test('no part is longer than one request takes, and the estimate counts the bytes that are sent', () => {
		fc.assert(
			fc.property(text, fc.uniqueArray(rule, { selector: ({ word }) => word }), (some, rules) => {
				const pronunciation = respelling(...rules.map(({ word, sayAs }): Rule => [word, sayAs]));
				const request = { text: `Hello ${some}`, model, format: 'wav' as const, pronunciation };
				const { texts } = planOf(request);
				const bytes = texts.map((part) => Buffer.byteLength(sentText({ ...request, text: part }).text));
				expect(Math.max(...bytes)).toBeLessThanOrEqual(longestPart);
				expect(estimateSpeech(request).textBytes).toBe(bytes.reduce((sum, one) => sum + one, 0));
			}),
			{ numRuns: 50 },
		);
	});
});
