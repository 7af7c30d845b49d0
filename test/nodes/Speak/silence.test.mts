import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { INodeParameters } from 'n8n-workflow';

import { wavHeader } from '../../../audio/wav.ts';
import { anyVoice, anyVoiceId } from '../../support/anyVoice.mts';
import { decoded } from '../../support/decode.mts';
import { startEngine, type NodeRun } from '../../support/engine.mts';
import { pcm } from '../../support/sounds.mts';
import { hintTextsOf } from '../../support/hints.mts';
import { shortenWaits } from '../../support/shortWaits.mts';
import { setStage } from '../../support/stage.mts';

const stage = setStage();
shortenWaits();
const inMemory = setStage({}, { binaryMode: 'default' });

const first = 'Thank you for calling.';
const second = 'Please hold the line.';

const speak = async (parameters: INodeParameters, on = stage): Promise<NodeRun> =>
	await on.engine.runNode('speak', { text: `${first} [pause 1.5s] ${second}`, voice: anyVoice, ...parameters });

const textsSpoken = async (on = stage): Promise<string[]> =>
	(await on.sandbox.requests()).map(({ body }) => String(body!.text)).sort();

const bytesOf = async (text: string, body: Record<string, unknown>): Promise<Buffer> =>
	await stage.sandbox.ttsBytes({ text, reference_id: anyVoiceId, ...body }, 's2.1-pro');

/** The sound of a text as PCM. */
const pcmOf = async (text: string, rate: number): Promise<Buffer> =>
	await bytesOf(text, { format: 'pcm', sample_rate: rate });

const silence = (seconds: number, rate: number): Buffer => Buffer.alloc(Math.round(seconds * rate) * 2);

/** Seconds of each stretch that is silent for longer than half a second or lies at the ends, and where it begins. */
function silencesIn(sound: Float32Array, rate: number): Array<{ from: number; seconds: number }> {
	const found: Array<{ from: number; seconds: number }> = [];
	let begin = 0;
	for (let at = 0; at <= sound.length; at++) {
		if (at < sound.length && Math.abs(sound[at]!) < 0.002) continue;
		if ((at - begin) / rate > 0.4) found.push({ from: begin / rate, seconds: (at - begin) / rate });
		begin = at + 1;
	}
	return found;
}

/** Seconds at both ends of a sound that are silent. */
function quietEnds(sound: Float32Array, rate: number): { before: number; after: number } {
	const loud = (value: number): boolean => Math.abs(value) >= 0.002;
	return { before: sound.findIndex(loud) / rate, after: (sound.length - 1 - sound.findLastIndex(loud)) / rate };
}

describe.each([
	['on disk', stage],
	['in memory', inMemory],
])('a text with a pause, with the binary data %s', (_, on) => {
	test.each([
		['wav', 44_100],
		['pcm', 44_100],
		['phone', 8_000],
	])('is what stands before it, exact silence and what stands after it: %s', async (format, rate) => {
		const { items, error } = await speak({ format, timing: { silenceBefore: 0.25, silenceAfter: '0,75' } }, on);
		expect(error).toBeUndefined();
		expect(await textsSpoken(on)).toEqual([second, first]);
		const bytes = await on.engine.bytesOf(items[0]);
		const sound = Buffer.concat([
			silence(0.25, rate),
			await pcmOf(first, rate),
			silence(1.5, rate),
			await pcmOf(second, rate),
			silence(0.75, rate),
		]);
		const header = format === 'pcm' ? 0 : 44;
		expect(bytes.subarray(header).equals(sound)).toBe(true);
		if (header) expect([bytes.readUInt32LE(4), bytes.readUInt32LE(40)]).toEqual([bytes.length - 8, sound.length]);
		expect(items[0]!.json).toMatchObject({
			parts: 2,
			bytes: bytes.length,
			seconds: expect.closeTo(sound.length / 2 / rate, 3),
			textBytes: first.length + second.length,
		});
	});

	test.each([
		['mp3', {}],
		['mp3', { sampleRate: 32_000, mp3Bitrate: 64 }],
		['opus', {}],
		['opus', { opusBitrate: 24_000 }],
	])('is silent for as long, to the frame: %s %j', async (format, rates) => {
		const { items, error } = await speak({ format, sound: rates, timing: { silenceBefore: 1, silenceAfter: 2 } }, on);
		expect(error).toBeUndefined();
		const { sampleRate, mp3Bitrate, opusBitrate } = rates as Record<string, number>;
		const body = { format, sample_rate: sampleRate, mp3_bitrate: mp3Bitrate, opus_bitrate: opusBitrate };
		const files = [
			await on.engine.bytesOf(items[0]),
			await bytesOf(first, JSON.parse(JSON.stringify(body))),
			await bytesOf(second, JSON.parse(JSON.stringify(body))),
		];
		const [whole, ...alone] = await decoded(files);
		const { rate, sound } = whole!;
		const frame = format === 'mp3' ? 1152 / rate : 0.02;
		const [one, two] = alone.map((part) => part.sound.length / rate) as [number, number];
		expect(items[0]!.json.seconds).toBeCloseTo(1 + one + 1.5 + two + 2, 1);
		expect(sound.length / rate).toBeCloseTo(Number(items[0]!.json.seconds), 1);
		// An MP3 has silence of its own at its ends: what its encoder delays.
		const own = alone.map((part) => quietEnds(part.sound, rate));
		const found = silencesIn(sound, rate);
		const wanted = [1 + own[0]!.before, own[0]!.after + 1.5 + own[1]!.before, own[1]!.after + 2];
		expect(found).toHaveLength(3);
		for (const [at, { seconds }] of found.entries()) expect(Math.abs(seconds - wanted[at]!)).toBeLessThanOrEqual(frame);
	});

	test('is one file in the store beside its parts', async () => {
		const before = await on.storedFiles();
		await speak({ format: 'mp3' }, on);
		expect((await on.storedFiles()) - before).toBe(on === inMemory ? 0 : 3);
	});
});

describe('a text in one part with silence around it', () => {
	test.each([
		['muLaw', 0, 1, 0xff],
		['aLaw', 0, 1, 0xd5],
		['muLawWav', 58, 1, 0xff],
		['aLawWav', 58, 1, 0xd5],
		['wav', 44, 2, 0],
	])('for phones: %s', async (phoneEncoding, header, width, silent) => {
		const alone = await speak({ text: first, format: 'phone', phoneEncoding });
		const sound = (await stage.engine.bytesOf(alone.items[0])).subarray(header);
		const timing = { silenceBefore: 0.5, silenceAfter: 0.1 };
		const { items, error } = await speak({ text: first, format: 'phone', phoneEncoding, timing });
		expect(error).toBeUndefined();
		const bytes = await stage.engine.bytesOf(items[0]);
		const [before, after] = [0.5, 0.1].map((seconds) => Buffer.alloc(seconds * 8_000 * width, silent));
		expect(bytes.subarray(header).equals(Buffer.concat([before!, sound, after!]))).toBe(true);
		if (header) expect(bytes.readUInt32LE(header - 4)).toBe(bytes.length - header);
		expect(items[0]!.json).not.toHaveProperty('parts');
		expect(items[0]!.json).toMatchObject({ textBytes: first.length, bytes: bytes.length });
		expect(await textsSpoken()).toEqual([first, first]);
	});

	test.each(['wav', 'mp3', 'opus'])(
		'is the same request and the same bytes as ever where it is 0: %s',
		async (format) => {
			const plain = await speak({ text: first, format });
			const zero = await speak({
				text: first,
				format,
				timing: { silenceBefore: 0, silenceAfter: '0', trimSilence: false },
			});
			expect(await stage.engine.bytesOf(zero.items[0])).toEqual(await stage.engine.bytesOf(plain.items[0]));
			expect(zero.items[0]!.json.fingerprint).toBe(plain.items[0]!.json.fingerprint);
			const bodies = (await stage.sandbox.requests()).map(({ body }) => body);
			expect(bodies[1]).toEqual(bodies[0]);
		},
	);

	test('counts in the fingerprint', async () => {
		const timings = [{}, { silenceBefore: 1 }, { silenceAfter: 1 }, { silenceBefore: 2 }, { trimSilence: true }];
		const runs = await Promise.all(timings.map((timing) => speak({ text: first, format: 'wav', timing })));
		const fingerprints = runs.map(({ items }) => items[0]!.json.fingerprint);
		expect(new Set(fingerprints).size).toBe(timings.length);
		await stage.sandbox.clearRequests();
		const again = await speak({
			text: first,
			format: 'wav',
			timing: { silenceBefore: 1 },
			checks: { previousFingerprint: String(fingerprints[1]) },
		});
		expect(again.outputs.map((items) => items.length)).toEqual([0, 1]);
		expect(await stage.sandbox.requests()).toEqual([]);
	});
});

interface Word {
	text: string;
	start: number;
	end: number;
	speaker?: string;
}

const wordsOf = ({ items }: NodeRun): Word[] => items[0]!.json.words as unknown as Word[];

describe('captions and words', () => {
	test.each(['mp3', 'wav', 'opus'])('move along with the silence: %s', async (format) => {
		const text = `${first} [pause 2s] ${second}`;
		const given = { format, captions: 'srt', options: { includeWords: true } };
		const [one, two] = [await speak({ ...given, text: first }), await speak({ ...given, text: second })];
		const run = await speak({ ...given, text, timing: { silenceBefore: 1.5, silenceAfter: 3 } });
		expect(run.error).toBeUndefined();
		const words = wordsOf(run);
		expect(words.map((word) => word.text).join(' ')).toBe(`${first} ${second}`);
		const frame = { wav: 0.001, mp3: 0.02, opus: 0.02 }[format]!;
		const shift = 1.5 + Number(one.items[0]!.json.seconds) + 2;
		const expected = [
			...wordsOf(one).map(({ start }) => 1.5 + start),
			...wordsOf(two).map(({ start }) => shift + start),
		];
		for (const [at, { start }] of words.entries()) expect(Math.abs(start - expected[at]!)).toBeLessThan(frame + 0.001);
		const srt = (await stage.engine.bytesOf(run.items[0], 'data_srt')).toString();
		const starts = [...srt.matchAll(/(\d\d):(\d\d):(\d\d),(\d{3}) -->/g)].map(
			([, , minutes, seconds, ms]) => Number(minutes) * 60 + Number(seconds) + Number(ms) / 1000,
		);
		expect(srt).not.toMatch(/pause|\[/);
		expect(starts).toHaveLength(2);
		expect(starts[0]).toBeCloseTo(words[0]!.start, 2);
		expect(starts[1]).toBeCloseTo(words[first.split(' ').length]!.start, 2);
	});
});

test('a dialogue says again who speaks after a pause', async () => {
	const { ids } = await stage.sandbox.seedVoices({ count: 2 });
	const speaker = ids.map((id, at) => ({ name: ['Anna', 'Ben'][at]!, voice: { __rl: true, mode: 'id', value: id } }));
	const text = `[pause 250ms]\nAnna: ${first} [pause 1s] ${second}\n<break time="500ms"/>\nBen: Yes. [pause 2s]`;
	const run = await speak({
		text,
		voiceSource: 'speakers',
		speakers: { speaker },
		format: 'pcm',
		sound: { sampleRate: 8_000 },
		options: { includeWords: true },
	});
	expect(run.error).toBeUndefined();
	const texts = [`<|speaker:0|>${first}`, `<|speaker:0|>${second}`, '<|speaker:1|>Yes.'];
	expect(await textsSpoken()).toEqual([...texts].sort());
	const bodies = (await stage.sandbox.requests()).map(({ body }) => body);
	expect(bodies.map((body) => body!.reference_id)).toEqual([ids, ids, ids]);
	const parts = await Promise.all(
		texts.map((one) => bytesOf(one, { format: 'pcm', sample_rate: 8_000, reference_id: ids })),
	);
	const between = [0.25, 1, 0.5].map((seconds) => silence(seconds, 8_000));
	const sound = Buffer.concat([...parts.flatMap((part, at) => [between[at]!, part]), silence(2, 8_000)]);
	expect((await stage.engine.bytesOf(run.items[0])).equals(sound)).toBe(true);
	expect(new Set(wordsOf(run).map(({ speaker: name }) => name))).toEqual(new Set(['Anna', 'Ben']));
	expect(run.items[0]!.json).toMatchObject({ parts: 3, textBytes: texts.join('').length });
});

test.each([
	['s1', `(happy) ${first} [pause 1s] (break) ${second}`, [`(break) ${second}`, `(happy) ${first}`]],
	['drama-3', `<soft>${first} [pause 1s] ${second}</soft>`, [`<soft> ${second}</soft>`, `<soft>${first} </soft>`]],
])('with %s, too', async (model, text, texts) => {
	const { items, error } = await speak({ text, model, format: 'wav', sound: { sampleRate: 8_000 } });
	expect(error).toBeUndefined();
	expect(await textsSpoken()).toEqual(texts);
	expect(items[0]!.json).toMatchObject({ parts: 2 });
});

/** Values of 8 kHz with silence at both ends: 0.6 s, with a little noise, and 0.9 s. */
const quietly = Buffer.concat([
	silence(0.6, 8_000).fill(Buffer.from([20, 0])),
	pcm(8_000, 0.5),
	silence(0.9, 8_000).fill(Buffer.from([0xec, 0xff])),
]);

/** A server that speaks so, and heard one word in the middle. */
async function startQuietServer() {
	const wav = Buffer.concat([wavHeader({ sampleRate: 8_000, encoding: 'pcm16' }), quietly]);
	const event = {
		audio_base64: wav.toString('base64'),
		content: 'Hello.',
		alignment: { segments: [{ text: 'Hello', start: 0.65, end: 1 }] },
		chunk_seq: 0,
		chunk_audio_offset_sec: 0,
	};
	const server = createServer((request, response) => {
		request.resume();
		response.writeHead(200, { 'content-type': 'text/event-stream' }).end(`data: ${JSON.stringify(event)}\n\n`);
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const engine = await startEngine({ credential: { apiKey: 'key', baseUrl: `http://127.0.0.1:${port}` } });
	const stop = async (): Promise<void> => {
		await engine.stop();
		server.close();
		await once(server, 'close');
	};
	return { engine, stop };
}

describe('silence at the ends of the speech', () => {
	let quiet: Awaited<ReturnType<typeof startQuietServer>>;
	beforeAll(async () => {
		quiet = await startQuietServer();
	});
	afterAll(async () => await quiet.stop());

	// The tone begins and ends a few values later, at a passage through zero.
	const values = Array.from({ length: quietly.length / 2 }, (_, at) => Math.abs(quietly.readInt16LE(at * 2)));
	const from = values.findIndex((value) => value >= 65) - 400;
	const to = values.findLastIndex((value) => value >= 65) + 401;

	test.each([
		['wav', 'one part', 'Hello.', { sampleRate: 8_000 }],
		['pcm', 'one part', 'Hello.', { sampleRate: 8_000 }],
		['phone', 'one part', 'Hello.', {}],
		['wav', 'several', 'Hello. [pause 250ms] Hello. [pause 500ms] Hello.', { sampleRate: 8_000 }],
	])('is cut but for 50 ms, and words move along: %s in %s', async (format, _, text, rates) => {
		const { items, error } = await quiet.engine.runNode('speak', {
			text: `[pause 250ms] ${text}`,
			voice: anyVoice,
			format,
			sound: rates,
			options: { includeWords: true },
			timing: { trimSilence: true, silenceBefore: 0.5, silenceAfter: 1 },
		});
		expect(error).toBeUndefined();
		const sounds =
			text === 'Hello.'
				? [quietly.subarray(from * 2, to * 2)]
				: [
						quietly.subarray(from * 2),
						silence(0.25, 8_000),
						quietly,
						silence(0.5, 8_000),
						// Silence inside of the text is its own.
						quietly.subarray(0, to * 2),
					];
		const sound = Buffer.concat([silence(0.75, 8_000), ...sounds, silence(1, 8_000)]);
		const header = format === 'pcm' ? 0 : 44;
		const bytes = await quiet.engine.bytesOf(items[0]);
		expect(bytes.subarray(header).equals(sound)).toBe(true);
		if (header) expect([bytes.readUInt32LE(4), bytes.readUInt32LE(40)]).toEqual([bytes.length - 8, sound.length]);
		expect(items[0]!.json.seconds).toBeCloseTo(sound.length / 16_000, 3);
		const cut = from / 8_000;
		const starts = [0, 2 - cut + 0.25, 4 - cut + 0.75].slice(0, text === 'Hello.' ? 1 : 3);
		const words = items[0]!.json.words as unknown as Word[];
		expect(words.map(({ start }) => start)).toEqual(
			starts.map((start, at) => expect.closeTo(0.75 + start + 0.65 - (at === 0 ? cut : 0), 2)),
		);
	});

	test.each([
		['mp3', 'MP3'],
		['opus', 'Opus'],
	])('is not cut in %s, and nothing is sent', async (format, label) => {
		const { error } = await speak({ format, timing: { trimSilence: true } });
		expect(error).toMatchObject({
			message: `'Trim Silence' is not available for ${label} [item 0]`,
			description: expect.stringContaining('Choose WAV, PCM or Phone'),
		});
		expect(await stage.sandbox.requests()).toEqual([]);
	});
});

describe('what cannot be made is refused, and nothing is sent', () => {
	test.each<[string, INodeParameters, string, string]>([
		[
			'no length',
			{ text: 'A [pause ms] b' },
			"'Text' has a pause whose length cannot be read: '[pause ms]'",
			'[pause 500ms]',
		],
		[
			'no unit',
			{ text: 'A [pause 2] b' },
			"'Text' has a pause whose length cannot be read: '[pause 2]'",
			'[pause 500ms]',
		],
		[
			'no time',
			{ text: 'A <break time="soon"/> b' },
			`'Text' has a pause whose length cannot be read: '<break time="soon"/>'`,
			'[pause] alone',
		],
		['a length of 0', { text: 'A [pause 0s] b' }, "'Text' has the pause '[pause 0s]', which is out of range", 'to 60s'],
		['too long', { text: 'A [pause 61s] b' }, "'Text' has the pause '[pause 61s]', which is out of range", 'to 60s'],
		[
			'too many',
			{ text: `A ${'[pause 60s]'.repeat(61)} b` },
			"The pauses in 'Text' last 61 minutes together, and at most 60 are made",
			'Shorten them',
		],
		['pauses alone', { text: '[pause 1s] [pause 2s]' }, "'Text' has nothing that can be spoken", 'cues or pauses'],
		[
			'pauses and cues alone',
			{ text: '[happy] <break time="1s"/>' },
			"'Text' has nothing that can be spoken",
			'Add words',
		],
		[
			'too much before',
			{ timing: { silenceBefore: 60.5 } },
			"'Silence Before (Seconds)' is 60.5, which is out of range",
			'from 0 to 60',
		],
		[
			'less than none',
			{ timing: { silenceAfter: -1 } },
			"'Silence After (Seconds)' is -1, which is out of range",
			'from 0 to 60',
		],
		['no number', { timing: { silenceAfter: '1s' } }, "'Silence After (Seconds)' cannot be '1s'", 'without a unit'],
	])('%s', async (_, parameters, message, advice) => {
		const { error } = await speak({ format: 'wav', ...parameters });
		expect(error).toMatchObject({
			message: `${message} [item 0]`,
			description: expect.stringContaining(advice),
		});
		expect(await stage.sandbox.requests()).toEqual([]);
	});
});

test('a part that fails for good costs the other items nothing', async () => {
	await stage.sandbox.fault({ match: { text: 'hold the line' }, fault: { kind: 'status', status: 400 }, times: 9 });
	const items = [first, `${first} [pause 1s] ${second} [pause 1s] Bye.`, `Hello. [pause 1s] ${first}`].map((text) => ({
		json: { text },
	}));
	const { items: done } = await stage.engine.runNode(
		'speak',
		{ text: '={{ $json.text }}', voice: anyVoice, format: 'wav', sound: { sampleRate: 8_000 } },
		items,
		{ onError: 'continueRegularOutput' },
	);
	expect(done.map(({ json }) => (json.error ? 'failed' : (json.parts ?? 1)))).toEqual([1, 'failed', 2]);
	expect(done[1]!.json.error).toContain("(in part 2 of the 3 that 'Text' was spoken in)");
	expect(done[1]!.json.error).not.toContain('undefined');
});

test('a part that is cut on its way is spoken again alone', async () => {
	await stage.sandbox.fault({ match: { text: 'hold the line' }, fault: { kind: 'cut', afterBytes: 2_001 } });
	const { items, error } = await speak({ format: 'phone', timing: { trimSilence: true } });
	expect(error).toBeUndefined();
	expect(await textsSpoken()).toEqual([second, second, first]);
	const whole = await stage.engine.bytesOf(items[0]);
	await stage.sandbox.clearRequests();
	const again = await speak({ format: 'phone', timing: { trimSilence: true } });
	expect(whole.equals(await stage.engine.bytesOf(again.items[0]))).toBe(true);
});

test('pauses give no hint', async () => {
	expect(hintTextsOf(await speak({ format: 'wav' }))).toEqual([]);
	expect(hintTextsOf(await speak({ format: 'wav', text: first, timing: { silenceBefore: 1 } }))).toEqual([]);
});

test('a break without a time goes to the model, and a hint says so', async () => {
	const { items, error, run } = await speak({ text: `${first} <break strength="strong"/> ${second}`, format: 'wav' });
	expect(error).toBeUndefined();
	expect(items[0]!.json).not.toHaveProperty('parts');
	const hints = run.data.resultData.runData['Node']![0]!.hints ?? [];
	expect(hints.map(({ message }) => message).join()).toContain('such as &lt;break strength="strong"/&gt; [item 0]');
	expect(hints.map(({ message }) => message).join()).toContain('&lt;break time="500ms"/&gt;');
});
