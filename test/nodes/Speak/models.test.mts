import type { INodeParameters } from 'n8n-workflow';

import { anyVoice } from '../../support/anyVoice.mts';
import { hintTextsOf } from '../../support/hints.mts';
import { setStage } from '../../support/stage.mts';

const stage = setStage();

const speak = async (parameters: INodeParameters, texts = ['Hello there']) =>
	await stage.engine.runNode(
		'speak',
		{ text: '={{ $json.text }}', voice: anyVoice, ...parameters },
		texts.map((text) => ({ json: { text } })),
	);

test.each([
	[{ model: 'drama-3' }, 'drama-3'],
	[{ model: 'other', modelId: ' drama-3-preview ' }, 'drama-3-preview'],
	[{ model: 'other', modelId: 'not-known-yet' }, 'not-known-yet'],
])('%j is sent and shown in the JSON as %s', async (parameters, name) => {
	const { items, error } = await speak(parameters);
	expect(error).toBeUndefined();
	expect((await stage.sandbox.requests())[0]!.headers.model).toBe(name);
	expect(items[0]!.json.model).toBe(name);
});

test('the fingerprint includes Model ID, but only where it is sent', async () => {
	const fingerprintOf = async (parameters: INodeParameters) => (await speak(parameters)).items[0]!.json.fingerprint;
	const one = await fingerprintOf({ model: 'other', modelId: 'model-a' });
	expect(await fingerprintOf({ model: 'other', modelId: 'model-b' })).not.toBe(one);
	expect(await fingerprintOf({ model: 'other', modelId: ' model-a' })).toBe(one);
	expect(await fingerprintOf({ model: 'other', modelId: 'drama-3' })).toBe(
		await fingerprintOf({ model: 'drama-3', modelId: 'model-a' }),
	);
});

test('a hint says once when S1 ends, and there is none for other models', async () => {
	const run = await speak({ model: 's1' }, ['One more', 'And another', 'The last']);
	expect(hintTextsOf(run)).toEqual([
		expect.stringMatching(/^S1 is available until 31 December 2026\..*s2\.1-pro.*\(happy\) is not a cue/),
	]);
	for (const model of ['s2.1-pro', 's2-pro', 'drama-3']) expect(hintTextsOf(await speak({ model }))).toEqual([]);
});

test('tags and cues of Drama 3 are sent unchanged, and are not speech by themselves', async () => {
	const text = '[shaky breath] I <whisper>know</whisper> what you did.';
	const { error } = await speak({ model: 'drama-3' }, [text]);
	expect(error).toBeUndefined();
	expect((await stage.sandbox.requests())[0]!.body.text).toBe(text);
	expect((await speak({ model: 'drama-3' }, ['<whisper> … </whisper>'])).error?.message).toBe(
		"'Text' has nothing that can be spoken [item 0]",
	);
});

describe('several speakers', () => {
	const cast = async (count: number) => {
		const { ids } = await stage.sandbox.seedVoices({ count: 1 });
		const names = Array.from({ length: count }, (_, at) => `Person ${String.fromCharCode(65 + at)}`);
		return {
			voiceSource: 'speakers',
			speakers: { speaker: names.map((name) => ({ name, voice: { __rl: true, mode: 'id', value: ids[0]! } })) },
			text: names.map((name) => `${name}: Here I am.`).join('\n'),
		};
	};

	test('can be 16 with Drama 3, and 17 are reported before anything is sent', async () => {
		const { error } = await speak({ model: 'drama-3', ...(await cast(17)) });
		expect(error?.message).toBe("'Speakers' has 17 entries, and the model drama-3 takes at most 16 [item 0]");
		expect(await stage.sandbox.requests()).toEqual([]);
		const { items, error: none } = await speak({ model: 'drama-3', ...(await cast(16)) });
		expect(none).toBeUndefined();
		expect(items[0]!.json.speakers).toHaveLength(16);
	});

	test('are refused with S1, also by its ID', async () => {
		for (const model of [{ model: 's1' }, { model: 'other', modelId: 's1' }]) {
			expect((await speak({ ...model, ...(await cast(2)) })).error?.message).toBe(
				"'Model' s1 cannot speak with several voices [item 0]",
			);
		}
	});
});

test('billed bytes include the tags of a dialogue in each part, and no part without words', async () => {
	const { ids } = await stage.sandbox.seedVoices({ count: 1 });
	const line = 'It was late and he went home. '.repeat(250).trim();
	const text = `Anna: ${line}\n${'- '.repeat(1_600)}`;
	const speakers = { speaker: [{ name: 'Anna', voice: { __rl: true, mode: 'id', value: ids[0]! } }] };
	const { items, error } = await speak({ voiceSource: 'speakers', speakers, text });
	expect(error).toBeUndefined();
	const sent = (await stage.sandbox.requests()).map(({ body }) => Buffer.byteLength(String(body.text)));
	expect(sent.length).toBeGreaterThan(2);
	expect(items[0]!.json.textBytes).toBe(sent.reduce((sum, bytes) => sum + bytes, 0));
});
