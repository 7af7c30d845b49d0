import { encode } from '@msgpack/msgpack';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { repacked } from '../../sandbox/containers.mts';
import { setStage } from '../../support/stage.mts';

const stage = setStage();
const inMemory = setStage({}, { binaryMode: 'default' });

const speak = async (parameters: INodeParameters, items: INodeExecutionData[], on = stage) =>
	await on.engine.runNode('speak', { text: 'Hello there', voiceSource: 'samples', ...parameters }, items);

test.each([
	['on disk', stage],
	['in memory', inMemory],
])('samples of the item are sent in MessagePack: %s', async (_, on) => {
	const [wav, mp3] = [await on.recording('wav'), await on.recording('mp3', 'And this is the second one.')];
	const item = await on.itemWith({ a: [wav, 'a.wav', 'audio/wav'], b: [mp3, undefined, 'application/octet-stream'] });
	const { items, error } = await speak({ sampleFields: 'a, b', transcripts: 'First.\nSecond.' }, [item], on);
	expect(error).toBeUndefined();
	expect(item.binary!['a']!.id === undefined).toBe(on === inMemory);
	const [request] = await on.sandbox.requests();
	const body = encode({
		text: 'Hello there',
		format: 'mp3',
		references: [
			{ audio: wav, text: 'First.' },
			{ audio: mp3, text: 'Second.' },
		],
	});
	expect(request!.headers).toMatchObject({ 'content-type': 'application/msgpack', model: 's2.1-pro' });
	expect(Number(request!.headers['content-length'])).toBeGreaterThan(wav.length + mp3.length);
	expect(request!.body.references).toMatchObject([
		{ text: 'First.', audio: { bytes: wav.length } },
		{ text: 'Second.', audio: { bytes: mp3.length } },
	]);
	expect((await on.engine.bytesOf(items[0])).equals(await on.sandbox.ttsBytes(body, 's2.1-pro'))).toBe(true);
});

test.each(['wav', 'mp3', 'opus'] as const)('%s is taken, without a transcript', async (format) => {
	const sound = await stage.recording(format);
	const { error } = await speak({}, [await stage.itemWith({ data: [sound, undefined, 'application/octet-stream'] })]);
	expect(error).toBeUndefined();
	expect((await stage.sandbox.requests())[0]!.body.references).toMatchObject([
		{ text: '', audio: { bytes: sound.length } },
	]);
});

test.each([
	['webm', 'opus'],
	['mp4', 'mp3'],
] as const)('%s is recognised by its bytes, and sent', async (container, format) => {
	const sound = await repacked(await stage.recording(format), container);
	await speak({}, [await stage.itemWith({ data: [sound, undefined, 'application/octet-stream'] })]);
	expect((await stage.sandbox.requests())[0]!.body.references).toMatchObject([{ audio: { bytes: sound.length } }]);
});

test('a bad sample is refused before anything is sent', async () => {
	const wav = await stage.recording('wav');
	const item = await stage.itemWith({
		data: [wav, 'a.wav', 'audio/wav'],
		fake: [Buffer.from('not audio at all, really'), 'voice.wav', 'audio/wav'],
		raw: [wav.subarray(44), 'voice.pcm', 'audio/pcm'],
	});
	const cases: Array<[INodeParameters, string]> = [
		[{ sampleFields: 'data', transcripts: ['One', 'Two'] }, "'Transcripts' has 2 entries for 1 sample"],
		[{ sampleFields: 'raw' }, 'Sample 1 is in a format that Fish Audio does not take (raw PCM)'],
		[{ sampleFields: 'data, fake', transcripts: 'Hi\nHo' }, 'Sample 2 is not audio'],
		[{ sampleFields: 'nope', transcripts: 'Hi' }, "The item has no file in the field 'nope'"],
		[{ sampleFields: '', transcripts: 'Hi' }, 'There is no sample to speak like'],
	];
	for (const [parameters, message] of cases) {
		const { error } = await speak(parameters, [item]);
		expect(error?.message).toContain(message);
	}
	expect(await stage.sandbox.requests()).toEqual([]);
});

/** A WAV of 8 kHz with so many seconds of sound. */
async function wavOf(seconds: number): Promise<Buffer> {
	const header = (
		await stage.sandbox.ttsBytes({ text: 'Hello', format: 'wav', sample_rate: 8_000 }, 's2.1-pro')
	).subarray(0, 44);
	return Buffer.concat([header, Buffer.alloc(seconds * 16_000, Buffer.from([0, 1, 0, 0xff]))]);
}

test('samples of 376 seconds are sent, and of 378 seconds are refused before anything is sent', async () => {
	const items = [
		await stage.itemWith({ data: [await wavOf(376), 'a.wav', 'audio/wav'] }),
		await stage.itemWith({ data: [await wavOf(378), 'b.wav', 'audio/wav'] }),
	];
	const { error } = await speak({}, items);
	expect(error?.message).toBe('Sample 1 is 378 seconds long, and Fish Audio takes at most 376 [item 1]');
	expect(await stage.sandbox.requests()).toEqual([]);
	expect((await speak({}, items.slice(0, 1))).error).toBeUndefined();
});

test('samples of over 49 MB together are refused without being read', async () => {
	const large = await stage.itemWith({
		data: [Buffer.concat([await wavOf(1), Buffer.alloc(50 * 1024 * 1024)]), 'a.wav', 'audio/wav'],
	});
	const { error } = await speak({}, [large]);
	expect(error?.message).toBe('The samples are 50.0 MB together, and at most 49 MB are sent with a text [item 0]');
	expect(await stage.sandbox.requests()).toEqual([]);
});

test('a request that fails is sent again with its samples', async () => {
	const sound = await stage.recording('wav');
	const item = await stage.itemWith({ data: [sound, 'a.wav', 'audio/wav'] });
	await stage.sandbox.fault({ fault: { kind: 'status', status: 429, headers: { 'retry-after': '0' } } });
	await stage.sandbox.fault({ fault: { kind: 'reset', phase: 'headers' } });
	const { error } = await speak({}, [item]);
	expect(error).toBeUndefined();
	const requests = await stage.sandbox.requests();
	expect(requests).toHaveLength(3);
	expect(requests.at(-1)!.body.references).toMatchObject([{ audio: { bytes: sound.length } }]);
});

test('the fingerprint changes with the sample and its transcript', async () => {
	const [one, other] = [await stage.recording('wav'), await stage.recording('wav', 'Somebody else.')];
	const fingerprintOf = async (sound: Buffer, parameters: INodeParameters = {}) => {
		const { items } = await speak(parameters, [await stage.itemWith({ data: [sound, 'a.wav', 'audio/wav'] })]);
		return items[0]!.json.fingerprint;
	};
	const first = await fingerprintOf(one);
	expect(await fingerprintOf(one)).toBe(first);
	expect(await fingerprintOf(other)).not.toBe(first);
	expect(await fingerprintOf(one, { transcripts: 'This.' })).not.toBe(first);
});
