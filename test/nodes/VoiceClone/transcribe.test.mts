import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { setStage } from '../../support/stage.mts';

const stage = setStage({ speech: 'espeak' });

const said = 'Hello Anna, your order has shipped. It will arrive on Monday.';
const path = '^/v1/asr$';

const transcribe = async (parameters: INodeParameters, items: INodeExecutionData[], onError?: 'continueRegularOutput') =>
	await stage.engine.runNode('voiceClone', { resource: 'sample', operation: 'transcribe', ...parameters }, items, onError ? { onError } : {});

const spoken = async (text = said, format: 'wav' | 'mp3' | 'opus' = 'wav'): Promise<INodeExecutionData> =>
	await stage.itemWith({ data: [await stage.recording(format, text), `speech.${format}`, 'audio/wav'] });

describe('transcribe', () => {
	test.each(['wav', 'mp3', 'opus'] as const)('writes down what is said in %s', async (format) => {
		const { items, error } = await transcribe({}, [await spoken(said, format)]);
		expect(error).toBeUndefined();
		expect(items).toEqual([
			{ json: { text: said, seconds: expect.any(Number), language: 'English', languageCode: 'en' }, pairedItem: { item: 0 } },
		]);
		expect(items[0]!.json.seconds).toBeGreaterThan(1);
		const [request] = await stage.sandbox.requests();
		expect(request!.body.fields).toEqual([['ignore_timestamps', 'true']]);
		expect(request!.body.files).toMatchObject([{ name: 'audio', filename: `speech.${format}` }]);
	});

	test('with the times of the segments where they are wanted, from the field and in the language named', async () => {
		const item = await stage.itemWith({ memo: [await stage.recording('wav', said), 'memo.wav', 'audio/wav'] });
		const { items } = await transcribe({ binaryPropertyName: 'memo', options: { timestamps: true, language: 'en' } }, [item]);
		const { segments, seconds } = items[0]!.json as { segments: Array<{ text: string; start: number; end: number }>; seconds: number };
		expect(segments.map(({ text }) => text)).toEqual(said.split(/(?<=\.) /));
		expect([segments[0]!.start, segments[1]!.end]).toEqual([0, seconds]);
		const [request] = await stage.sandbox.requests();
		expect(request!.body.fields.sort()).toEqual([['ignore_timestamps', 'false'], ['language', 'en']]);
	});

	test('of a language that is not known, says nothing', async () => {
		const bytes = await stage.recording();
		bytes[bytes.length - 1]! ^= 1;
		const { items } = await transcribe({}, [await stage.itemWith({ data: [bytes, 'a.wav', 'audio/wav'] })]);
		expect(items[0]!.json).toMatchObject({ text: expect.stringContaining('does not know'), language: null, languageCode: null });
	});

	test('of two items, each gives its own text', async () => {
		const { items } = await transcribe({}, [await spoken('This is the first one.'), await spoken('And this is the second.')]);
		expect(items.map(({ json, pairedItem }) => [json.text, pairedItem])).toEqual([
			['This is the first one.', { item: 0 }],
			['And this is the second.', { item: 1 }],
		]);
	});

	test.each<[string, INodeParameters, string]>([
		['no field', { binaryPropertyName: '={{ $json.field }}' }, "'Input Binary Field' is empty"],
		['a missing field', { binaryPropertyName: 'nope' }, "The item has no file in the field 'nope'"],
		['an empty file', { binaryPropertyName: 'empty' }, 'The recording is empty'],
		['a text called .wav', { binaryPropertyName: 'fake' }, 'The recording is not audio'],
		['a recording of 20.1 MB', { binaryPropertyName: 'large' }, 'The recording weighs 20.1 MB, and at most 20 MB can be transcribed'],
		['the name of a language', { options: { language: '={{ $json.language }}' } }, "'Language' cannot be 'English'"],
	])('%s is told, with the item, before anything is sent', async (_, parameters, message) => {
		const wav = await stage.recording();
		const item = await stage.itemWith({
			data: [wav, 'a.wav', 'audio/wav'],
			empty: [Buffer.alloc(0), 'empty.wav', 'audio/wav'],
			fake: [Buffer.from('This is a text, not a recording.'), 'voice.wav', 'audio/wav'],
			large: [Buffer.concat([wav], 20_000_001), 'large.wav', 'audio/wav'],
		});
		const bad = { ...item, json: { field: '', language: 'English' } };
		const file = item.binary!.data!;
		const good = { json: { field: 'data', language: 'en' }, binary: { data: file, nope: file, empty: file, fake: file, large: file } };
		const { error } = await transcribe(parameters, [good, bad]);
		expect(error?.message).toContain(message);
		expect(error?.message).toContain('[item 1]');
		expect(error?.description).toBeTruthy();
		expect(await stage.sandbox.requests()).toEqual([]);
		const { items } = await transcribe(parameters, [good, bad], 'continueRegularOutput');
		expect(items).toMatchObject([
			{ json: { text: 'This is how my voice sounds.' }, pairedItem: { item: 0 } },
			{ json: { error: expect.stringContaining(message) }, pairedItem: { item: 1 } },
		]);
		expect(await stage.sandbox.requests()).toHaveLength(1);
	});

	test('a recording of just 20 MB is sent', async () => {
		await stage.sandbox.fault({ match: { path }, fault: { kind: 'status', status: 402 } });
		const wav = await stage.recording();
		const { error } = await transcribe({}, [await stage.itemWith({ data: [Buffer.concat([wav], 20_000_000), 'a.wav', 'audio/wav'] })]);
		expect(error?.message).toBe('The account has no API credit left [item 0]');
	});

	test('an error of the API ends the node, or leaves the others alone', async () => {
		await stage.sandbox.fault({ match: { path, text: 'first' }, fault: { kind: 'status', status: 401 }, times: 2 });
		const items = [await spoken('This is the first one.'), await spoken('And this is the second.')];
		expect((await transcribe({}, items.slice(0, 1))).error).toMatchObject({ message: 'Fish Audio did not accept the API key [item 0]', httpCode: '401' });
		const { items: out } = await transcribe({}, items, 'continueRegularOutput');
		expect(out.map(({ json, pairedItem }) => [json.error ?? json.text, pairedItem])).toEqual([
			['Fish Audio did not accept the API key [item 0]', { item: 0 }],
			['And this is the second.', { item: 1 }],
		]);
	});

	test('the words of the API tell what is wrong with a recording', async () => {
		const short = await stage.sandbox.ttsBytes({ text: 'Hi', format: 'wav' }, 's1');
		const { error } = await transcribe({}, [await stage.itemWith({ data: [short, 'a.wav', 'audio/wav'] })]);
		expect(error?.message).toContain('audio must last from 1 second to 60 minutes');
	});

	test.each([
		[{ kind: 'reset', phase: 'upload', afterBytes: 1_000 }],
		[{ kind: 'reset', phase: 'body', afterBytes: 20 }],
		[{ kind: 'cut', afterBytes: 20 }],
		[{ kind: 'badJson' }],
	])('what fails in passing (%j) is asked for again', async (fault) => {
		await stage.sandbox.fault({ match: { path }, fault });
		const { items, error } = await transcribe({}, [await spoken()]);
		expect(error).toBeUndefined();
		expect(items[0]!.json.text).toBe(said);
		expect(await stage.sandbox.requests()).toHaveLength(2);
	});

	test('a web page is told, and not asked for again', async () => {
		await stage.sandbox.fault({ match: { path }, fault: { kind: 'html' }, times: -1 });
		expect((await transcribe({}, [await spoken()])).error?.message).toBe('The Base URL leads to a web page and not to the API [item 0]');
		expect(await stage.sandbox.requests()).toHaveLength(1);
	});

	test('what Speak has spoken is understood', async () => {
		const { items } = await stage.engine.runNode('speak', { text: said, format: 'mp3' });
		expect((await transcribe({}, items)).items[0]!.json.text).toBe(said);
	});
});
