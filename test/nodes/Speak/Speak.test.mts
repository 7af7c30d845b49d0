import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { shortenWaits } from '../../support/shortWaits.mts';
import { setStage } from '../../support/stage.mts';
import { withTrueSizes } from '../../support/wav.mts';

const stage = setStage();

const lines = (...texts: string[]): INodeExecutionData[] => texts.map((text, row) => ({ json: { text, row } }));
const each = { text: '={{ $json.text }}' };

const speak = async (
	parameters: INodeParameters,
	items = lines('Hello'),
	onError?: 'continueRegularOutput' | 'continueErrorOutput',
) => await stage.engine.runNode('speak', { text: 'Hello there', ...parameters }, items, onError ? { onError } : {});

describe('audio', () => {
	test.each([
		['mp3', {}, 44_100, 'audio/mpeg'],
		['mp3', { sampleRate: 32_000, mp3Bitrate: 64 }, 32_000, 'audio/mpeg'],
		['wav', {}, 44_100, 'audio/wav'],
		['wav', { sampleRate: 8_000 }, 8_000, 'audio/wav'],
		['pcm', { sampleRate: 16_000 }, 16_000, 'audio/pcm'],
		['opus', { opusBitrate: 32_000 }, 48_000, 'audio/ogg'],
	])('in %s with %j is stored byte for byte, and its JSON is correct', async (format, sound, sampleRate, mimeType) => {
		const { items, error } = await speak({ format, sound });
		expect(error).toBeUndefined();
		const { sampleRate: rate, mp3Bitrate, opusBitrate } = sound as Record<string, number>;
		const asked = {
			text: 'Hello there',
			format,
			sample_rate: rate,
			mp3_bitrate: mp3Bitrate,
			opus_bitrate: opusBitrate,
		};
		const answered = await stage.sandbox.ttsBytes(JSON.parse(JSON.stringify(asked)), 's2.1-pro');
		const expected = format === 'wav' ? withTrueSizes(answered) : answered;
		const bytes = await stage.engine.bytesOf(items[0]);
		expect(bytes.equals(expected)).toBe(true);
		// Opus comes in an Ogg container, and is called so: messengers take it as a voice note then.
		const fileExtension = format === 'opus' ? 'ogg' : format;
		const fileName = `Hello-there-1.${fileExtension}`;
		expect(items[0]!.json).toEqual({
			text: 'Hello there',
			model: 's2.1-pro',
			format,
			mimeType,
			sampleRate,
			fileName,
			bytes: expected.length,
			seconds: expect.any(Number),
			textBytes: 11,
			costUsd: 0.000165,
			pricesAsOf: '2026-10',
			fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
		});
		expect(items[0]!.binary!.data).toMatchObject({ mimeType, fileName, fileExtension, fileType: 'audio' });
		if (format === 'wav') expect(items[0]!.json.seconds).toBeCloseTo((expected.length - 44) / 2 / sampleRate, 3);
	});

	test('has the chosen field and file name, and keeps the input with Include Input', async () => {
		const { items } = await speak({
			binaryPropertyName: 'ad',
			fileName: '../Spot "1".mp3',
			options: { includeInput: true },
		});
		expect(items[0]!.json).toMatchObject({ text: 'Hello', row: 0, fileName: 'Spot 1.mp3' });
		expect(Object.keys(items[0]!.binary!)).toEqual(['ad']);
	});

	test('comes with the length of the text in UTF-8 bytes', async () => {
		const { items } = await speak({ text: 'Grüße aus 東京' });
		expect(items[0]!.json.textBytes).toBe(Buffer.byteLength('Grüße aus 東京'));
	});
});

describe('a request', () => {
	test('contains only what the user set', async () => {
		await speak({});
		const [request] = await stage.sandbox.requests();
		expect(request).toMatchObject({ method: 'POST', path: '/v1/tts', body: { text: 'Hello there', format: 'mp3' } });
		expect(Object.keys(request!.body)).toEqual(['text', 'format']);
		expect(request!.headers).toMatchObject({ model: 's2.1-pro', 'content-type': 'application/json' });
	});

	test("contains every setting of the sound, under the API's name", async () => {
		const { ids } = await stage.sandbox.seedVoices({ count: 1, state: 'trained' });
		const sound = {
			sampleRate: 32_000,
			mp3Bitrate: 192,
			opusBitrate: 24_000,
			speed: 1.5,
			volume: -3,
			normalizeLoudness: false,
			latency: 'low',
			temperature: 0.2,
			topP: 0.9,
			chunkLength: 200,
			normalize: false,
			repetitionPenalty: 1.5,
			qualityGuard: true,
		};
		const { error } = await speak({ model: 's2-pro', voice: { __rl: true, mode: 'id', value: ids[0]! }, sound });
		expect(error).toBeUndefined();
		const [request] = await stage.sandbox.requests();
		expect(request!.headers.model).toBe('s2-pro');
		// The Opus bitrate is left over from another format and does not apply to MP3.
		expect(request!.body).toEqual({
			text: 'Hello there',
			reference_id: ids[0],
			format: 'mp3',
			sample_rate: 32_000,
			mp3_bitrate: 192,
			prosody: { speed: 1.5, volume: -3, normalize_loudness: false },
			latency: 'low',
			temperature: 0.2,
			top_p: 0.9,
			chunk_length: 200,
			normalize: false,
			repetition_penalty: 1.5,
			features: ['quality-guard'],
		});
	});

	test.each(['s2.1-pro', 's2.1-pro-free', 's2-pro', 's1'])('the model %s that was chosen', async (model) => {
		await speak({ model });
		expect((await stage.sandbox.requests())[0]!.headers.model).toBe(model);
	});
});

describe('many items', () => {
	test('keep their order and pairing, with several in flight up to the limit', async () => {
		await stage.sandbox.settings({ latencyMs: 200 });
		await stage.sandbox.resetStats();
		const texts = Array.from({ length: 24 }, (_, row) => `Line number ${row}`);
		const { items } = await speak(each, lines(...texts));
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(texts.map((_, item) => ({ item })));
		expect(items.map(({ json }) => json.textBytes)).toEqual(texts.map((text) => text.length));
		expect((await stage.sandbox.stats()).maxInFlight).toBe(5);
		for (const [row, text] of texts.entries()) {
			const expected = await stage.sandbox.ttsBytes({ text, format: 'mp3' }, 's2.1-pro');
			expect((await stage.engine.bytesOf(items[row])).equals(expected)).toBe(true);
		}
	});

	test('are in flight up to the limit of the option', async () => {
		await stage.sandbox.settings({ latencyMs: 200 });
		await stage.sandbox.resetStats();
		await speak({ ...each, options: { concurrentRequests: 2 } }, lines('a', 'b', 'c', 'd', 'e', 'f'));
		expect((await stage.sandbox.stats()).maxInFlight).toBe(2);
	});

	test('of two executions share the account, and none is lost', async () => {
		// Each execution could use the whole limit; the second begins when the first uses all of it.
		await stage.sandbox.settings({ latencyMs: 100, concurrency: 4 });
		const texts = (name: string) => Array.from({ length: 40 }, (_, row) => `${name} ${row}`);
		const first = speak({ ...each, options: { concurrentRequests: 4 } }, lines(...texts('First')));
		while ((await stage.sandbox.stats()).inFlight < 4);
		const second = speak({ ...each, options: { concurrentRequests: 4 } }, lines(...texts('Second')));
		for (const { items, error } of await Promise.all([first, second])) {
			expect(error).toBeUndefined();
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual(texts('').map((_, item) => ({ item })));
		}
		const statuses = (await stage.sandbox.requests()).map(({ status }) => status);
		expect(statuses.filter((status) => status === 200)).toHaveLength(80);
		expect(statuses).toContain(429);
	});

	test('are slowed down if the limit is set too high', async () => {
		await stage.sandbox.settings({ latencyMs: 30, concurrency: 2 });
		const texts = Array.from({ length: 100 }, (_, row) => `Line ${row}`);
		const { items, error } = await speak({ ...each, options: { concurrentRequests: 20 } }, lines(...texts));
		expect(error).toBeUndefined();
		expect(items).toHaveLength(100);
		const refused = (await stage.sandbox.requests()).filter(({ status }) => status === 429);
		// 18 at once in the beginning; later one more is tried after every two rounds that succeed.
		expect(refused.length).toBeLessThan(60);
	});

	test('stop the node before anything is sent or billed if one is bad', async () => {
		const { items, error } = await speak(each, lines('One', ' ', 'Three'));
		expect(items).toEqual([]);
		expect(error).toMatchObject({
			message: "'Text' is empty [item 1]",
			description: expect.stringContaining('Filter'),
		});
		expect(error!.context).toMatchObject({ itemIndex: 1 });
		expect(await stage.sandbox.requests()).toEqual([]);
	});

	test('include an error item for a bad one if the node continues on errors', async () => {
		const { items } = await speak(each, lines('One', '', 'Three'), 'continueRegularOutput');
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(items[1]!.json).toEqual({ error: "'Text' is empty [item 1]", message: expect.stringContaining('Filter') });
		expect(items.map(({ binary }) => binary !== undefined)).toEqual([true, false, true]);
	});

	test('send a bad one to the error output, with its input', async () => {
		const { outputs } = await speak(each, lines('One', '', 'Three'), 'continueErrorOutput');
		expect(outputs.map((output) => output.length)).toEqual([2, 1]);
		expect(outputs[1]![0]!.json).toMatchObject({ error: "'Text' is empty [item 1]", row: 1 });
	});

	test('stop at the one that the API fails, after those before and beside it have ended', async () => {
		await stage.sandbox.fault({ match: { text: 'Two' }, fault: { kind: 'status', status: 400, message: 'Bad words' } });
		const { error } = await speak(each, lines('One', 'Two', 'Three'));
		expect(error).toMatchObject({ message: 'Fish Audio refused the request: Bad words [item 1]', httpCode: '400' });
		expect((await stage.sandbox.stats()).inFlight).toBe(0);
	});
});

describe('bad input', () => {
	test.each<[string, INodeParameters, string]>([
		[
			'an ID with a path',
			{ voice: { __rl: true, mode: 'id', value: '../x' } },
			"'Voice' is not the ID or page of a voice: '../x'",
		],
		['an ID with a slash', { voice: { __rl: true, mode: 'id', value: 'a/b' } }, "'Voice' is not the ID"],
		[
			'a strange URL',
			{ voice: { __rl: true, mode: 'url', value: 'https://example.com/m/802e3bc2b27e49c2995d23ef70e6ac89' } },
			"'Voice' is not the ID",
		],
		['a rate MP3 has not', { sound: { sampleRate: 8_000 } }, "'Sample Rate' 8000 Hz is not available in MP3"],
		[
			'a rate Opus has not',
			{ format: 'opus', sound: { sampleRate: 44_100 } },
			"'Sample Rate' 44100 Hz is not available in Opus",
		],
		['an object as text', { text: '={{ $json }}' }, "'Text' is not a text"],
		['an unknown format', { format: 'aac' }, "'Format'"],
		['an unknown model', { model: 's3' }, "'Model' cannot be 's3'"],
		['another model without its name', { model: 'other' }, "'Model ID' is empty"],
		[
			'another model with a second header',
			{ model: 'other', modelId: "={{ 's1' + String.fromCharCode(13, 10) + 'x-other: 1' }}" },
			"'Model ID' is not the name of a model",
		],
		['an unknown source of the voice', { voiceSource: 'nobody' }, "'Voice From' cannot be 'nobody'"],
		['a text without words', { text: '...' }, "'Text' has nothing that can be spoken"],
		['a cue alone', { text: '[happy]' }, "'Text' has nothing that can be spoken"],
		[
			'half an emoji',
			{ text: "={{ 'Hello ' + String.fromCharCode(0xd83d) }}" },
			"'Text' contains half a character at position 7, after 'Hello'",
		],
		['signs that nobody sees', { text: '={{ String.fromCharCode(0x200b) }}' }, "'Text' is empty"],
		['a speed out of range', { sound: { speed: 3 } }, "'Speed' is 3, which is out of range"],
		['a volume out of range', { sound: { volume: -21 } }, "'Volume (dB)' is -21"],
		['a fraction of a chunk', { sound: { chunkLength: 150.5 } }, "'Chunk Length' is 150.5"],
		['no output field', { binaryPropertyName: ' ' }, "'Put Output in Field' is empty"],
	])('is reported and nothing is sent: %s', async (_, parameters, message) => {
		const { error } = await speak(parameters);
		expect(error?.message).toContain(message);
		expect(error?.message).toContain('[item 0]');
		expect(error?.description).toBeTruthy();
		expect(await stage.sandbox.requests()).toEqual([]);
		const { items } = await speak(parameters, lines('Hello'), 'continueRegularOutput');
		expect(items[0]!.json.error).toContain(message);
		expect(await stage.sandbox.requests()).toEqual([]);
	});

	test.each([
		['tries out of range', { options: { maxTries: 0 } }, "'Max Tries' cannot be '0'"],
		['a timeout of nothing', { options: { timeout: 0 } }, "'Timeout (Seconds)' cannot be '0'"],
	])('is reported without an item if it is about the run: %s', async (_, parameters, message) => {
		const { error } = await speak(parameters);
		expect(error?.message).toBe(message);
		expect(error?.description).toBeTruthy();
		const { items } = await speak(parameters, lines('One', 'Two'), 'continueRegularOutput');
		expect(items.map(({ json }) => json.error)).toEqual([message, message]);
		expect(await stage.sandbox.requests()).toEqual([]);
	});

	test('in an option of one item fails only that item', async () => {
		const fileName = "={{ $json.text === 'One' ? $('Nope').item.json.x : 'y' }}";
		const { items } = await speak({ ...each, fileName }, lines('One', 'Two'), 'continueRegularOutput');
		expect(items.map(({ json }) => typeof json.error)).toEqual(['string', 'undefined']);
	});

	test('does not include options that an expression leaves empty', async () => {
		const [options, sound] = [{ timeout: '={{ null }}', maxTries: '={{ "" }}' }, { speed: '={{ null }}' }];
		expect((await speak({ options, sound })).error).toBeUndefined();
	});

	test('includes a row without its voice, which is not spoken with another', async () => {
		const { error } = await speak({ voice: { __rl: true, mode: 'id', value: '={{ $json.voice }}' } });
		expect(error?.message).toBe("'Voice' is empty [item 0]");
		expect(await stage.sandbox.requests()).toEqual([]);
	});
});

describe('a failing service', () => {
	shortenWaits();
	const cut = { format: 'wav', options: { maxTries: 2 } };

	test('is tried again if it is busy or fails once', async () => {
		await stage.sandbox.fault({ fault: { kind: 'status', status: 429, headers: { 'retry-after': '0' } } });
		await stage.sandbox.fault({ fault: { kind: 'status', status: 503, headers: { 'retry-after': '0' } } });
		const { items, error } = await speak({});
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect((await stage.sandbox.requests()).map(({ status }) => status)).toEqual([429, 503, 200]);
	});

	test.each([
		[{ kind: 'cut', afterBytes: 1000 }],
		[{ kind: 'reset', phase: 'body', afterBytes: 1000 }],
		[{ kind: 'reset', phase: 'headers' }],
		[{ kind: 'shortLength', afterBytes: 1000 }],
		[{ kind: 'empty' }],
	])('passes no audio on that ends early (%j), and is tried again', async (fault) => {
		await stage.sandbox.fault({ fault });
		const { items, error } = await speak(cut);
		expect(error).toBeUndefined();
		const expected = withTrueSizes(await stage.sandbox.ttsBytes({ text: 'Hello there', format: 'wav' }, 's2.1-pro'));
		expect((await stage.engine.bytesOf(items[0])).equals(expected)).toBe(true);
		expect(await stage.sandbox.requests()).toHaveLength(2);
	});

	test('fails only the item whose audio always ends early', async () => {
		await stage.sandbox.fault({ match: { text: 'Two' }, fault: { kind: 'cut', afterBytes: 501 }, times: -1 });
		const { items } = await speak({ ...each, ...cut }, lines('One', 'Two', 'Three'), 'continueRegularOutput');
		expect(items.map(({ json }) => json.error ?? 'spoken')).toEqual([
			'spoken',
			'The audio of Fish Audio ended in the middle of a sample [item 1]',
			'spoken',
		]);
	});

	test.each([
		[{ kind: 'html' }, "answered with 'text/html"],
		[{ kind: 'notAudio' }, 'answered with something that is not MP3'],
	])('is reported if it answers without audio (%j), and not billed twice', async (fault, message) => {
		await stage.sandbox.fault({ fault });
		const { error } = await speak({});
		expect(error?.message).toContain(message);
		expect(await stage.sandbox.requests()).toHaveLength(1);
	});

	test('is explained if there is no credit', async () => {
		await stage.sandbox.settings({ credit: 0 });
		const { error } = await speak({});
		expect(error).toMatchObject({ message: 'The account has no API credit left [item 0]', httpCode: '402' });
		expect(error!.description).toMatch(/separate from .* web plan.*S2\.1 Pro Free/s);
		expect((await speak({ model: 's2.1-pro-free' })).error).toBeUndefined();
	});

	test.each([
		['created', 'is not trained yet'],
		['training', 'is not trained yet'],
		['failed', 'The training of the voice'],
	])('is explained if the voice is %s', async (state, message) => {
		const { ids } = await stage.sandbox.seedVoices({ count: 1, state, title: 'Anna' });
		const { error } = await speak({ voice: { __rl: true, mode: 'list', value: ids[0]! } });
		expect(error?.message).toContain(message);
		expect(error?.message).toContain("'Anna");
	});

	test('is explained if the voice does not exist', async () => {
		const { error } = await speak({
			voice: { __rl: true, mode: 'url', value: `https://fish.audio/m/${'ab'.repeat(16)}` },
		});
		expect(error?.message).toBe('Fish Audio has no voice with this ID [item 0]');
	});

	test('is explained if a voice that was chosen from the list is gone', async () => {
		const voice = { __rl: true, mode: 'list', value: 'ab'.repeat(16), cachedResultName: 'Anna (Yours, trained)' };
		const { error } = await speak({ voice });
		expect(error?.message).toBe("Fish Audio has no voice 'Anna' any more [item 0]");
		expect(error?.description).toMatch(/Choose another voice from the list\. .*abababab/);
	});

	test('is explained if the API does not find a voice of the list', async () => {
		const { ids } = await stage.sandbox.seedVoices({ count: 1, state: 'trained' });
		await stage.sandbox.fault({
			match: { path: '/v1/tts' },
			fault: { kind: 'status', status: 400, message: 'Reference not found' },
		});
		const { error } = await speak({ voice: { __rl: true, mode: 'id', value: ids[0]! } });
		expect(error).toMatchObject({
			message: 'Fish Audio did not find the voice [item 0]',
			description: expect.stringContaining('not be trained yet'),
		});
	});

	test('gets the voice of a self-hosted server with its upper and lower case', async () => {
		await speak({ voice: { __rl: true, mode: 'id', value: 'Narrator_DE-2' } });
		expect((await stage.sandbox.requests())[0]!.body.reference_id).toBe('Narrator_DE-2');
	});

	test('is given up at the timeout if it hangs', async () => {
		await stage.sandbox.fault({ fault: { kind: 'hang', phase: 'body', afterBytes: 300 }, times: -1 });
		const { error } = await speak({ options: { timeout: 1, maxTries: 1 } });
		expect(error?.message).toBe('Fish Audio did not finish its answer within 1 second [item 0]');
	});
});

test('stopping the execution ends requests and waits', async () => {
	await stage.sandbox.fault({ fault: { kind: 'hang', phase: 'body', afterBytes: 300 }, times: -1 });
	const items = lines(...Array.from({ length: 20 }, (_, row) => `Line ${row}`));
	await stage.cancel('speak', each, items, async () => (await stage.sandbox.stats()).inFlight === 5);
	expect(await stage.sandbox.requests()).toHaveLength(5);
});
