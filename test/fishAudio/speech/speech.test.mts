import { decode } from '@msgpack/msgpack';
import fc from 'fast-check';

import type { Spoken } from '../../../fishAudio/speech/speech.ts';
import type { SpeechRequest } from '../../../fishAudio/speech/speechRequest.ts';
import { audio, broken, failure, plain, status, type Answer } from '../../support/scripted/answers.mts';
import { file, voice } from '../../support/scripted/inputs.mts';
import { inPieces } from '../../support/scripted/pieces.mts';
import { failureOf, rig, type Rig } from '../../support/scripted/rig.mts';
import { mp3, opusPages, pcm, wav } from '../../support/sounds.mts';

const hello: SpeechRequest = { text: 'Hello', model: 's2.1-pro', format: 'wav' };
const spoken = wav({ seconds: 1 });

/** A store that keeps every attempt's bytes, also those of failed ones. */
function shelf() {
	const attempts: Buffer[] = [];
	const store = async (stream: AsyncIterable<Uint8Array>): Promise<Buffer> => {
		const number = attempts.push(Buffer.alloc(0)) - 1;
		for await (const chunk of stream) attempts[number] = Buffer.concat([attempts[number]!, chunk]);
		return attempts[number]!;
	};
	return { attempts, store };
}

async function say(r: Rig, over: Partial<SpeechRequest> = {}): Promise<Spoken<Buffer>> {
	return await r.client.speech.speak({ ...hello, ...over }, shelf().store);
}

describe('what is sent', () => {
	const sent = async (over: Partial<SpeechRequest>, answer: Answer = audio(spoken)) => {
		const r = rig([answer]);
		await say(r, over).catch(() => undefined);
		expect(r.asked()).toEqual(['POST /v1/tts']);
		return r.requests[0]!;
	};

	it('is only text and format if nothing else is set, with the model in a header', async () => {
		const { bytes, headers } = await sent({});
		expect(bytes?.toString()).toBe('{"text":"Hello","format":"wav"}');
		expect(headers).toEqual({ 'content-type': 'application/json', model: 's2.1-pro', 'accept-encoding': 'identity' });
	});

	it("is everything that is set, in the API's names", async () => {
		const { json } = await sent({
			text: 'Grüße [happy] 声音',
			format: 'mp3',
			voiceId: voice()._id,
			sampleRate: 32_000,
			mp3Bitrate: 192,
			opusBitrate: -1000,
			speed: 1.25,
			volume: -3,
			normalizeLoudness: false,
			latency: 'low',
			temperature: 0,
			topP: 0.5,
			chunkLength: 200,
			normalize: false,
			repetitionPenalty: 1.2,
		});
		expect(json).toEqual({
			text: 'Grüße [happy] 声音',
			format: 'mp3',
			reference_id: voice()._id,
			sample_rate: 32_000,
			mp3_bitrate: 192,
			opus_bitrate: -1000,
			prosody: { speed: 1.25, volume: -3, normalize_loudness: false },
			latency: 'low',
			temperature: 0,
			top_p: 0.5,
			chunk_length: 200,
			normalize: false,
			repetition_penalty: 1.2,
		});
	});

	it('has only the prosody that is set', async () => {
		expect((await sent({ volume: 0 })).json).toEqual({ text: 'Hello', format: 'wav', prosody: { volume: 0 } });
	});

	it.each(['s2.1-pro', 's2.1-pro-free', 's2-pro', 's1'] as const)('names the model %s', async (model) => {
		expect((await sent({ model })).headers.model).toBe(model);
	});

	it('is MessagePack if there are samples', async () => {
		const noise = Buffer.from([0, 1, 2, 253, 254, 255]);
		const { bytes, headers } = await sent({
			samples: [
				{ file: file(noise), transcript: 'eins' },
				{ file: file('second sample'), transcript: 'zwei' },
			],
			speed: 1.5,
		});
		expect(headers).toEqual({
			'content-type': 'application/msgpack',
			model: 's2.1-pro',
			'accept-encoding': 'identity',
		});
		expect(decode(bytes!)).toEqual({
			text: 'Hello',
			format: 'wav',
			prosody: { speed: 1.5 },
			references: [
				{ audio: new Uint8Array(noise), text: 'eins' },
				{ audio: new Uint8Array(Buffer.from('second sample')), text: 'zwei' },
			],
		});
	});

	it('is nothing on bad input', async () => {
		const r = rig([audio(spoken)]);
		for (const bad of [{ text: '' }, { sampleRate: 1 }, { speed: 9 }, { samples: [] }]) {
			expect((await failureOf(say(r, bad))).kind).toBe('input');
		}
		expect(r.requests).toEqual([]);
	});

	it('opens the samples again for each attempt, and holds none of them', async () => {
		const sample = file('the sample');
		const r = rig([status(500), audio(spoken)]);
		await say(r, { samples: [{ file: sample, transcript: '' }] });
		expect(sample.opened).toBe(2);
		for (const { bytes, body } of r.requests) {
			expect(decode(bytes!)).toEqual({
				text: 'Hello',
				format: 'wav',
				references: [{ audio: new Uint8Array(Buffer.from('the sample')), text: '' }],
			});
			expect(body).toBeInstanceOf(File);
		}
	});

	it('fails if a sample cannot be read, and a bug stays a bug', async () => {
		const r = rig([audio(spoken)]);
		const gone = new Error('The file is gone');
		const open = (): AsyncGenerator<Uint8Array> => {
			throw gone;
		};
		await expect(say(r, { samples: [{ file: { ...file('x'), open }, transcript: 'x' }] })).rejects.toBe(gone);
		expect(r.requests.length).toBeLessThanOrEqual(1);
	});
});

describe('the result', () => {
	it('is what was stored, with its facts', async () => {
		const r = rig([audio(inPieces(spoken, 500))]);
		const { stored, ...facts } = await say(r, { sampleRate: 8000 });
		expect(stored.equals(spoken)).toBe(true);
		expect(facts).toEqual({
			bytes: spoken.length,
			head: spoken.subarray(0, 4096),
			seconds: 1,
			sampleRate: 8000,
			timed: undefined,
		});
	});

	it('has the seconds of each format', async () => {
		const of = async (format: SpeechRequest['format'], bytes: Buffer, sampleRate?: number) =>
			await say(rig([audio(inPieces(bytes, 999))]), { format, ...(sampleRate !== undefined && { sampleRate }) });
		expect((await of('pcm', pcm(16_000, 2), 16_000)).seconds).toBe(2);
		expect((await of('mp3', await mp3(44_100, 128, 2))).seconds).toBeCloseTo(2.05, 1);
		expect((await of('opus', Buffer.concat(opusPages(2)))).seconds).toBeCloseTo(2, 1);
	});

	it('is only the audio of the successful attempt', async () => {
		const kept = shelf();
		const other = wav({ rate: 16_000, seconds: 1 });
		const r = rig([broken(audio(inPieces(other, 1000)), 5), audio(inPieces(spoken, 1000))]);
		const { stored, bytes } = await r.client.speech.speak(hello, kept.store);
		expect(kept.attempts.map(({ length }) => length)).toEqual([5000, spoken.length]);
		expect(stored.equals(spoken)).toBe(true);
		expect(bytes).toBe(spoken.length);
	});
});

describe('an incomplete answer', () => {
	const pages = opusPages(1.5);
	const ogg = Buffer.concat(pages);
	const cases: Array<[string, SpeechRequest['format'], () => Promise<Answer> | Answer]> = [
		['an empty body', 'mp3', () => audio([])],
		['less than its Content-Length', 'pcm', () => audio(pcm(8000, 1), { 'content-length': '16002' })],
		['a WAV short of its header', 'wav', () => audio(spoken.subarray(0, -2))],
		['a WAV without its sound', 'wav', () => audio(spoken.subarray(0, 44))],
		['a WAV cut in its header', 'wav', () => audio(spoken.subarray(0, 30))],
		['an MP3 cut inside a frame', 'mp3', async () => audio((await mp3(44_100, 128, 1)).subarray(0, -100))],
		['an MP3 cut inside a frame header', 'mp3', async () => audio((await mp3(44_100, 128, 1)).subarray(0, 417 + 2))],
		['an Ogg cut inside a page', 'opus', () => audio(ogg.subarray(0, -100))],
		[
			'an Ogg cut inside the head of a page',
			'opus',
			() => audio(ogg.subarray(0, ogg.length - pages.at(-1)!.length + 30)),
		],
		['half a sample', 'pcm', () => audio(pcm(8000, 1).subarray(0, -1))],
		['a broken connection', 'wav', () => broken(audio(inPieces(spoken, 100)), 50)],
		['a broken connection before any byte', 'wav', () => broken(audio(spoken), 0)],
	];
	it.each(cases)('%s: is requested again', async (_, format, first) => {
		const whole =
			format === 'wav' ? spoken : format === 'pcm' ? pcm(8000, 1) : format === 'opus' ? ogg : await mp3(44_100, 128, 1);
		const r = rig([await first(), audio(whole)]);
		expect((await say(r, { format })).stored.equals(whole)).toBe(true);
		expect(r.requests).toHaveLength(2);
	});

	it('is reported if it comes again', async () => {
		const r = rig([audio(spoken.subarray(0, -2))]);
		const error = await failureOf(say(r));
		expect(error.kind).toBe('incomplete');
		expect(error.message).toBe(`The audio of Fish Audio ended after ${spoken.length - 2} of ${spoken.length} bytes`);
		expect(r.requests).toHaveLength(2);
	});

	it('with placeholder sizes is complete', async () => {
		const endless = wav({ seconds: 1, riffSize: 4294967076, dataSize: 4294967040 });
		const r = rig([audio(inPieces(endless, 999))]);
		expect((await say(r)).seconds).toBe(1);
		expect(r.requests).toHaveLength(1);
	});

	it('is not measured by the length of its compressed form', async () => {
		const r = rig([audio(spoken, { 'content-length': '999999', 'content-encoding': 'gzip' })]);
		expect((await say(r)).bytes).toBe(spoken.length);
	});
});

it('an answer that does not end is stopped at 2 GB, and not requested again', async () => {
	const piece = Buffer.alloc(64 * 1024 * 1024, 1);
	const begun = wav({ seconds: 1, riffSize: 4294967076, dataSize: 4294967040 });
	const r = rig([audio([begun, ...Array<Buffer>(100).fill(piece)])]);
	let taken = 0;
	const speaking = r.client.speech.speak({ text: 'Hello', model: 's1', format: 'wav' }, async (stream) => {
		for await (const chunk of stream) taken += chunk.length;
	});
	const error = await failureOf(speaking);
	expect(error.message).toBe('The audio of Fish Audio does not end: it is over 2 GB');
	expect(taken).toBeLessThanOrEqual(2 * 1024 ** 3);
	expect(r.requests).toHaveLength(1);
});

describe('an answer that is not audio', () => {
	it.each([
		['HTML', plain('<!doctype html><html>Sign in</html>', 200, { 'content-type': 'text/html' })],
		['HTML called audio', plain('<!doctype html><html>Sign in</html>', 200, { 'content-type': 'audio/mpeg' })],
		['JSON', plain('{"message":"ok"}', 200, { 'content-type': 'application/json' })],
		['JSON of no type', plain('{"status":400,"message":"no"}')],
		['text', plain('upstream connect error')],
	])('%s with 200 is never stored, not repeated, and closed', async (_, answer) => {
		for (const format of ['mp3', 'wav', 'opus', 'pcm'] as const) {
			const kept = shelf();
			const r = rig([{ ...answer, chunks: inPieces(answer.chunks[0]!, 5) }]);
			const error = await failureOf(r.client.speech.speak({ ...hello, format }, kept.store));
			expect(error.kind).toBe('badAnswer');
			expect(r.requests).toHaveLength(1);
			expect(Buffer.concat(kept.attempts)).toHaveLength(0);
			expect(r.inFlight()).toBe(0);
		}
	});
});

describe('an answer of an API that fails', () => {
	it.each([429, 500, 503])('is requested again after %i', async (code) => {
		const r = rig([status(code), audio(spoken)]);
		await say(r);
		expect(r.requests).toHaveLength(2);
	});

	it.each([400, 401, 402, 403, 404, 422])('is not requested again after %i', async (code) => {
		const r = rig([status(code)]);
		expect((await failureOf(say(r))).facts.status).toBe(code);
		expect(r.requests).toHaveLength(1);
	});

	it.each(['unreachable', 'disconnected', 'timeout'] as const)('is requested again when %s', async (kind) => {
		const r = rig([failure(kind), audio(spoken)]);
		await say(r);
		expect(r.requests).toHaveLength(2);
	});
});

describe('a failing store', () => {
	const full = new Error('ENOSPC: no space left on device');

	it('is not a failure of the API: nothing is repeated, because that would be billed', async () => {
		const r = rig([audio(inPieces(spoken, 100))]);
		const store = async (stream: AsyncIterable<Uint8Array>): Promise<void> => {
			for await (const chunk of stream) {
				void chunk;
				throw full;
			}
		};
		await expect(r.client.speech.speak(hello, store)).rejects.toBe(full);
		expect(r.requests).toHaveLength(1);
		expect(r.requests[0]?.answerBody).toBe('left');
	});

	it('that never begins to read leaves no answer open', async () => {
		const r = rig([audio(inPieces(spoken, 100))]);
		await expect(r.client.speech.speak(hello, async () => await Promise.reject(full))).rejects.toBe(full);
		expect(r.inFlight()).toBe(0);
	});

	it('may wrap the error of the stream: the original error counts, and the request is repeated', async () => {
		const r = rig([audio(spoken.subarray(0, -2)), audio(spoken)]);
		const kept = shelf();
		const wrapping = async (stream: AsyncIterable<Uint8Array>): Promise<Buffer> =>
			await kept.store(stream).catch((cause: unknown) => Promise.reject(new Error('Could not be stored', { cause })));
		expect((await r.client.speech.speak(hello, wrapping)).stored.equals(spoken)).toBe(true);
	});

	it('that hides an error does not give audio', async () => {
		const r = rig([audio(spoken.subarray(0, -2))], { maxTries: 2 });
		const kept = shelf();
		const swallowing = async (stream: AsyncIterable<Uint8Array>): Promise<void> =>
			void (await kept.store(stream).catch(() => undefined));
		expect((await failureOf(r.client.speech.speak(hello, swallowing))).kind).toBe('incomplete');
	});

	it('that does not read to the end does not give audio', async () => {
		const r = rig([audio(inPieces(spoken, 100))], { maxTries: 2 });
		const lazy = async (stream: AsyncIterable<Uint8Array>): Promise<void> => {
			for await (const chunk of stream) if (chunk.length > 0) break;
		};
		expect((await failureOf(r.client.speech.speak(hello, lazy))).kind).toBe('incomplete');
	});
});

it('under random faults passes on only complete audio, and pays for at most one repeat of a text', async () => {
	const sound = await mp3(44_100, 64, 0.4);
	const kinds = ['busy', 'server', 'cut', 'broken', 'short', 'lost', 'fine'] as const;
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.constantFrom(...kinds), { maxLength: 12 }),
			fc.integer({ min: 1, max: 4 }),
			fc.integer({ min: 1, max: 900 }),
			async (faults, concurrency, size) => {
				const r = rig(
					({ number }) => {
						const fault = faults[number - 1] ?? 'fine';
						if (fault === 'busy') return status(429);
						if (fault === 'server') return status(502);
						if (fault === 'lost') return failure('disconnected');
						if (fault === 'cut') return audio(inPieces(sound.subarray(0, sound.length - 50), size));
						if (fault === 'short')
							return audio(inPieces(sound.subarray(0, 208), size), { 'content-length': String(sound.length) });
						const whole = audio(inPieces(sound, size));
						return fault === 'broken' ? broken(whole, 2) : whole;
					},
					{ concurrency, maxTries: 20 },
				);
				const lines = await Promise.allSettled([1, 2, 3, 4].map(async () => await say(r, { format: 'mp3' })));
				for (const line of lines) {
					if (line.status === 'fulfilled') expect(line.value.stored.equals(sound)).toBe(true);
					else expect(line.reason).toMatchObject({ facts: { mayBeBilled: 2 } });
				}
				expect(r.mostInFlight()).toBeLessThanOrEqual(concurrency);
				expect(r.inFlight()).toBe(0);
			},
		),
		{ numRuns: 60 },
	);
});

it('holds only the first bytes of the audio', async () => {
	const { head } = await say(rig([audio([wav({ seconds: 60 })])]));
	expect(head).toHaveLength(4096);
	expect(head.buffer.byteLength).toBe(4096);
});

it('holds a complete longer WAV header, so that its sizes can be corrected', async () => {
	const long = wav({ seconds: 1, before: [{ name: 'LIST', content: Buffer.alloc(30_000, 65) }] });
	for (const size of [100, 4_096, 30_000, long.length]) {
		const { head } = await say(rig([audio(inPieces(long, size))]));
		expect(head.length).toBeGreaterThan(30_052);
		expect(head.length).toBeLessThanOrEqual(65_536);
		expect(Buffer.from(head).equals(long.subarray(0, head.length))).toBe(true);
	}
});

describe('a blank', () => {
	const text = 'Our summer sale starts today, so come and see us!';
	const blank = wav({ seconds: 0.02 });

	it('is requested once more, and replaced', async () => {
		const r = rig([audio(blank), audio(spoken)]);
		expect((await say(r, { text })).stored.equals(spoken)).toBe(true);
		expect(r.requests).toHaveLength(2);
	});

	it('that comes again is reported, with the requests that may have been billed', async () => {
		const r = rig([audio(blank)]);
		expect(await failureOf(say(r, { text }))).toMatchObject({
			kind: 'silent',
			message: expect.stringContaining('far too short for the text'),
			facts: { mayBeBilled: 2 },
		});
		expect(r.requests).toHaveLength(2);
	});

	it('is recognized by the spoken part of the text, and by its speed', async () => {
		const short = wav({ seconds: 0.1 });
		const judged = async (over: Partial<SpeechRequest>): Promise<string> =>
			await say(rig([audio(short)], { maxTries: 1 }), over).then(
				() => 'speech',
				() => 'blank',
			);
		expect(await judged({ text })).toBe('blank');
		expect(await judged({ text: `[${text}] Hi` })).toBe('speech');
		expect(await judged({ text: `<|phoneme_start|>${text.replaceAll(/[^a-z ]/gi, '')}<|phoneme_end|>` })).toBe(
			'speech',
		);
		expect(await judged({ text: text.slice(0, 28), speed: 1 })).toBe('blank');
		expect(await judged({ text: text.slice(0, 28), speed: 2 })).toBe('speech');
	});
});

it(
	'audio with another sample rate than requested is refused, and not requested again; without a requested rate, ' +
		'any rate is reported',
	async () => {
		const other = rig([audio(wav({ rate: 24_000, seconds: 1 }))]);
		expect(await failureOf(say(other, { sampleRate: 8_000 }))).toMatchObject({
			kind: 'badAnswer',
			message: 'The audio of Fish Audio has 24000 Hz instead of 8000 Hz',
		});
		expect(other.requests).toHaveLength(1);
		expect((await say(rig([audio(wav({ rate: 24_000, seconds: 1 }))]))).sampleRate).toBe(24_000);
	},
);
