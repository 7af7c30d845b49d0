import { audioAnswer } from '../api/speech.mts';
import type { Route } from '../api/route.mts';
import { checkerFor, fieldsError, type Reference } from '../contract.mts';
import { ApiError, FieldsError, UnreadableRequest } from '../errors.mts';
import { json, bodyBytesOf, type Answer } from '../http/answer.mts';
import { readValue } from '../http/body.mts';
import { modelOf } from '../speech/models.mts';
import { pitchOfReference } from '../speech/referenceAudio.mts';
import { linesOf } from '../speech/script.mts';
import type { World } from '../world.mts';
import { bearerOf, type Service } from './service.mts';
import { stagedPitch } from './staged.mts';

interface Request {
	text: string;
	format?: 'wav' | 'pcm' | 'mp3' | 'opus';
	references?: Reference[];
	reference_id?: string | null;
}

const number = (minimum: number, maximum: number) => ({ type: 'number', minimum, maximum });

/** The request as the server's source reads it (2026-04). Other fields are silently ignored. */
const checkRequest = checkerFor<Request>({
	type: 'object',
	required: ['text'],
	properties: {
		text: { type: 'string' },
		chunk_length: { type: 'integer', minimum: 100, maximum: 300 },
		format: { enum: ['wav', 'pcm', 'mp3', 'opus'] },
		latency: { enum: ['normal', 'balanced'] },
		references: {
			type: 'array',
			items: {
				type: 'object',
				required: ['audio', 'text'],
				properties: { audio: { bytes: true }, text: { type: 'string' } },
			},
		},
		reference_id: { type: ['string', 'null'] },
		normalize: { type: 'boolean' },
		max_new_tokens: { type: 'integer' },
		top_p: number(0.1, 1),
		temperature: number(0.1, 1),
		repetition_penalty: number(0.9, 2),
	},
});

/** The decoder's rate, whatever the request asks for. */
const SAMPLE_RATE = 44_100;
const BITRATE = 128_000;
/** The pitch used for an unknown voice. */
const ANYBODY_HZ = 150;
/** The server does not treat shorter texts as base64. */
const SHORTEST_BASE64 = 256;

const contentTypes = { wav: 'audio/wav', mp3: 'audio/mpeg' };

function unpacked(body: unknown): unknown {
	if (typeof body !== 'object' || body === null || !('references' in body) || !Array.isArray(body.references))
		return body;
	const references = body.references.map((reference: { audio?: unknown } | null) => {
		const audio = reference?.audio;
		return typeof audio === 'string' && audio.length >= SHORTEST_BASE64
			? { ...reference, audio: new Uint8Array(Buffer.from(audio, 'base64')) }
			: reference;
	});
	return { ...body, references };
}

async function pitchOf({ references = [], reference_id }: Request): Promise<number> {
	const [first] = references;
	if (first) return pitchOfReference(first.audio);
	return stagedPitch(reference_id ?? '') ?? ANYBODY_HZ;
}

/** The one answer for a failing encoder and for a reference that is not audio. */
function failure(message: string): ApiError {
	return new ApiError(500, message);
}

async function* inOne(bytes: Buffer): AsyncGenerator<Uint8Array> {
	yield bytes;
}

async function speak(world: World, body: unknown): Promise<Answer> {
	const request = checkRequest(unpacked(body));
	if (!request.ok) throw fieldsError(request, 'body');
	const { text, format = 'wav' } = request.value;
	const pitchHz = await pitchOf(request.value).catch((error: Error) => Promise.reject(failure(error.message)));
	if (format === 'pcm' || format === 'opus') throw failure(`Unknown format: '${format.toUpperCase()}'`);
	const audio = { format, contentType: contentTypes[format], sampleRate: SAMPLE_RATE, bitrate: BITRATE };
	const lines = linesOf(text).map((line) => ({ ...line, pitchHz }));
	const { cues } = modelOf('s2-pro');
	const spoken = audioAnswer(world, {
		lines,
		speed: 1,
		gainDb: 0,
		audio,
		engine: world.settings.speech,
		cues,
		wholeWav: true,
	});
	const headers = { ...spoken.headers, 'content-disposition': `attachment; filename=audio.${format}` };
	return { ...spoken, headers, body: inOne(await bodyBytesOf(spoken)) };
}

const tts: Route = {
	method: 'POST',
	path: /^\/v1\/tts$/,
	async read(world, exchange) {
		const body = await readValue(exchange, Infinity);
		const text = typeof body === 'object' && body !== null && 'text' in body ? String(body.text) : '';
		return { text, run: () => speak(world, body) };
	},
};

const health = (method: string): Route => ({
	method,
	path: /^\/v1\/health$/,
	async read(_world, exchange) {
		await exchange.drain();
		return { run: () => json(200, { status: 'ok' }) };
	},
});

const phrases: Record<number, string> = {
	400: 'Bad Request',
	401: 'Unauthorized',
	404: 'Not Found',
	405: 'Method Not Allowed',
	415: 'Unsupported Media Type',
	500: 'Internal Server Error',
};

function refusal(error: unknown): Answer {
	if (error instanceof FieldsError) {
		const inBody = ({ loc, ...fault }: FieldsError['faults'][number]) => ({ in: 'body', loc: loc.slice(1), ...fault });
		return json(422, error.faults.map(inBody));
	}
	const status = error instanceof ApiError || error instanceof UnreadableRequest ? error.status : 500;
	return json(status, { statusCode: status, message: (error as Error).message, error: phrases[status] ?? 'Error' });
}

/** The open-source server fish-speech (2026-04), with a key set. */
export const fishSpeech: Service = {
	isHosted: false,
	routes: [tts, health('GET'), health('POST')],
	keyRefused: (world, exchange) => (bearerOf(exchange) === world.key ? undefined : new ApiError(401, 'Invalid token')),
	refusal,
};
