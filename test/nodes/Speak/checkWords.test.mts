import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { anyVoice } from '../../support/anyVoice.mts';
import { costHintsOf, hintTextsOf } from '../../support/hints.mts';
import { shortenWaits } from '../../support/shortWaits.mts';
import { setStage } from '../../support/stage.mts';

const stage = setStage();
shortenWaits();

const text = 'Welcome to our shop. Please hold the line.';
const speechCost = (text.length * 15) / 1e6;

const hears = async (heard: string | string[] | null) => await stage.sandbox.settings({ heard });
afterEach(async () => await hears(null));

const speak = async (
	{ checks, ...parameters }: INodeParameters = {},
	items: INodeExecutionData[] = [{ json: {} }],
	onError?: 'continueRegularOutput',
) =>
	await stage.engine.runNode(
		'speak',
		{ text, voice: anyVoice, checks: { checkWords: true, ...(checks as object) }, ...parameters },
		items,
		onError ? { onError } : {},
	);

const sent = async (): Promise<string[]> => (await stage.sandbox.requests()).map(({ path }) => path);

const [tts, asr] = ['/v1/tts', '/v1/asr'];

const formats: Array<[string, INodeParameters]> = [
	['mp3', { format: 'mp3' }],
	['wav', { format: 'wav' }],
	['opus', { format: 'opus' }],
	['pcm', { format: 'pcm' }],
	['PCM for phones', { format: 'phone', phoneEncoding: 'wav' }],
];

const phoneFormats: Array<[string, INodeParameters]> = ['muLaw', 'aLaw', 'muLawWav', 'aLawWav'].map((phoneEncoding) => [
	phoneEncoding,
	{ format: 'phone', phoneEncoding },
]);

describe('Check Words', () => {
	test.each(formats)('%s: what was spoken is heard, and matches', async (_, format) => {
		const run = await speak(format);
		expect(run.error).toBeUndefined();
		expect(run.items[0]!.json).toMatchObject({ heard: text, match: 100 });
		expect(run.items[0]!.json).not.toHaveProperty('takes');
		expect(await sent()).toEqual([tts, asr]);
		expect(hintTextsOf(run)).toEqual([]);
	});

	test.each([
		['as they are said', 'we run engine ex and show a jif with engine ex', true],
		['as they are written', 'We run Nginx and show a GIF with Nginx.', true],
		['once each way', 'We run Nginx and show a jif with engine ex.', true],
		['in neither way', 'We run Apache and show a JPEG with Apache.', false],
	])('words with a respelling are heard %s', async (_, heard, isRight) => {
		await hears(heard);
		const rule = [
			{ word: 'Nginx', sayAs: 'engine ex' },
			{ word: 'GIF', sayAs: 'jif' },
		];
		const { items, error } = await speak({
			text: 'We run Nginx and show a GIF with Nginx.',
			pronunciation: { rules: { rule } },
			checks: { leastMatch: 30 },
		});
		expect(error).toBeUndefined();
		expect(items[0]!.json.match === 100).toBe(isRight);
	});

	test.each(phoneFormats)('%s: is sent as a WAV of 16-bit PCM', async (_, format) => {
		await hears('welcome to our shop please hold the line');
		const { items, error } = await speak(format);
		expect(error).toBeUndefined();
		expect(items[0]!.json).toMatchObject({ heard: 'welcome to our shop please hold the line', match: 100 });
		const [spoken, heard] = await stage.sandbox.requests();
		expect(heard).toMatchObject({ path: asr, status: 200, headers: { model: 'transcribe-1-pro' } });
		// One byte a value when it is stored, two when it is sent; the same length in seconds.
		expect(heard!.bytesIn).toBeGreaterThan(2 * (Number(items[0]!.json.bytes) - 58));
		expect(Math.abs(heard!.bytesIn - spoken!.bytesOut)).toBeLessThan(2000);
	});

	test('a WAV of over 1 MB is sent with a true header', async () => {
		const long = 'This sentence is one of many that are all the same. '.repeat(30);
		const { items, error } = await speak({ text: long, format: 'wav' });
		expect(error).toBeUndefined();
		expect(Number(items[0]!.json.bytes)).toBeGreaterThan(1024 ** 2);
		expect(items[0]!.json.match).toBe(100);
	});

	test('speaks again what does not match, and says so', async () => {
		await hears(['Welcome to our ship.', text]);
		const run = await speak();
		expect(run.error).toBeUndefined();
		const { json } = run.items[0]!;
		expect(json).toMatchObject({ heard: text, match: 100, takes: 2, textBytes: 2 * text.length });
		const seconds = 2 * Math.ceil(Number(json.seconds));
		expect(json.costUsd).toBeCloseTo(2 * speechCost + seconds * 0.0001, 6);
		expect(await sent()).toEqual([tts, asr, tts, asr]);
		expect(hintTextsOf(run)).toEqual([expect.stringMatching(/^'Text' was spoken again once, because the words/)]);
		expect(costHintsOf(run)).toHaveLength(1);
	});

	test('what never matches is an error that says what was heard, and what may have been billed', async () => {
		await hears(['Something else.', 'Welcome to our shop.', 'Goodbye.']);
		const { error } = await speak();
		expect(error?.message).toMatch(
			/^The words that were spoken do not match 'Text': 4\d(\.\d)? % in the best of 3 takes, and 'Least Match/,
		);
		expect(error?.description).toContain("Heard: 'Welcome to our shop.'");
		expect(error?.description).toContain('Fish Audio may have billed 6 requests.');
		expect(await sent()).toEqual([tts, asr, tts, asr, tts, asr]);
	});

	test('nothing heard does not match', async () => {
		await stage.sandbox.settings({ silenceIsEmpty: true });
		await hears('');
		const { error } = await speak();
		await stage.sandbox.settings({ silenceIsEmpty: false });
		expect(error?.message).toContain('0 % in the best of 3 takes');
		expect(error?.description).toContain('Nothing was heard.');
	});

	test('Least Match decides', async () => {
		await hears('Welcome to our shop. Please hold.');
		const { items, error } = await speak({ checks: { leastMatch: 60 } });
		expect(error).toBeUndefined();
		expect(Number(items[0]!.json.match)).toBeGreaterThan(60);
		expect(Number(items[0]!.json.match)).toBeLessThan(90);
		expect(await sent()).toEqual([tts, asr]);
	});

	test('cues, speakers and numbers are not compared', async () => {
		await hears('Take the lift to the twenty-first floor. It costs three dollars and fifty cents. Thank you.');
		const { ids } = await stage.sandbox.seedVoices({ count: 2, state: 'trained' });
		const { items, error } = await speak({
			text: 'Anna: [happy] Take the lift to the 21st floor.\nBen: It costs $3.50. [laughing]\nAnna: Thank you.',
			voiceSource: 'speakers',
			speakers: {
				speaker: ['Anna', 'Ben'].map((name, at) => ({
					name,
					voice: { __rl: true, mode: 'id', value: ids[at]! },
				})),
			},
		});
		expect(error).toBeUndefined();
		expect(items[0]!.json.match).toBe(100);
	});

	test('with pauses, silence and several parts the words between them are compared', async () => {
		await hears('Welcome to our shop, please hold the line.');
		const { items, error } = await speak({
			text: 'Welcome to our shop. [pause 500ms] Please hold the line.',
			timing: { silenceBefore: 0.5 },
		});
		expect(error).toBeUndefined();
		expect(items[0]!.json).toMatchObject({ match: 100, parts: 2 });
	});

	test('with Takes each one is checked', async () => {
		await hears(['Something else.', text]);
		const { items, error } = await speak({ options: { takes: 2, concurrentRequests: 1 } });
		expect(error).toBeUndefined();
		expect(items[0]!.json).toMatchObject({ match: 100, takes: 3, otherTakes: [{ match: 100, heard: text }] });
	});

	test('with Target Length a take has to fit, and then to match', async () => {
		await hears(['Something else.', text]);
		const { items, error } = await speak({ timing: { targetSeconds: 20 } });
		expect(error).toBeUndefined();
		expect(items[0]!.json).toMatchObject({ match: 100, takes: 2, fits: true, speed: 1 });
		expect(await sent()).toEqual([tts, asr, tts, asr]);
	});

	test('an item that does not match is alone with it', async () => {
		await hears('Hello.');
		const items = [{ json: { text: 'Hello.' } }, { json: { text: 'Something quite different.' } }];
		const run = await speak({ text: '={{ $json.text }}' }, items, 'continueRegularOutput');
		expect(run.items.map(({ json }) => 'error' in json)).toEqual([false, true]);
	});

	test('the fingerprint is the same with and without a check, and what is unchanged is not checked', async () => {
		const [first] = (await speak()).items;
		const unchecked = await speak({ checks: { checkWords: false } });
		expect(unchecked.items[0]!.json.fingerprint).toBe(first!.json.fingerprint);
		expect(unchecked.items[0]!.json).not.toHaveProperty('heard');
		await stage.sandbox.clearRequests();
		await speak({ checks: { previousFingerprint: String(first!.json.fingerprint) } });
		expect(await sent()).toEqual([]);
	});
});

describe('a transcription that fails', () => {
	test('does not lose the audio', async () => {
		const fault = { kind: 'status', status: 503, code: 'excessive_repetition', requestId: 'abc' };
		await stage.sandbox.fault({ match: { path: asr }, fault, times: 10 });
		const run = await speak();
		expect(run.error).toBeUndefined();
		expect(run.items[0]!.json).toMatchObject({ heard: null, match: null, costUsd: speechCost });
		expect(run.items[0]!.binary?.data).toBeDefined();
		expect(hintTextsOf(run)).toEqual([expect.stringMatching(/^The words were not checked: .* The audio is kept\./)]);
		expect((await sent()).filter((path) => path === tts)).toHaveLength(1);
	});

	test.each([401, 402])('with %s is an error, and says what was billed', async (status) => {
		await stage.sandbox.fault({ match: { path: asr }, fault: { kind: 'status', status }, times: 10 });
		const { error } = await speak();
		expect(error?.description).toContain('Fish Audio may have billed 1 request.');
		expect(await sent()).toEqual([tts, asr]);
	});

	test('and speech that fails after another take: all that was billed is counted', async () => {
		await hears('Something else.');
		await stage.sandbox.fault({ match: { path: tts, nth: 2 }, fault: { kind: 'status', status: 402 } });
		const { error } = await speak();
		expect(error?.description).toContain('Fish Audio may have billed 2 requests.');
	});

	test('stops with the execution', async () => {
		await stage.sandbox.fault({ match: { path: asr }, fault: { kind: 'hang' } });
		await stage.cancel('speak', { text, checks: { checkWords: true } }, [{ json: {} }], async () =>
			(await sent()).includes(asr),
		);
		expect(await sent()).toEqual([tts, asr]);
	});
});

describe('before anything is sent', () => {
	test.each<[string, INodeParameters, string]>([
		['no share', { leastMatch: 0 }, "'Least Match (%)' cannot be 0"],
		['over 100 %', { leastMatch: 101 }, "'Least Match (%)' cannot be 101"],
		['a word', { leastMatch: 'all' }, "'Least Match (%)' cannot be 'all'"],
		['no switch', { checkWords: 'perhaps' }, "'Check Words' cannot be 'perhaps'"],
	])('%s is refused', async (_, checks, message) => {
		const { error } = await speak({ checks });
		expect(error?.message).toContain(message);
		expect(await sent()).toEqual([]);
	});

	test('Least Match without Check Words is refused', async () => {
		const { error } = await stage.engine.runNode('speak', { text, checks: { leastMatch: 80 } }, [{ json: {} }]);
		expect(error?.message).toContain("'Least Match (%)' is set without 'Check Words'");
		expect(await sent()).toEqual([]);
	});

	test('a text of more than an hour is refused', async () => {
		const { error } = await speak({ text: 'This is a sentence that takes a while to say. '.repeat(2000) });
		expect(error?.message).toMatch(/^'Text' is too long for 'Check Words': its audio takes about \d+ minutes/);
		expect(await sent()).toEqual([]);
	});

	test('the spending limit counts three takes and their checks', async () => {
		const { items } = await speak({ checks: { onlyEstimate: true } });
		const { costUsd, mostCostUsd, estimatedSeconds } = items[0]!.json;
		expect(costUsd).toBeCloseTo(speechCost + Math.ceil(Number(estimatedSeconds)) * 0.0001, 6);
		expect(Number(mostCostUsd)).toBeGreaterThan(3 * Number(costUsd));
		const refused = await speak({ checks: { spendingLimit: Number(mostCostUsd) - 0.0001 } });
		expect(refused.error?.message).toContain('more than the');
		expect(await sent()).toEqual([]);
		await hears(['Something else.', 'Something else.', text]);
		const run = await speak({ checks: { spendingLimit: Number(mostCostUsd) } });
		expect(run.error).toBeUndefined();
		expect(Number(run.items[0]!.json.costUsd)).toBeLessThanOrEqual(Number(mostCostUsd));
	});
});
