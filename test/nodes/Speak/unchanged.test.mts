import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { anyVoice } from '../../support/anyVoice.mts';
import { costHintsOf } from '../../support/hints.mts';
import { setStage } from '../../support/stage.mts';

const stage = setStage();

const prompts = (...texts: string[]): INodeExecutionData[] => texts.map((text, row) => ({ json: { text, row } }));

const parameters = {
	text: '={{ $json.text }}',
	voice: anyVoice,
	checks: { previousFingerprint: '={{ $json.fingerprint }}' },
	options: { includeInput: true },
};

const speak = async (items: INodeExecutionData[], over: INodeParameters = {}, onError?: 'continueErrorOutput') =>
	await stage.engine.runNode('speak', { ...parameters, ...over }, items, onError ? { onError } : {});

/** The items with the fingerprints of their speech. */
const remembered = (outputs: INodeExecutionData[][]): INodeExecutionData[] =>
	outputs[0]!.map(({ json }) => ({ json: { text: json.text!, row: json.row!, fingerprint: json.fingerprint! } }));

test('an unchanged item is not spoken again, and goes to the second output', async () => {
	const first = await speak(prompts('Welcome.', 'Goodbye.', 'Please hold.'));
	expect(first.outputs.map((output) => output.length)).toEqual([3, 0]);
	const again = remembered(first.outputs);
	again[1]!.json.text = 'Farewell.';
	await stage.sandbox.clearRequests();
	const second = await speak(again);
	expect(second.outputs.map((output) => output.map(({ json }) => json.row))).toEqual([[1], [0, 2]]);
	expect(second.outputs[1]![0]).toMatchObject({
		json: { unchanged: true, text: 'Welcome.', fingerprint: again[0]!.json.fingerprint },
		pairedItem: { item: 0 },
	});
	expect(second.outputs[1]![0]!.binary).toBeUndefined();
	expect(await stage.sandbox.requests()).toHaveLength(1);
});

test('a run in which nothing has changed says so', async () => {
	const again = await speak(remembered((await speak(prompts('Welcome.', 'Goodbye.'))).outputs));
	expect(costHintsOf(again)).toEqual(['Spoken: nothing. Unchanged, not spoken again: 2 items.']);
});

test('there is one output without the option, and everything is spoken', async () => {
	const { outputs } = await speak(prompts('Welcome.'), { checks: {} });
	expect(outputs).toHaveLength(1);
});

test('all items are spoken without a fingerprint that can match', async () => {
	const { outputs } = await speak([
		{ json: { text: 'Welcome.', fingerprint: null } },
		{ json: { text: 'Hold.', fingerprint: 'x' } },
	]);
	expect(outputs.map((output) => output.length)).toEqual([2, 0]);
});

test.each<[string, INodeParameters]>([
	['another model', { model: 's2-pro' }],
	['another format', { format: 'wav' }],
	['another encoding', { format: 'phone', phoneEncoding: 'muLaw' }],
	['another voice', { voice: { __rl: true, mode: 'id', value: 'a'.repeat(32) } }],
	['another speed', { sound: { speed: 1.1 } }],
	['captions', { captions: 'srt' }],
])('%s changes the fingerprint', async (_, over) => {
	const first = await speak(prompts('Welcome.'));
	await stage.sandbox.clearRequests();
	await speak(remembered(first.outputs), over);
	expect(await stage.sandbox.requests()).not.toEqual([]);
});

test('another file name does not change the fingerprint', async () => {
	const first = await speak(prompts('Welcome.'));
	const { outputs } = await speak(remembered(first.outputs), { fileName: 'other' });
	expect(outputs.map((output) => output.length)).toEqual([0, 1]);
});

test('samples change the fingerprint by their content', async () => {
	const [one, other] = [await stage.recording('wav', 'One voice.'), await stage.recording('wav', 'Another one.')];
	const samples = { voiceSource: 'samples', transcripts: 'One voice.' };
	const itemWith = async (bytes: Buffer, name: string, fingerprint: unknown): Promise<INodeExecutionData> => ({
		...(await stage.itemWith({ data: [bytes, name, 'audio/wav'] })),
		json: { text: 'Hello.', fingerprint: fingerprint as string },
	});
	const [spoken] = (await speak([await itemWith(one, 'a.wav', '')], samples)).outputs;
	const { fingerprint } = spoken![0]!.json;
	const { outputs } = await speak(
		[await itemWith(one, 'b.wav', fingerprint), await itemWith(other, 'a.wav', fingerprint)],
		samples,
	);
	expect(outputs.map((output) => output.map(({ pairedItem }) => pairedItem))).toEqual([[{ item: 1 }], [{ item: 0 }]]);
});

test('the `unchanged` of an earlier run has no effect', async () => {
	const { outputs } = await speak([{ json: { text: 'Welcome.', fingerprint: 'x', unchanged: true } }]);
	expect(outputs.map((output) => output.length)).toEqual([1, 0]);
	expect(outputs[0]![0]!.json).not.toHaveProperty('unchanged');
});

test('the name of a speaker changes the fingerprint only with captions', async () => {
	const { ids } = await stage.sandbox.seedVoices({ count: 1 });
	const as = (name: string, more: INodeParameters, fingerprint: unknown = '') => {
		const speaker = [{ name, voice: { __rl: true, mode: 'id', value: ids[0]! } }];
		const over = { voiceSource: 'speakers', speakers: { speaker }, ...more };
		return speak([{ json: { text: `${name}: Welcome.`, fingerprint: fingerprint as string } }], over);
	};
	for (const [more, spoken] of [
		[{}, 0],
		[{ captions: 'vtt' }, 1],
	] as const) {
		const [first] = (await as('Anna', more)).outputs;
		const { outputs } = await as('Anne', more, first![0]!.json.fingerprint);
		expect(outputs.map((output) => output.length)).toEqual([spoken, 1 - spoken]);
	}
});

test('an error goes to the error output, which is then the third', async () => {
	const first = await speak(prompts('Welcome.', 'Goodbye.'));
	const { outputs } = await speak(
		[...remembered(first.outputs).slice(0, 1), ...prompts(' ', 'New.')],
		{},
		'continueErrorOutput',
	);
	expect(outputs.map((output) => output.length)).toEqual([1, 1, 1]);
	expect(outputs[2]![0]!.json.error).toBe("'Text' is empty [item 1]");
});
