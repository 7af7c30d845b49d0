import {
	checkSpeechRequest,
	type PronunciationRule,
	type RequestDictionary,
	type SpeechRequest,
} from '../contract.mts';
import { ApiError } from '../errors.mts';
import { unparsable } from '../http/body.mts';
import type { ChunkLimits } from '../speech/contentChunks.mts';
import { atOtherRate, formatOf } from '../speech/formats.mts';
import { modelOf } from '../speech/models.mts';
import { PHONEMES_BEGIN, PHONEMES_END, pronouncer } from '../speech/pronunciation.mts';
import { linesOf } from '../speech/script.mts';
import type { SpeechJob } from '../speech/speak.mts';
import type { World } from '../world.mts';
import type { Wish } from './route.mts';
import { speakersOf, type SpeakersOf } from './speakers.mts';

const MAX_VOLUME_DB = 20;
/** The contract's defaults, in characters. */
const CHUNK_LENGTH = 300;
const MIN_CHUNK_LENGTH = 50;

function prosodyOf({ prosody }: SpeechRequest): { speed: number; gainDb: number } {
	const { speed = 1, volume = 0 } = prosody ?? {};
	if (speed < 0.5 || speed > 2) throw new ApiError(400, `prosody.speed must be from 0.5 to 2, not ${speed}`);
	if (Math.abs(volume) > MAX_VOLUME_DB)
		throw new ApiError(400, `prosody.volume must be from -20 to 20 dB, not ${volume}`);
	return { speed, gainDb: volume };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Bytes may be a list of numbers. A string in place of bytes is taken as its own letters, which are not audio. */
function asBytes(audio: unknown): unknown {
	if (typeof audio === 'string') return new Uint8Array(Buffer.from(audio));
	return Array.isArray(audio) && audio.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255)
		? Uint8Array.from(audio as number[])
		: audio;
}

function withBytes(reference: unknown): unknown {
	if (Array.isArray(reference)) return reference.map(withBytes);
	return isObject(reference) && 'audio' in reference ? { ...reference, audio: asBytes(reference['audio']) } : reference;
}

function checked({ body, type, check = checkSpeechRequest }: SentSpeech): SpeechRequest {
	const request = check(
		isObject(body) && 'references' in body ? { ...body, references: withBytes(body['references']) } : body,
	);
	if (request.ok) return request.value;
	throw request.parserSays === undefined ? new ApiError(400, request.problem) : unparsable(type, request.parserSays);
}

/** A stored dictionary that cannot be read is silently left out. */
function rulesOf(world: World, dictionary: RequestDictionary): PronunciationRule[] {
	if ('items' in dictionary) return dictionary.items;
	return world.dictionaries.rules(dictionary.id, dictionary.version) ?? [];
}

function pronunciationOf(
	world: World,
	{ pronunciation_dictionary: dictionaries }: SpeechRequest,
): (text: string) => string {
	const rules = (dictionaries ?? []).flatMap((dictionary) => rulesOf(world, dictionary));
	const hasMarker = (text: string) => text.includes(PHONEMES_BEGIN) || text.includes(PHONEMES_END);
	const marked = rules.find(({ key, value }) => hasMarker(key) || hasMarker(value));
	if (marked)
		throw new ApiError(400, `pronunciation_dictionary: ${JSON.stringify(marked.key)} must not hold phoneme markers`);
	return pronouncer(rules);
}

export interface SentSpeech extends Wish {
	body: unknown;
	/** The request's media type. */
	type: string;
	/** The model header. */
	model: string | undefined;
	/** The contract's check, if it is not that of /v1/tts. */
	check?: typeof checkSpeechRequest;
	/** Where voices come from, if not from the account. */
	speakersOf?: SpeakersOf;
}

/** A speech job with the details that only some endpoints need. */
export interface OrderedSpeech extends SpeechJob {
	text: string;
	/** The model that serves, and is billed. */
	model: string;
	chunks: ChunkLimits;
}

/**
 * Checks a speech request and derives everything that decides its sound. @throws ApiError 400, UnreadableRequest 400
 */
export async function speechJobOf(world: World, sent: SentSpeech): Promise<OrderedSpeech> {
	const request = checked(sent);
	const audio = atOtherRate(formatOf(request), sent);
	const prosody = prosodyOf(request);
	const model = modelOf(sent.model, world.settings.oldModelsEnded);
	const speakers = await (sent.speakersOf ?? speakersOf)(world, request, model);
	const lines = linesOf(request.text).map(({ speaker, text, tag }) => {
		const pitchHz = speakers[speaker];
		if (pitchHz === undefined) throw new ApiError(400, `text: there is no voice for <|speaker:${speaker}|>`);
		return { text, pitchHz, tag };
	});
	return {
		text: request.text,
		model: model.name,
		lines,
		...prosody,
		audio,
		engine: world.settings.speech,
		cues: model.cues,
		pronounce: pronunciationOf(world, request),
		chunks: { max: request.chunk_length ?? CHUNK_LENGTH, min: request.min_chunk_length ?? MIN_CHUNK_LENGTH },
	};
}
