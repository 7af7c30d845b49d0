import { setTimeout as sleep } from 'node:timers/promises';
import { checkSpeechRequest, type SpeechRequest } from '../contract.mts';
import { ApiError } from '../errors.mts';
import type { Answer } from '../http/answer.mts';
import { mediaType, readValue } from '../http/body.mts';
import { formatOf } from '../speech/formats.mts';
import { linesOf } from '../speech/script.mts';
import { speak, type SpeechJob } from '../speech/speak.mts';
import type { World } from '../world.mts';
import type { Route } from './route.mts';
import { speakersOf } from './speakers.mts';

const models = new Set(['s1', 's2-pro', 's2.1-pro', 's2.1-pro-free']);
const FALLBACK_MODEL = 's2.1-pro';
const FREE_MODEL = 's2.1-pro-free';
const MAX_VOLUME_DB = 20;

/** The model header; what the API does not know falls back to its paid default. */
export function modelOf(header: string | undefined): string {
	return header !== undefined && models.has(header) ? header : FALLBACK_MODEL;
}

function prosodyOf({ prosody }: SpeechRequest): { speed: number; gainDb: number } {
	const { speed = 1, volume = 0 } = prosody ?? {};
	if (speed < 0.5 || speed > 2) throw new ApiError(400, `prosody.speed must be from 0.5 to 2, not ${speed}`);
	if (Math.abs(volume) > MAX_VOLUME_DB) throw new ApiError(400, `prosody.volume must be from -20 to 20 dB, not ${volume}`);
	return { speed, gainDb: volume };
}

function checked(body: unknown, packed: boolean): SpeechRequest {
	const inline = typeof body === 'object' && body !== null && 'references' in body ? body.references : undefined;
	if (!packed && Array.isArray(inline) && inline.length > 0) {
		throw new ApiError(400, 'references need a MessagePack body (application/msgpack)', 'msgpack_required');
	}
	const request = checkSpeechRequest(body);
	if (!request.ok) throw new ApiError(400, request.problem);
	if (request.value.text.trim() === '') throw new ApiError(400, 'text must not be empty');
	return request.value;
}

export interface SentSpeech {
	body: unknown;
	/** Whether it came as MessagePack, the only way to send audio along. */
	packed: boolean;
	model: string;
}

/** Checks a speech request and works out all that decides its sound. @throws ApiError 400 */
export async function speechJobOf(world: World, { body, packed, model }: SentSpeech): Promise<SpeechJob & { text: string }> {
	const request = checked(body, packed);
	const audio = formatOf(request);
	const prosody = prosodyOf(request);
	const speakers = await speakersOf(world, request, model);
	const lines = linesOf(request.text).map(({ speaker, text }) => {
		const pitchHz = speakers[speaker];
		if (pitchHz === undefined) throw new ApiError(400, `text: there is no voice for <|speaker:${speaker}|>`);
		return { text, pitchHz };
	});
	const { speech: engine, wavPlaceholders } = world.settings;
	return { text: request.text, lines, ...prosody, audio, engine, wavPlaceholders };
}

async function answer(world: World, sent: SentSpeech): Promise<Answer> {
	const job = await speechJobOf(world, sent);
	if (sent.model !== FREE_MODEL) world.account.charge(job.text);
	if (world.settings.latencyMs > 0) await sleep(world.settings.latencyMs);
	return { status: 200, headers: { 'content-type': job.audio.contentType }, body: speak(job) };
}

export const speech: Route = {
	method: 'POST',
	path: /^\/v1\/tts$/,
	async read(world, exchange) {
		const body = await readValue(exchange);
		const packed = mediaType(exchange).endsWith('msgpack');
		const text = typeof body === 'object' && body !== null && 'text' in body ? String(body.text) : '';
		return { text, run: () => answer(world, { body, packed, model: modelOf(exchange.header('model')) }) };
	},
};
