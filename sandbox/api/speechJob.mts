import { checkSpeechRequest, type SpeechRequest } from '../contract.mts';
import { ApiError } from '../errors.mts';
import type { ChunkLimits } from '../speech/contentChunks.mts';
import { formatOf } from '../speech/formats.mts';
import { linesOf } from '../speech/script.mts';
import type { SpeechJob } from '../speech/speak.mts';
import type { World } from '../world.mts';
import { speakersOf } from './speakers.mts';

const models = new Set(['s1', 's2-pro', 's2.1-pro', 's2.1-pro-free']);
const FALLBACK_MODEL = 's2.1-pro';
export const FREE_MODEL = 's2.1-pro-free';
const MAX_VOLUME_DB = 20;
/** The contract's defaults, in characters. */
const CHUNK_LENGTH = 300;
const MIN_CHUNK_LENGTH = 50;

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

function checked({ body, packed, check = checkSpeechRequest }: SentSpeech): SpeechRequest {
	const inline = typeof body === 'object' && body !== null && 'references' in body ? body.references : undefined;
	if (!packed && Array.isArray(inline) && inline.length > 0) {
		throw new ApiError(400, 'references need a MessagePack body (application/msgpack)', 'msgpack_required');
	}
	const request = check(body);
	if (!request.ok) throw new ApiError(400, request.problem);
	if (request.value.text.trim() === '') throw new ApiError(400, 'text must not be empty');
	return request.value;
}

export interface SentSpeech {
	body: unknown;
	/** Whether it came as MessagePack, the only way to send audio along. */
	packed: boolean;
	model: string;
	/** The contract's check when it is not that of /v1/tts. */
	check?: typeof checkSpeechRequest;
}

/** Speech with what a plain job need not know. */
export interface OrderedSpeech extends SpeechJob {
	text: string;
	chunks: ChunkLimits;
}

/** Checks a speech request and works out all that decides its sound. @throws ApiError 400 */
export async function speechJobOf(world: World, sent: SentSpeech): Promise<OrderedSpeech> {
	const request = checked(sent);
	const audio = formatOf(request);
	const prosody = prosodyOf(request);
	const speakers = await speakersOf(world, request, sent.model);
	const lines = linesOf(request.text).map(({ speaker, text, tag }) => {
		const pitchHz = speakers[speaker];
		if (pitchHz === undefined) throw new ApiError(400, `text: there is no voice for <|speaker:${speaker}|>`);
		return { text, pitchHz, tag };
	});
	const { speech: engine, wavPlaceholders } = world.settings;
	const chunks = { most: request.chunk_length ?? CHUNK_LENGTH, least: request.min_chunk_length ?? MIN_CHUNK_LENGTH };
	return { text: request.text, lines, ...prosody, audio, engine, wavPlaceholders, chunks };
}
