import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { anyVoiceId } from '../../support/anyVoice.mts';
import { hintTextsOf } from '../../support/hints.mts';
import { setStage } from '../../support/stage.mts';

const stage = setStage();

const byTitle = (value: string) => ({ __rl: true, mode: 'title', value });
const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const listed = (value: string, name: string) => ({ __rl: true, mode: 'list', value, cachedResultName: name });

type Voice = ReturnType<typeof byId>;
type OnError = 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';

const inVoices = (...voices: Voice[]): INodeParameters => ({
	text: 'Hello there.',
	voiceSource: 'eachVoice',
	voices: { voice: voices.map((voice) => ({ voice })) },
});

const speak = async (
	parameters: INodeParameters,
	items: INodeExecutionData[] = [{ json: {} }],
	onError: OnError = 'stopWorkflow',
) => await stage.engine.runNode('speak', parameters, items, { onError });

const seed = async (title: string): Promise<string> =>
	(await stage.sandbox.seedVoices({ count: 1, title, state: 'trained' })).ids[0]!;

const spoken = async () => (await stage.sandbox.requests()).filter(({ path }) => path === '/v1/tts');

/** A voice that no account has. */
const nobody = 'f'.repeat(32);

test('each item is spoken by each voice, in their order, in a file with its name', async () => {
	const [anna, ben] = [await seed('Anna'), await seed('Ben: the 2nd')];
	const voices = [listed(anna, 'Anna (Yours, 2026-01-01)'), byTitle('ben: THE 2nd'), byId(anyVoiceId)];
	const rows = ['One.', 'Two.'].map((line) => ({ json: { line } }));
	const { items, error } = await speak({ ...inVoices(...voices), text: '={{ $json.line }}' }, rows);
	expect(error).toBeUndefined();
	const files = (line: string, row: number) =>
		['Anna', 'ben THE 2nd', anyVoiceId.slice(0, 8)].map((name) => `${line}-${row}_${name}.mp3`);
	expect(items.map(({ json }) => json.fileName)).toEqual([...files('One', 1), ...files('Two', 2)]);
	expect(items.map(({ json }) => json.voiceId)).toEqual([anna, ben, anyVoiceId, anna, ben, anyVoiceId]);
	expect(items.map(({ json }) => json.voice)).toEqual([
		'Anna',
		'Ben: the 2nd',
		undefined,
		'Anna',
		'Ben: the 2nd',
		undefined,
	]);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([0, 0, 0, 1, 1, 1].map((item) => ({ item })));
	expect(items.map(({ binary, json }) => binary!['data']!.fileName === json.fileName)).not.toContain(false);
	expect(new Set(items.map(({ json }) => json.fingerprint)).size).toBe(6);
	expect((await spoken()).map(({ body }) => (body as { reference_id: string }).reference_id).sort()).toEqual(
		[anna, ben, anyVoiceId, anna, ben, anyVoiceId].sort(),
	);
});

test('voices of one name have files of their own, and a file name keeps its extension', async () => {
	const ids = [await seed('Anna'), await seed('Anna')];
	const voices = ids.map((id) => listed(id, 'Anna (Yours)'));
	const { items } = await speak({ ...inVoices(...voices), fileName: 'de/welcome.mp3' });
	expect(items.map(({ json }) => json.fileName)).toEqual(ids.map((id) => `de/welcome_Anna-${id.slice(-4)}.mp3`));
});

test.each<[string, INodeParameters, string]>([
	['no voice', inVoices(), "'Voices' is empty [item 0]"],
	['a voice that is not chosen', inVoices(byId(anyVoiceId), listed('', '')), "'Voice 2' in 'Voices' is empty [item 0]"],
	['an expression that gives nothing', inVoices(byId('={{ "" }}')), "'Voice 1' in 'Voices' is empty [item 0]"],
	[
		'a voice that is there twice',
		inVoices(byId(anyVoiceId), byTitle('Anna'), byId(anyVoiceId)),
		"Voice 1 and voice 3 in 'Voices' are the same [item 0]",
	],
	[
		'a title that is there twice',
		inVoices(byTitle('Anna'), byTitle('Anna')),
		"Voice 1 and voice 2 in 'Voices' are the same [item 0]",
	],
	[
		'a title with other capitals and spaces',
		inVoices(byTitle('Anna B'), byTitle('aNNAb')),
		"Voice 1 and voice 2 in 'Voices' are the same [item 0]",
	],
	[
		'a fingerprint',
		{ ...inVoices(byId(anyVoiceId)), checks: { previousFingerprint: '' } },
		"'Previous Fingerprint' cannot be used with several voices [item 0]",
	],
	[
		'a title that no voice has',
		inVoices(byId(anyVoiceId), byTitle('Nobody')),
		'is not the title of one of your voices',
	],
])('%s is an error before anything is billed', async (_, parameters, message) => {
	const { error } = await speak(parameters);
	expect(error?.message).toContain(message);
	expect(await spoken()).toEqual([]);
});

test('a voice by its title and by its ID speaks once', async () => {
	const [anna] = [await seed('Anna'), await seed('Ben')];
	const voices = inVoices(byTitle('anna'), byTitle('Ben'), byId(anna));
	const { error } = await speak(voices);
	expect(error?.message).toBe("'Voices' has the voice 'anna' twice: by its title and by its ID [item 0]");
	expect(await spoken()).toEqual([]);
	const fromList = await speak(inVoices(byTitle('Anna'), listed(anna, 'Anna (Yours)')));
	expect(fromList.error?.message).toBe("'Voices' has the voice 'Anna' twice: by its title and from the list [item 0]");
	const { items } = await speak(voices, [{ json: {} }], 'continueRegularOutput');
	expect(items.map(({ json }) => json.voiceId ?? 'none')).toEqual(['none', expect.any(String), anna]);
	expect(await spoken()).toHaveLength(2);
});

test('of a voice that fails only the file is missing, and its message names it', async () => {
	const voices = [byId(anyVoiceId), listed(nobody, 'Gone (Yours)'), byTitle('Anna')];
	await seed('Anna');
	const rows = [{ json: { row: 1 } }];
	const { items } = await speak(inVoices(...voices), rows, 'continueRegularOutput');
	expect(items.map(({ json }) => json.fileName ?? 'none')).toEqual([
		`Hello-there-1_${anyVoiceId.slice(0, 8)}.mp3`,
		'none',
		'Hello-there-1_Anna.mp3',
	]);
	expect(String(items[1]!.json.error).match(/'Gone'/g)).toHaveLength(1);
	const { outputs } = await speak(inVoices(...voices), rows, 'continueErrorOutput');
	expect(outputs.map((output) => output.length)).toEqual([2, 1]);
});

test.each<[string, string, boolean]>([
	['Nobody', "'Voice 1' in 'Voices' is not the title of one of your voices: 'Nobody'", false],
	['Ben: the 2nd', "'Voice 1' in 'Voices' is not the title of one of your voices: 'Ben: the 2nd'", false],
	['Anna', 'Fish Audio refused the request', true],
])('a message names the voice once: %s', async (title, beginning, isAdded) => {
	await seed('Anna');
	await stage.sandbox.fault({ match: { path: '/v1/tts' }, fault: { kind: 'status', status: 400 } });
	const { error } = await speak(inVoices(byTitle(title)));
	expect(error?.message).toContain(beginning);
	expect(error?.message.match(new RegExp(`'${title}'`, 'g'))).toHaveLength(1);
	expect(error?.message.includes('(in the voice')).toBe(isAdded);
});

test('the spending limit and the estimate count every voice', async () => {
	const voices = [byId(anyVoiceId), byId(nobody)];
	const { error } = await speak({ ...inVoices(...voices), checks: { spendingLimit: 0.0003 } });
	expect(error?.message).toBe("This run would cost about $0.0004, more than the 'Spending Limit (USD)' of $0.0003");
	expect(await spoken()).toEqual([]);
	const { items } = await speak({ ...inVoices(...voices), checks: { onlyEstimate: true } });
	expect(items.map(({ json }) => json.costUsd)).toEqual([0.00018, 0.00018]);
});

test('a hint about the text is shown once, and none asks for a voice', async () => {
	const [anna, ben] = [await seed('Anna'), await seed('Ben')];
	const run = await speak({ ...inVoices(byId(anna), byId(ben)), text: 'Hello. [pause 1s] Bye. <b>' });
	expect(run.error).toBeUndefined();
	expect(run.items.map(({ json }) => json.parts)).toEqual([2, 2]);
	const hints = hintTextsOf(run);
	expect(hints).toEqual([...new Set(hints)]);
	expect(JSON.stringify(hints)).not.toContain('have no voice');
});

test('subtitles and captions come in each voice', async () => {
	const subtitles = '00:00:01,000 --> 00:00:02,000\nHello there.\n\n00:00:03,000 --> 00:00:04,000\nBye.';
	await seed('Anna');
	const voices = inVoices(byId(anyVoiceId), byTitle('Anna'));
	const { items, error } = await speak({ ...voices, textSource: 'subtitles', subtitles, captions: 'srt' });
	expect(error).toBeUndefined();
	expect(items.map(({ binary }) => Object.keys(binary ?? {}))).toEqual([
		['data', 'data_srt'],
		['data', 'data_srt'],
	]);
});
