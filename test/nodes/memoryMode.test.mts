import { anyVoice } from '../support/anyVoice.mts';
import { hintTextsOf } from '../support/hints.mts';
import { setStage } from '../support/stage.mts';
import { withTrueSizes } from '../support/wav.mts';

// The default of n8n 1, and a setting of n8n 2: there is no store, and items carry their files.
const stage = setStage({}, { binaryMode: 'default' });

test('Speak puts the complete audio into the item itself', async () => {
	const { items, error } = await stage.engine.runNode('speak', { text: 'Hello there', format: 'wav' });
	expect(error).toBeUndefined();
	expect(items[0]!.binary!.data!.id).toBeUndefined();
	const expected = withTrueSizes(await stage.sandbox.ttsBytes({ text: 'Hello there', format: 'wav' }, 's2.1-pro'));
	expect((await stage.engine.bytesOf(items[0])).equals(expected)).toBe(true);
});

test.each([
	[{ kind: 'cut', afterBytes: 1000 }],
	[{ kind: 'reset', phase: 'body', afterBytes: 1000 }],
	[{ kind: 'notAudio' }],
])('Speak fails if the audio fails on its way: %j', async (fault) => {
	await stage.sandbox.fault({ fault, times: -1 });
	const { items, error } = await stage.engine.runNode('speak', {
		text: 'Hello there',
		format: 'wav',
		options: { maxTries: 1 },
	});
	expect(items).toEqual([]);
	expect(error?.message).toMatch(/Fish Audio/);
});

test('VoiceClone sends a sample that the item carries', async () => {
	const wav = await stage.recording();
	const { items, error } = await stage.engine.runNode('voiceClone', { operation: 'create', title: 'Anna' }, [
		await stage.itemWith({ data: [wav, 'anna.wav', 'audio/wav'] }),
	]);
	expect(error).toBeUndefined();
	expect(items[0]!.json.title).toBe('Anna');
	const [request] = await stage.sandbox.requests();
	expect(request!.body.files).toMatchObject([{ filename: 'anna.wav', bytes: wav.length }]);
});

test('Speak uses a sample that the item carries', async () => {
	const item = await stage.itemWith({ data: [await stage.recording(), 'anna.wav', 'audio/wav'] });
	const { error } = await stage.engine.runNode('speak', { text: 'Hello', voiceSource: 'samples', transcripts: 'Hi.' }, [
		item,
	]);
	expect(error).toBeUndefined();
});

test('VoiceClone puts designed voices into their items, and transcribes a recording that an item carries', async () => {
	// Slow speech, so that a recording lasts the second that transcribing requires.
	const { items } = await stage.engine.runNode('voiceClone', {
		operation: 'design',
		prompt: 'A calm old man.',
		sound: { speed: 0.25 },
	});
	const sizes = await Promise.all(items.map(async (item) => (await stage.engine.bytesOf(item)).length));
	expect(sizes).toEqual(items.map(({ json }) => json.bytes));
	expect(items.map(({ binary }) => binary!.data!.id)).toEqual([undefined, undefined]);
	const { items: heard, error } = await stage.engine.runNode(
		'voiceClone',
		{ resource: 'sample', operation: 'transcribe' },
		items,
	);
	expect(error).toBeUndefined();
	expect(heard.map(({ json }) => json.text)).toEqual(items.map(({ json }) => json.text));
});

test('there is no link to audio in memory: one hint says so, and nothing fails', async () => {
	const run = await stage.engine.runNode(
		'speak',
		{ text: 'Hello there', voice: anyVoice, captions: 'srt', options: { audioUrl: true } },
		[{ json: {} }, { json: {} }],
	);
	expect(run.error).toBeUndefined();
	for (const item of run.items) {
		expect(item.json).toMatchObject({ audioUrl: null, audioUrlExpiresAt: null, srtUrl: null });
		expect((await stage.engine.bytesOf(item)).length).toBe(item.json.bytes);
	}
	expect(hintTextsOf(run)).toEqual([expect.stringContaining('n8n keeps files in memory')]);
});
