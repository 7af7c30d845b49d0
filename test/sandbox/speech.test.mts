import { encode } from '@msgpack/msgpack';
import { startSandbox, type RunningSandbox } from '../support/sandbox.mts';
import { until } from '../support/until.mts';
import { callApi, createVoice, goodVoice, speakJson, wavOf } from './api.mts';
import { factsOf, loudnessOf, peakOf, pitchOf, samplesOf } from './sound.mts';

let sandbox: RunningSandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ trainingMs: 0 });
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.settings({ speech: 'espeak', latencyMs: 0, wholeAfter: 0 }));

const LINE = 'Hello Anna, your order number forty two has shipped and will arrive on Monday.';

const pcm = (request: object) => sandbox.ttsBytes({ text: LINE, format: 'pcm', sample_rate: 16000, ...request });

describe.each(['espeak', 'tone'])('formats, by %s', (speech) => {
	beforeEach(() => sandbox.settings({ speech }));

	test.each([
		['mp3', 32000, 'audio/mpeg', 'mp3'],
		['mp3', 44100, 'audio/mpeg', 'mp3'],
		['wav', 8000, 'audio/wav', 'pcm-s16'],
		['wav', 16000, 'audio/wav', 'pcm-s16'],
		['wav', 24000, 'audio/wav', 'pcm-s16'],
		['wav', 32000, 'audio/wav', 'pcm-s16'],
		['wav', 44100, 'audio/wav', 'pcm-s16'],
		['opus', 48000, 'audio/opus', 'opus'],
	])('%s at %i Hz can be decoded and lasts as long as its PCM', async (format, rate, type, codec) => {
		const answer = await speakJson(sandbox, { text: LINE, format, sample_rate: rate });
		expect([answer.status, answer.headers.get('content-type'), answer.headers.get('transfer-encoding')]).toEqual([
			200,
			type,
			'chunked',
		]);
		const facts = await factsOf(answer.bytes);
		expect(facts).toMatchObject({ rate, codec, channels: 1 });
		const raw = (await pcm({})).length / 2 / 16000;
		// MP3 consists of frames and has its encoder's delay.
		expect(Math.abs(facts.seconds - raw)).toBeLessThan(format === 'mp3' ? 0.12 : 0.01);
	});

	test.each([8000, 16000, 24000, 32000, 44100])('pcm at %i Hz has the right length', async (rate) => {
		const answer = await speakJson(sandbox, { text: LINE, format: 'pcm', sample_rate: rate });
		expect(answer.headers.get('content-type')).toBe('audio/pcm');
		expect(answer.bytes.length / 2 / rate).toBeCloseTo((await pcm({})).length / 2 / 16000, 2);
	});

	test('the same request gives the same bytes, and another text gives others', async () => {
		for (const format of ['mp3', 'wav', 'pcm', 'opus']) {
			const request = { text: LINE, format };
			const { bytes } = await speakJson(sandbox, request);
			const [again, other] = [
				await sandbox.ttsBytes(request),
				await sandbox.ttsBytes({ ...request, text: LINE.replace('two', 'ten') }),
			];
			expect(again.equals(bytes)).toBe(true);
			expect(other.equals(bytes)).toBe(false);
		}
	});

	test('speed changes the length, volume the loudness, and nothing clips', async () => {
		const [normal, fast, slow, quiet, loud] = await Promise.all(
			[{}, { speed: 2 }, { speed: 0.5 }, { volume: -6 }, { volume: 20 }].map((prosody) => pcm({ prosody })),
		);
		expect(fast!.length / normal!.length).toBeCloseTo(0.5, 1);
		expect(slow!.length / normal!.length).toBeGreaterThan(1.8);
		expect(20 * Math.log10(loudnessOf(samplesOf(quiet!)) / loudnessOf(samplesOf(normal!)))).toBeCloseTo(-6, 1);
		expect(loudnessOf(samplesOf(loud!))).toBeGreaterThan(1.5 * loudnessOf(samplesOf(normal!)));
		expect(peakOf(samplesOf(normal!))).toBeCloseTo(0.708, 1);
		expect(peakOf(samplesOf(loud!))).toBeLessThan(0.98);
	});
});

test('a sentence lasts as long as if a person spoke it', async () => {
	const seconds = (await pcm({})).length / 2 / 16000;
	expect(seconds).toBeGreaterThan(3);
	expect(seconds).toBeLessThan(7);
});

test('the requested bitrate is used', async () => {
	const bits = async (request: object) => {
		const bytes = await sandbox.ttsBytes({ text: LINE, ...request });
		return (bytes.length * 8) / (await factsOf(bytes)).seconds;
	};
	for (const mp3_bitrate of [64, 128, 192]) expect(await bits({ mp3_bitrate })).toBeCloseTo(mp3_bitrate * 1000, -3.5);
	const opus = await Promise.all(
		[24000, 32000, 48000, 64000].map((opus_bitrate) => bits({ format: 'opus', opus_bitrate })),
	);
	expect(opus).toEqual([...opus].sort((a, b) => a - b));
	expect(await bits({ format: 'opus', opus_bitrate: -1000 })).toBeGreaterThan(10_000);
});

test.each(['espeak', 'tone'])('a cloned voice keeps the pitch of its samples, by %s', async (speech) => {
	await sandbox.settings({ speech });
	const voices = [
		[90, 'low'],
		[220, 'high'],
	] as const;
	const pitches = await Promise.all(
		voices.map(async ([hertz, name]) => {
			const parts = [
				...goodVoice.filter(([field]) => field !== 'voices'),
				['voices', wavOf(hertz, 3), `${name}.wav`] as const,
			];
			const { json } = await createVoice(sandbox, parts.map((part) => [...part]) as never);
			return pitchOf(samplesOf(await pcm({ reference_id: json._id })), 16000);
		}),
	);
	expect(pitches[0]! / 90).toBeCloseTo(1, 0.8);
	expect(pitches[1]! / 220).toBeCloseTo(1, 0.8);
});

test('the pitch of mp3, opus and wav samples is recognized', async () => {
	const [low] = (await sandbox.seedVoices({ title: 'low' })).ids;
	await sandbox.patchVoice(low!, { pitchHz: 85 });
	for (const format of ['mp3', 'opus', 'wav']) {
		const sample = await sandbox.ttsBytes({ text: LINE, format, reference_id: low });
		const { json } = await createVoice(sandbox, [
			...goodVoice.filter(([name]) => name !== 'voices'),
			['voices', sample, `low.${format}`],
		]);
		const pitch = pitchOf(samplesOf(await pcm({ reference_id: json._id })), 16000);
		expect(Math.abs(pitch - 85)).toBeLessThan(15);
	}
});

test('an instant clone speaks at the pitch of its reference', async () => {
	const packed = (hertz: number) =>
		encode({
			text: LINE,
			format: 'pcm',
			sample_rate: 16000,
			references: [{ audio: new Uint8Array(wavOf(hertz, 2)), text: 'aaa' }],
		});
	const answer = await callApi(sandbox, 'POST', '/v1/tts', {
		headers: { 'content-type': 'application/msgpack' },
		body: new Uint8Array(packed(200)),
	});
	expect(answer.status).toBe(200);
	expect(Math.abs(pitchOf(samplesOf(answer.bytes), 16000) - 200)).toBeLessThan(25);
	expect((await sandbox.ttsBytes(packed(200))).equals(answer.bytes)).toBe(true);
	const logged = (await sandbox.requests()).at(-1)?.body;
	expect(logged.references[0]).toEqual({
		audio: { bytes: wavOf(200, 2).length, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
		text: 'aaa',
	});
});

test('two speakers speak one after the other', async () => {
	const { ids } = await sandbox.seedVoices({ count: 2 });
	await sandbox.patchVoice(ids[0]!, { pitchHz: 85 });
	await sandbox.patchVoice(ids[1]!, { pitchHz: 230 });
	const spoken = samplesOf(await pcm({ text: `<|speaker:0|>${LINE}<|speaker:1|>${LINE}`, reference_id: ids }));
	const half = Math.floor(spoken.length / 2);
	expect(pitchOf(spoken.subarray(0, half), 16000)).toBeLessThan(120);
	expect(pitchOf(spoken.subarray(half), 16000)).toBeGreaterThan(190);
});

test('cues are silent, symbols are spoken, and a text of cues alone has sound', async () => {
	const plain = await pcm({ text: 'Hello there.' });
	expect((await pcm({ text: '[happy] Hello there.' })).equals(plain)).toBe(true);
	expect((await pcm({ text: 'Is a < b or c > d?' })).length).toBeGreaterThan(
		(await pcm({ text: 'Is a b or c d?' })).length,
	);
	expect((await pcm({ text: '[laughing]' })).length).toBeGreaterThan(0);
});

test.each(['Hi.', LINE.repeat(30)])('a WAV has a header of 44 bytes with placeholder sizes: %.10s', async (text) => {
	await sandbox.settings({ speech: 'tone' });
	const wav = await sandbox.ttsBytes({ text, format: 'wav', sample_rate: 16000 });
	expect(wav.toString('latin1', 0, 4) + wav.toString('latin1', 8, 16) + wav.toString('latin1', 36, 40)).toBe(
		'RIFFWAVEfmt data',
	);
	expect([wav.readUInt32LE(4), wav.readUInt32LE(40)]).toEqual([0xffffff24, 0xffffff00]);
	expect(wav.subarray(44).equals(await pcm({ text }))).toBe(true);
});

/** The times of the first and the last byte in ms, and the numbers of bytes and reads. */
async function timesOf(body: object): Promise<{ first: number; last: number; bytes: number; reads: number }> {
	const headers = { authorization: `Bearer ${sandbox.key}`, 'content-type': 'application/json' };
	const started = performance.now();
	const response = await fetch(`${sandbox.url}/v1/tts`, { method: 'POST', headers, body: JSON.stringify(body) });
	const seen = { first: 0, last: 0, bytes: 0, reads: 0 };
	for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
		seen.last = performance.now() - started;
		seen.first ||= seen.last;
		seen.bytes += chunk.length;
		seen.reads += 1;
	}
	return seen;
}

test('a long text comes at once, after a share of its length', async () => {
	await sandbox.settings({ speech: 'tone', wholeAfter: 0.4 });
	const { first, last, bytes } = await timesOf({ text: LINE.repeat(12), format: 'pcm', sample_rate: 8000 });
	const seconds = bytes / 2 / 8000;
	expect(seconds).toBeGreaterThan(1);
	expect(first).toBeGreaterThan(400 * seconds - 20);
	expect(last - first).toBeLessThan(200);
});

test('a short text streams: its first byte comes before its last sentence', async () => {
	await sandbox.settings({ wholeAfter: 0.4 });
	const { first, last } = await timesOf({
		text: 'One. Two. Three. Four. Five. Six. Seven. Eight. Nine. Ten. '.repeat(5),
		format: 'wav',
	});
	expect(first).toBeLessThan(last * 0.6);
});

test('other requests are served while a long text is spoken, and its client may leave', async () => {
	const stop = new AbortController();
	const headers = { authorization: `Bearer ${sandbox.key}`, 'content-type': 'application/json' };
	const body = JSON.stringify({ text: 'This is one sentence of very many. '.repeat(2860) });
	const long = fetch(`${sandbox.url}/v1/tts`, { method: 'POST', headers, body, signal: stop.signal });
	await until(async () => (await sandbox.stats()).inFlight === 1);
	expect((await speakJson(sandbox, { text: 'Hello.' })).status).toBe(200);
	stop.abort();
	await expect(long).rejects.toThrow();
	await until(async () => (await sandbox.stats()).inFlight === 0);
});

test('100,000 characters can be spoken', async () => {
	await sandbox.settings({ speech: 'tone' });
	const { bytes } = await speakJson(sandbox, {
		text: 'This is one sentence of very many. '.repeat(2860),
		format: 'pcm',
		sample_rate: 8000,
	});
	expect(bytes.length / 16_000).toBeGreaterThan(100);
});

test('the answer comes after the set latency', async () => {
	await sandbox.settings({ speech: 'tone', latencyMs: 120 });
	const started = performance.now();
	await speakJson(sandbox, { text: 'Hello.' });
	expect(performance.now() - started).toBeGreaterThanOrEqual(119);
});
