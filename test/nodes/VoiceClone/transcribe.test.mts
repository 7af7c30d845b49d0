import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { wav } from '../../support/sounds.mts';
import type { NodeRun } from '../../support/engine.mts';
import { shortenWaits } from '../../support/shortWaits.mts';
import { setStage } from '../../support/stage.mts';
import { aacOf, repacked } from '../../sandbox/containers.mts';

const stage = setStage({ speech: 'espeak' });
shortenWaits();

const said = 'Hello Anna, your order has shipped. It will arrive on Monday.';
const path = '^/v1/asr$';

const transcribe = async (
	parameters: INodeParameters,
	items: INodeExecutionData[],
	onError?: 'continueRegularOutput',
) =>
	await stage.engine.runNode(
		'voiceClone',
		{ resource: 'sample', operation: 'transcribe', ...parameters },
		items,
		onError ? { onError } : {},
	);

const spoken = async (text = said, format: 'wav' | 'mp3' | 'opus' = 'wav'): Promise<INodeExecutionData> =>
	await stage.itemWith({ data: [await stage.recording(format, text), `speech.${format}`, 'audio/wav'] });

/** The fields of the last request, without the recording, and its model. */
async function sent(): Promise<Record<string, string>> {
	const request = (await stage.sandbox.requests()).at(-1)!;
	return {
		model: request.headers.model,
		...(Object.fromEntries(request.body.fields as string[][]) as Record<string, string>),
	} as Record<string, string>;
}

const hintsOf = ({ run }: NodeRun): unknown[] =>
	(run.data.resultData.runData['Node']!.at(-1)!.hints ?? []).map(({ message }) => message);

describe('transcribe', () => {
	test.each(['wav', 'mp3', 'opus'] as const)('transcribes %s', async (format) => {
		const ran = await transcribe({}, [await spoken(said, format)]);
		const { items, error } = ran;
		expect(error).toBeUndefined();
		expect(items).toEqual([
			{
				json: { text: said, seconds: expect.any(Number), language: 'English', languageCode: 'en' },
				pairedItem: { item: 0 },
			},
		]);
		expect(items[0]!.json.seconds).toBeGreaterThan(1);
		expect(hintsOf(ran)).toEqual([]);
		expect(await sent()).toEqual({
			model: 'transcribe-1-pro',
			ignore_timestamps: 'true',
			tag_audio_events: 'false',
			diarize: 'false',
		});
		const [request] = await stage.sandbox.requests();
		expect(request!.body.files).toMatchObject([{ name: 'audio', filename: `speech.${format}` }]);
	});

	test('returns word times, from the chosen field and in the chosen language', async () => {
		const item = await stage.itemWith({ memo: [await stage.recording('wav', said), 'memo.wav', 'audio/wav'] });
		const { items } = await transcribe(
			{ binaryPropertyName: 'memo', options: { timestamps: true, language: 'en-US' } },
			[item],
		);
		const { words, seconds } = items[0]!.json as {
			words: Array<{ text: string; start: number; end: number }>;
			seconds: number;
		};
		// The service returns words without punctuation (docs 2026-09).
		expect(words.map(({ text }) => text)).toEqual(said.replace(/[.,]/g, '').split(' '));
		expect([words[0]!.start, words.at(-1)!.end]).toEqual([0, seconds]);
		expect(items[0]!.json).not.toHaveProperty('turns');
		expect(await sent()).toMatchObject({ ignore_timestamps: 'false', language: 'en' });
	});

	test('returns who says what, with the number of speakers', async () => {
		const text =
			'<|speaker:0|>Welcome to our show! <|speaker:1|>Thank you, Anna. <|speaker:0|>[laughing] It is good to ' +
			'have you here.';
		const { ids } = await stage.sandbox.seedVoices({ count: 2 });
		const recording = await stage.sandbox.ttsBytes({ text, reference_id: ids, format: 'wav' }, 's2.1-pro');
		const item = await stage.itemWith({ data: [recording, 'show.wav', 'audio/wav'] });
		const { items, error } = await transcribe({ options: { speakers: true, speakerCount: 2, soundEvents: true } }, [
			item,
		]);
		expect(error).toBeUndefined();
		const { turns, text: allText } = items[0]!.json as { turns: Array<Record<string, unknown>>; text: string };
		expect(turns.map(({ speaker, text: words }) => [speaker, words])).toEqual([
			['speaker 1', 'Welcome to our show!'],
			['speaker 2', 'Thank you, Anna.'],
			['speaker 1', '[laughter] It is good to have you here.'],
		]);
		expect(allText).toBe(turns.map(({ text: words }) => words).join(' '));
		for (const { start, end } of turns) expect([typeof start, typeof end]).toEqual(['number', 'number']);
		expect(items[0]!.json).not.toHaveProperty('words');
		expect(await sent()).toEqual({
			model: 'transcribe-1-pro',
			ignore_timestamps: 'false',
			tag_audio_events: 'true',
			num_speakers: '2',
		});
		const { items: plain } = await transcribe({}, [item]);
		expect(plain[0]!.json.text).toBe('Welcome to our show! Thank you, Anna. It is good to have you here.');
	});

	describe('with captions', () => {
		const captionsOf = async (parameters: INodeParameters, item: INodeExecutionData) => {
			const ran = await transcribe(parameters, [item]);
			const [out] = ran.items;
			const read = async (field: string): Promise<string> => (await stage.engine.bytesOf(out!, field)).toString();
			return { ...ran, out: out!, read };
		};

		test('makes files that are named after the recording and show its words', async () => {
			const item = await stage.itemWith({ memo: [await stage.recording('mp3', said), 'order memo.mp3', 'audio/mpeg'] });
			const ran = await captionsOf({ binaryPropertyName: 'memo', options: { captions: 'both' } }, item);
			const { out, read } = ran;
			expect(ran.error).toBeUndefined();
			expect(hintsOf(ran)).toEqual([]);
			expect(out.binary).toMatchObject({
				memo_srt: { fileName: 'order memo.srt', fileType: 'text', mimeType: 'text/plain' },
				memo_vtt: { fileName: 'order memo.vtt', fileType: 'text', mimeType: 'text/plain' },
			});
			expect(Object.keys(out.json)).toEqual(['text', 'seconds', 'language', 'languageCode']);
			const srt = await read('memo_srt');
			expect(srt).toMatch(/^1\n00:00:00,000 --> 00:00:0\d,\d{3}\nHello Anna, your order has shipped\.\n/);
			expect(
				srt
					.replace(/^(\d+|.* --> .*)$/gm, '')
					.split(/\s+/)
					.filter(Boolean)
					.join(' '),
			).toBe(said);
			expect(await read('memo_vtt')).toMatch(/^WEBVTT\n/);
			expect(await sent()).toMatchObject({ ignore_timestamps: 'false', diarize: 'false' });
		});

		test.each(['srt', 'vtt'])('makes only %s', async (captions) => {
			const { out } = await captionsOf({ options: { captions } }, await spoken());
			expect(Object.keys(out.binary!)).toEqual([`data_${captions}`]);
		});

		test('shows who speaks if Identify Speakers is on', async () => {
			const text = '<|speaker:0|>Welcome to our show! <|speaker:1|>Thank you, Anna.';
			const { ids } = await stage.sandbox.seedVoices({ count: 2 });
			const recording = await stage.sandbox.ttsBytes({ text, reference_id: ids, format: 'wav' }, 's2.1-pro');
			const item = await stage.itemWith({ data: [recording, 'show.wav', 'audio/wav'] });
			const { read } = await captionsOf({ options: { captions: 'vtt', speakers: true } }, item);
			expect(await read('data_vtt')).toMatch(/<v speaker 1>Welcome to our show!\n[^]*<v speaker 2>Thank you, Anna\.\n/);
		});

		test('works with the older model, which returns only words', async () => {
			const { read, out } = await captionsOf({ model: 'transcribe-1', options: { captions: 'srt' } }, await spoken());
			expect(await read('data_srt')).toContain('Hello Anna, your order has shipped.');
			expect(out.json.text).toBe(said);
		});

		test('continues without captions if no word has a time, and says so', async () => {
			const message = JSON.stringify({ text: said, duration: null, segments: null });
			await stage.sandbox.fault({ match: { path }, fault: { kind: 'status', status: 200, message, plainText: true } });
			const ran = await transcribe({ options: { captions: 'srt', timestamps: true } }, [await spoken()]);
			const { items } = ran;
			expect(ran.error).toBeUndefined();
			expect(items).toMatchObject([{ json: { text: said, seconds: null, words: [] } }]);
			expect(items[0]!.binary).toBeUndefined();
			expect(hintsOf(ran)).toEqual([
				'Fish Audio transcribed the recording, but gave no word times. [item 0]',
				'Fish Audio gave no times for the transcript, so there are no captions. [item 0]',
			]);
		});
	});

	test('reports words and speakers that cannot be read, and sends one request', async () => {
		const word = { text: 'Hello', start: 0, end: 0.5 };
		const message = JSON.stringify({
			text: '<|speaker:0|> Hello.',
			segments: [word, { text: 'odd' }],
			speaker_turns: null,
		});
		await stage.sandbox.fault({ match: { path }, fault: { kind: 'status', status: 200, message, plainText: true } });
		const ran = await transcribe({ options: { timestamps: true, speakers: true } }, [await spoken()]);
		expect(ran.items).toMatchObject([{ json: { text: 'Hello.', seconds: null, words: [word], turns: [] } }]);
		expect(hintsOf(ran)).toEqual([
			"Fish Audio gave only some of the word times: 'words' has gaps. [item 0]",
			'Fish Audio transcribed the recording, but gave no speakers. [item 0]',
		]);
		expect(await stage.sandbox.requests()).toHaveLength(1);
	});

	test('says once that the older model ends', async () => {
		const items = [await spoken(), await spoken()];
		const ran = await transcribe({ model: 'transcribe-1' }, items);
		expect(ran.items.map(({ json }) => json.text)).toEqual([said, said]);
		expect(hintsOf(ran)).toEqual([expect.stringContaining("'transcribe-1' ends on 31 December 2026")]);
		expect(await sent()).toEqual({
			model: 'transcribe-1',
			ignore_timestamps: 'true',
			tag_audio_events: 'false',
			diarize: 'false',
		});
	});

	test('shows no speakers or sounds when the pro model answers for the older one', async () => {
		await stage.sandbox.settings({ oldModelsEnded: true, soundEvent: 'laughter' });
		const ran = await transcribe({ model: 'transcribe-1' }, [await spoken()]);
		await stage.sandbox.settings({ oldModelsEnded: false, soundEvent: null });
		expect(ran.items.map(({ json }) => json.text)).toEqual([said]);
	});

	describe('a recording without speech', () => {
		/** A recording that is not silent to the node, but too faint for the sandbox to hear anything. */
		const silence = async () => {
			const bytes = wav({ seconds: 5, rate: 8_000 });
			for (let at = 44; at < bytes.length; at += 2) bytes.writeInt16LE(Math.trunc(bytes.readInt16LE(at) / 1_000), at);
			return await stage.itemWith({ data: [bytes.fill(0, 44, 30_000), 'silence.wav', 'audio/wav'] });
		};

		test('returns an empty text, and says so', async () => {
			await stage.sandbox.settings({ silenceIsEmpty: true });
			const ran = await transcribe({ options: { timestamps: true, speakers: true, captions: 'srt' } }, [
				await silence(),
			]);
			expect(ran.error).toBeUndefined();
			expect(ran.items).toMatchObject([{ json: { text: '', seconds: 5, language: null, words: [], turns: [] } }]);
			expect(hintsOf(ran)).toEqual([expect.stringMatching(/^No speech was found in the recording.* \[item 0\]$/)]);
		});

		test.each([
			['transcribe-1-pro', 'Fish Audio took too long over the recording [item 0]', /in which nobody speaks/],
			[
				'transcribe-1',
				'Fish Audio gave up on the recording: nobody speaks in it, or it is too long for the model ' +
					"'transcribe-1' [item 0]",
				/Transcribe 1 Pro/,
			],
		])('is reported by %s as a possible cause, if the service does not answer', async (model, message, advice) => {
			await stage.sandbox.settings({ silenceIsEmpty: false });
			const { error } = await transcribe({ model }, [await silence()]);
			expect(error?.message).toBe(message);
			expect(error?.description).toMatch(advice);
			// Failed transcripts are free, but after a server error the node tries only once more.
			expect((await stage.sandbox.requests()).length).toBeLessThanOrEqual(2);
		});
	});

	test('returns no language if it is unknown', async () => {
		const bytes = await stage.recording();
		bytes[bytes.length - 1]! ^= 1;
		const { items } = await transcribe({}, [await stage.itemWith({ data: [bytes, 'a.wav', 'audio/wav'] })]);
		expect(items[0]!.json).toMatchObject({
			text: expect.stringContaining('does not know'),
			language: null,
			languageCode: null,
		});
	});

	test('returns the text of each of two items', async () => {
		const { items } = await transcribe({}, [
			await spoken('This is the first one.'),
			await spoken('And this is the second.'),
		]);
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
		['AIFF', { binaryPropertyName: 'aiff' }, 'The recording is in a format that Fish Audio does not take'],
		['a picture', { binaryPropertyName: 'picture' }, 'The recording is not audio'],
		[
			'too much for the older model',
			{ binaryPropertyName: 'large', model: 'transcribe-1' },
			"The recording is 50.1 MiB, and the model 'transcribe-1' takes at most 50 MiB",
		],
		[
			'WebM for the older model',
			{ binaryPropertyName: 'webm', model: 'transcribe-1' },
			"The recording is in a format that the model 'transcribe-1' does not take",
		],
		[
			'speakers for the older model',
			{ model: 'transcribe-1', options: { speakers: '={{ $json.speakers }}' } },
			"The model 'transcribe-1' does not support 'Identify Speakers'",
		],
		['captions of an unknown format', { options: { captions: '={{ $json.captions }}' } }, "'Captions' cannot be 'ass'"],
		['another model', { model: '={{ $json.model }}' }, "'Model' cannot be 'transcribe-2'"],
		[
			'0 speakers',
			{ options: { speakers: true, speakerCount: '={{ $json.count }}' } },
			"'Number of Speakers' cannot be 0",
		],
		['the name of a language', { options: { language: '={{ $json.language }}' } }, "'Language' cannot be 'English'"],
	])('reports %s, with the item, before anything is sent', async (_, parameters, message) => {
		const small = await stage.recording();
		const item = await stage.itemWith({
			data: [small, 'a.wav', 'audio/wav'],
			empty: [Buffer.alloc(0), 'empty.wav', 'audio/wav'],
			fake: [Buffer.from('This is a text, not a recording.'), 'voice.wav', 'audio/wav'],
			large: [Buffer.concat([small], 50 * 1024 * 1024 + 1), 'large.wav', 'audio/wav'],
			aiff: [Buffer.from('FORM\0\0\x10\0AIFFCOMM'.padEnd(100, '\0'), 'latin1'), 'memo.aiff', 'audio/aiff'],
			picture: [Buffer.from('GIF89a'.padEnd(100, '\0'), 'latin1'), 'memo.wav', 'audio/wav'],
			webm: [Buffer.from('\x1a\x45\xdf\xa3'.padEnd(100, '\0'), 'latin1'), 'memo.webm', 'audio/webm'],
		});
		const bad = {
			...item,
			json: { field: '', language: 'English', speakers: true, model: 'transcribe-2', count: 0, captions: 'ass' },
		};
		const file = item.binary!.data!;
		const good = {
			json: { field: 'data', language: 'en', speakers: false, model: 'transcribe-1-pro', count: 1, captions: 'srt' },
			binary: Object.fromEntries(
				['data', 'nope', 'empty', 'fake', 'large', 'aiff', 'picture', 'webm'].map((name) => [name, file]),
			),
		};
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

	test('sends a recording of 55 MiB, an hour of MP3', async () => {
		await stage.sandbox.fault({ match: { path }, fault: { kind: 'status', status: 402 } });
		const bytes = Buffer.concat([await stage.recording('mp3')], 55 * 1024 * 1024);
		const { error } = await transcribe({}, [await stage.itemWith({ data: [bytes, 'a.mp3', 'audio/mpeg'] })]);
		expect(error?.message).toBe('The account has no API credit left [item 0]');
	});

	test.each<[string, () => Promise<Buffer>, string]>([
		['WebM', async () => await repacked(await stage.recording('opus'), 'webm'), 'video/webm'],
		[
			'Matroska with a picture',
			async () => await repacked(await stage.recording('opus'), 'mkv', true),
			'video/x-matroska',
		],
		['a video in MP4', async () => await repacked(await stage.recording('mp3'), 'mp4', true), 'video/mp4'],
		['QuickTime', async () => await repacked(await stage.recording('mp3'), 'mov', true), 'video/quicktime'],
		['bare AAC', async () => await Promise.resolve(aacOf(2)), 'audio/aac'],
	])('accepts %s, recognised by its bytes', async (_, make, mimeType) => {
		const { items, error } = await transcribe({}, [await stage.itemWith({ data: [await make(), 'file', mimeType] })]);
		expect(error).toBeUndefined();
		expect(items[0]!.json.text).toContain('does not know');
	});

	test('stops at an error of the API, or continues with the other items', async () => {
		await stage.sandbox.fault({ match: { path, text: 'first' }, fault: { kind: 'status', status: 401 }, times: 2 });
		const items = [await spoken('This is the first one.'), await spoken('And this is the second.')];
		expect((await transcribe({}, items.slice(0, 1))).error).toMatchObject({
			message: 'Fish Audio did not accept the API key [item 0]',
			httpCode: '401',
		});
		const { items: out } = await transcribe({}, items, 'continueRegularOutput');
		expect(out.map(({ json, pairedItem }) => [json.error ?? json.text, pairedItem])).toEqual([
			['Fish Audio did not accept the API key [item 0]', { item: 0 }],
			['And this is the second.', { item: 1 }],
		]);
	});

	test('reports a recording that is too short', async () => {
		const short = wav({ seconds: 0.05, rate: 8_000 });
		const { error } = await transcribe({}, [await stage.itemWith({ data: [short, 'a.wav', 'audio/wav'] })]);
		expect(error?.message).toBe('The recording is too short for Fish Audio [item 0]');
		expect(error?.description).toContain('Fish Audio says');
		expect(await stage.sandbox.requests()).toHaveLength(1);
	});

	test.each([
		[{ kind: 'reset', phase: 'upload', afterBytes: 1_000 }],
		[{ kind: 'reset', phase: 'body', afterBytes: 20 }],
		[{ kind: 'cut', afterBytes: 20 }],
		[{ kind: 'badJson' }],
	])('tries again after %j', async (fault) => {
		await stage.sandbox.fault({ match: { path }, fault });
		const { items, error } = await transcribe({}, [await spoken()]);
		expect(error).toBeUndefined();
		expect(items[0]!.json.text).toBe(said);
		expect(await stage.sandbox.requests()).toHaveLength(2);
	});

	test('reports a web page, and does not try again', async () => {
		await stage.sandbox.fault({ match: { path }, fault: { kind: 'html' }, times: -1 });
		expect((await transcribe({}, [await spoken()])).error?.message).toBe(
			'The Base URL leads to a web page and not to the API [item 0]',
		);
		expect(await stage.sandbox.requests()).toHaveLength(1);
	});

	test("transcribes Speak's audio", async () => {
		const { items } = await stage.engine.runNode('speak', { text: said, format: 'mp3' });
		expect((await transcribe({}, items)).items[0]!.json.text).toBe(said);
	});
});
