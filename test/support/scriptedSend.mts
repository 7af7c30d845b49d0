import { createCalls, type Calls, type ClientOptions, type World } from '../../fishAudio/requests/calls.ts';
import { createCredit } from '../../fishAudio/account/credit.ts';
import { FishAudioError, type FailureKind } from '../../fishAudio/errors.ts';
import type { HttpAnswer, HttpRequest, Send } from '../../fishAudio/requests/http.ts';
import { createOwnVoices } from '../../fishAudio/voices/ownVoices.ts';
import { createSpeech } from '../../fishAudio/speech/speech.ts';
import { createTranscription } from '../../fishAudio/transcription/transcription.ts';
import type { SourceFile } from '../../fishAudio/requests/sourceFile.ts';
import type { Voice } from '../../fishAudio/voices/voice.ts';
import { createVoiceDesign } from '../../fishAudio/design/voiceDesign.ts';
import { createVoices } from '../../fishAudio/voices/voices.ts';

/** A clock that stands still during work and jumps to the next sleeper's time when there is none. */
export interface FakeClock {
	now(): number;
	sleep(milliseconds: number): Promise<void>;
	/** All waits, in the order they began. */
	waits: number[];
	/** The clock stands still until the work has settled. */
	hold<T>(work: Promise<T>): Promise<T>;
}

/** 2026-08-01T12:00:00Z */
export const noon = Date.UTC(2026, 7, 1, 12);

const turnOfTheLoop = async (): Promise<void> => await new Promise((done) => setImmediate(done));

export function createClock(from = noon): FakeClock {
	const sleepers: Array<{ at: number; wake: () => void }> = [];
	const waits: number[] = [];
	let time = from;
	let working = 0;
	let running = false;

	async function run(): Promise<void> {
		running = true;
		while (sleepers.length > 0) {
			await turnOfTheLoop();
			await turnOfTheLoop();
			if (working > 0) continue;
			sleepers.sort((a, b) => a.at - b.at);
			const next = sleepers.shift();
			if (!next) break;
			time = Math.max(time, next.at);
			next.wake();
		}
		running = false;
	}
	const waitUntil = async (at: number): Promise<void> =>
		await new Promise((wake) => {
			sleepers.push({ at, wake });
			if (!running) void run();
		});
	return {
		waits,
		now: () => time,
		sleep: async (milliseconds) => {
			waits.push(milliseconds);
			await waitUntil(time + milliseconds);
		},
		hold: async (work) => {
			working += 1;
			return await work.finally(() => (working -= 1));
		},
	};
}

/** One part of a form as it went over the wire. */
export interface SeenPart {
	name: string;
	value: string;
	fileName?: string;
	mimeType?: string;
}

/** A request as the transport saw it. */
export interface SeenRequest {
	/** From 1. */
	number: number;
	method: string;
	path: string;
	/** As it stands in an address, values repeated as the API takes them. */
	query: string;
	headers: Record<string, string>;
	timeout: number;
	/** Body as it goes over the wire; undefined for a form, or without one. */
	bytes: Buffer | undefined;
	/** The body parsed, where it is JSON. */
	json: unknown;
	/** Parts of the body, where it is a form. */
	parts: SeenPart[];
	/** The very body that was handed over. */
	body: unknown;
	/** Fake time. */
	startedAt: number;
	/** Fake time at which the answer's body was read to its end, left, or broke, or the request failed. */
	endedAt: number | undefined;
	/** How the reading of the answer's body ended. */
	answerBody: 'none' | 'untouched' | 'reading' | 'ended' | 'left' | 'broken';
}

/** An answer to be given. */
export interface Answer {
	status: number;
	headers: Record<string, string | undefined>;
	chunks: Uint8Array[];
	/** Thrown after the chunks. */
	failure?: Error;
	/** Fake milliseconds before the answer and before each chunk. */
	delay?: number;
	chunkDelay?: number;
}

type Given = Answer | Error;

/** Answers one request; what it throws or gives as an error is what the request fails with. */
export type Answerer = (request: SeenRequest, clock: FakeClock) => Given | Promise<Given>;

/** One answerer for all requests, or one answer after the other, of which the last is kept up. */
export type Script = Answerer | Array<Given | Answerer>;

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Answer => ({
	status,
	headers: { 'content-type': 'application/json', ...headers },
	chunks: [Buffer.from(JSON.stringify(body))],
});

export const plain = (text: string, status = 200, headers: Record<string, string> = {}): Answer => ({
	status,
	headers,
	chunks: [Buffer.from(text)],
});

export const audio = (chunks: Uint8Array | Uint8Array[], headers: Record<string, string> = {}): Answer => ({
	status: 200,
	headers,
	chunks: Array.isArray(chunks) ? chunks : [chunks],
});

export const status = (code: number, headers: Record<string, string> = {}): Answer =>
	json({ status: code, message: `status ${code}` }, code, headers);

export const failure = (kind: FailureKind): FishAudioError => new FishAudioError(kind, `scripted: ${kind}`);

/** The same answer, broken after a number of chunks. */
export const broken = (
	answer: Answer,
	after = answer.chunks.length,
	error: Error = failure('disconnected'),
): Answer => ({
	...answer,
	chunks: answer.chunks.slice(0, after),
	failure: error,
});

/** Bytes in pieces of these sizes, over and over. */
export function inPieces(bytes: Uint8Array, ...sizes: number[]): Uint8Array[] {
	const pieces: Uint8Array[] = [];
	for (let at = 0, turn = 0; at < bytes.length; turn++) {
		const size = Math.max(1, sizes[turn % sizes.length] ?? bytes.length);
		pieces.push(bytes.subarray(at, at + size));
		at += size;
	}
	return pieces;
}

export const voice = (fields: Record<string, unknown> = {}): Voice => ({
	_id: '0123456789abcdef0123456789abcdef',
	title: 'Anna',
	state: 'trained',
	visibility: 'private',
	samples: [],
	created_at: new Date(noon).toISOString(),
	...fields,
});

/** A file that counts how often it was opened. */
export function file(
	content: string | Uint8Array,
	name = 'a.wav',
	mimeType = 'audio/wav',
): SourceFile & { opened: number } {
	const bytes = Buffer.from(content);
	const made = {
		name,
		mimeType,
		size: bytes.length,
		opened: 0,
		async *open(): AsyncGenerator<Uint8Array> {
			made.opened += 1;
			yield* inPieces(bytes, 7);
		},
	};
	return made;
}

function queryText(query: HttpRequest['query']): string {
	const given = new URLSearchParams();
	for (const [name, value] of Object.entries(query ?? {})) {
		if (value === undefined) continue;
		for (const one of Array.isArray(value) ? value : [value]) given.append(name, String(one));
	}
	return given.toString();
}

/** As axios does it: by the stream of the file, whose failure is then heard. */
async function bytesOf(file: File): Promise<Buffer> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of file.stream()) chunks.push(chunk);
	const content = Buffer.concat(chunks);
	if (content.length !== file.size)
		throw new Error(`${file.name} is ${content.length} bytes long and says ${file.size}`);
	return content;
}

async function readBody(body: HttpRequest['body'], seen: SeenRequest): Promise<void> {
	if (body === undefined) return;
	if (body instanceof FormData) {
		for (const [name, value] of body) {
			if (typeof value === 'string') {
				seen.parts.push({ name, value });
				continue;
			}
			seen.parts.push({ name, value: (await bytesOf(value)).toString(), fileName: value.name, mimeType: value.type });
		}
		return;
	}
	if (body instanceof File) {
		seen.bytes = await bytesOf(body);
		return;
	}
	seen.bytes = body instanceof Uint8Array ? Buffer.from(body) : Buffer.from(JSON.stringify(body));
	const isJson = !(body instanceof Uint8Array) || seen.headers['content-type'] === 'application/json';
	if (isJson) seen.json = JSON.parse(seen.bytes.toString());
}

/** Builds a transport that answers from a script and keeps a log of what it was asked. */
export function createTransport(script: Script, clock: FakeClock = createClock()) {
	const requests: SeenRequest[] = [];
	let inFlight = 0;
	let mostInFlight = 0;

	const begin = (): void => {
		inFlight += 1;
		mostInFlight = Math.max(mostInFlight, inFlight);
	};
	const end = (seen: SeenRequest): void => {
		if (seen.endedAt !== undefined) return;
		seen.endedAt = clock.now();
		inFlight -= 1;
	};
	async function* chunksOf(answer: Answer): AsyncGenerator<Uint8Array> {
		for (const chunk of answer.chunks) {
			if (answer.chunkDelay !== undefined) await clock.sleep(answer.chunkDelay);
			yield chunk;
		}
		if (answer.failure) throw answer.failure;
	}
	/** By hand, for a body that is left before anybody began to read it is seen to be left, too. */
	const bodyOf = (answer: Answer, seen: SeenRequest): AsyncIterableIterator<Uint8Array> => {
		const chunks = chunksOf(answer);
		const over = (as: SeenRequest['answerBody']): void => {
			if (['untouched', 'reading'].includes(seen.answerBody)) seen.answerBody = as;
			end(seen);
		};
		return {
			[Symbol.asyncIterator]() {
				return this;
			},
			next: async () => {
				if (seen.answerBody === 'untouched') seen.answerBody = 'reading';
				const result = await chunks.next().catch((error: unknown) => {
					over('broken');
					return Promise.reject(error);
				});
				if (result.done) over('ended');
				return result;
			},
			return: async () => {
				over('left');
				return await chunks.return(undefined);
			},
		};
	};
	const next = async (seen: SeenRequest): Promise<Given> => {
		if (!Array.isArray(script)) return await script(seen, clock);
		const given = script[Math.min(seen.number, script.length) - 1];
		if (given === undefined) throw new Error('The script is empty');
		return typeof given === 'function' ? await given(seen, clock) : given;
	};
	const send: Send = async ({ method, path, query, headers, body, timeout }): Promise<HttpAnswer> => {
		const seen: SeenRequest = {
			number: requests.length + 1,
			method,
			path,
			query: queryText(query),
			headers: { ...headers },
			timeout,
			bytes: undefined,
			json: undefined,
			parts: [],
			body,
			startedAt: clock.now(),
			endedAt: undefined,
			answerBody: 'none',
		};
		requests.push(seen);
		begin();
		try {
			await clock.hold(readBody(body, seen));
			const given = await next(seen);
			if (given instanceof Error) throw given;
			if (given.delay !== undefined) await clock.sleep(given.delay);
			seen.answerBody = 'untouched';
			const stream = bodyOf(given, seen);
			return {
				status: given.status,
				headers: given.headers,
				body: stream,
				transform: (step) => step(stream),
				close: () => void stream[Symbol.asyncIterator]().return?.(),
			};
		} catch (error) {
			end(seen);
			throw error;
		}
	};
	return { send, clock, requests, inFlight: () => inFlight, mostInFlight: () => mostInFlight };
}

export type Transport = ReturnType<typeof createTransport>;

/** All parts of the client over one set of calls. */
function wholeClient(calls: Calls) {
	const voices = createVoices(calls);
	return {
		voices: { ...voices, ...createOwnVoices(calls, voices) },
		speech: createSpeech(calls),
		voiceDesign: createVoiceDesign(calls),
		transcription: createTranscription(calls),
		credit: createCredit(calls),
	};
}

export interface Rig extends Transport {
	client: ReturnType<typeof wholeClient>;
	world: World;
	/** `POST /model`, and so on, in order. */
	asked(): string[];
}

/** A client over a scripted transport and a fake clock, whose random numbers are all in the middle. */
export function rig(script: Script, options: Partial<ClientOptions> & { random?: () => number } = {}): Rig {
	const { random = () => 0.5, ...rest } = options;
	const transport = createTransport(script);
	const world = {
		send: transport.send,
		sleep: transport.clock.sleep,
		now: transport.clock.now,
		random,
		redact: (text: string) => text,
	};
	return {
		...transport,
		world,
		client: wholeClient(createCalls(world, { concurrency: 5, ...rest })),
		asked: () => transport.requests.map(({ method, path }) => `${method} ${path}`),
	};
}

/** The FishAudioError a promise rejects with. Fails if it is another error or none. */
export async function failureOf(work: Promise<unknown>): Promise<FishAudioError> {
	const outcome: unknown = await work.then(
		(value) => new Error(`It did not fail but gave ${JSON.stringify(value)}`),
		(error: unknown) => error,
	);
	if (outcome instanceof FishAudioError) return outcome;
	throw outcome;
}
