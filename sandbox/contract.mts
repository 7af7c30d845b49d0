import { Ajv, type ErrorObject } from 'ajv';
import contract from './contract.json' with { type: 'json' };

type Json = unknown;
type JsonObject = Record<string, Json>;

export type Checked<T> = { ok: true; value: T } | { ok: false; problem: string };

const isObject = (value: Json): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The contract writes bytes as `string/binary`; in a decoded body they are byte arrays. */
function withBytes(schema: Json): Json {
	if (Array.isArray(schema)) return schema.map(withBytes);
	if (!isObject(schema)) return schema;
	if (schema['format'] === 'binary') return { bytes: true };
	return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, withBytes(value)]));
}

/** Fields the contract does not know are refused, so that a misspelt option cannot pass unseen. */
function closed(schema: Json): Json {
	return isObject(schema) && schema['type'] === 'object' ? { ...schema, additionalProperties: false } : schema;
}

const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: false, allowUnionTypes: true });
ajv.addKeyword({ keyword: 'bytes', validate: (_: unknown, data: unknown) => data instanceof Uint8Array });

const requestSchemas = Object.entries(contract.components.schemas);
ajv.addSchema({
	$id: 'contract',
	components: { schemas: Object.fromEntries(requestSchemas.map(([name, schema]) => [name, closed(withBytes(schema))])) },
});

function problemOf(errors: ErrorObject[] | null | undefined): string {
	// A branch of anyOf says more than "must match a schema in anyOf", which comes last.
	const error = errors?.find(({ keyword }) => keyword !== 'type' && keyword !== 'anyOf') ?? errors?.[0];
	if (!error) return 'is not valid';
	const where = error.instancePath === '' ? '' : `${error.instancePath.slice(1).replaceAll('/', '.')} `;
	const extra = error.keyword === 'additionalProperties' ? `: '${String(error.params['additionalProperty'])}'` : '';
	const allowed = error.keyword === 'enum' ? `: ${JSON.stringify(error.params['allowedValues'])}` : '';
	return `${where}${error.message ?? 'is not valid'}${extra}${allowed}`;
}

/** Compiles a schema into a check that names the first problem. */
export function checkerFor<T>(schema: object): (value: unknown) => Checked<T> {
	const validate = ajv.compile(schema);
	return (value) => (validate(value) ? { ok: true, value: value as T } : { ok: false, problem: problemOf(validate.errors) });
}

const requestBodies = contract.paths;

export interface Reference {
	audio: Uint8Array;
	text: string;
}

/** The speech request as the contract has it; absent fields take the contract's defaults. */
export interface SpeechRequest {
	text: string;
	references?: Reference[] | Reference[][] | null;
	reference_id?: string | string[] | null;
	prosody?: { speed?: number; volume?: number; normalize_loudness?: boolean } | null;
	format?: 'wav' | 'pcm' | 'mp3' | 'opus';
	sample_rate?: number | null;
	mp3_bitrate?: 64 | 128 | 192;
	opus_bitrate?: -1000 | 24000 | 32000 | 48000 | 64000;
	chunk_length?: number;
	min_chunk_length?: number;
}

export interface DesignRequest {
	instruction: string;
	reference_text?: string | null;
	language?: string | null;
	n?: number;
	speed?: number;
	seed?: number | null;
}

export interface NewVoice {
	type: 'tts';
	train_mode: 'fast';
	title: string;
	description?: string;
	visibility?: 'public' | 'unlist' | 'private';
	voices: Uint8Array[];
	texts?: string[];
	tags?: string[];
	cover_image?: Uint8Array;
	enhance_audio_quality?: boolean;
	generate_sample?: boolean;
}

export interface VoiceChange {
	title?: string | null;
	description?: string | null;
	cover_image?: Uint8Array | null;
	visibility?: 'public' | 'unlist' | 'private' | null;
	tags?: string[] | string;
}

export const checkSpeechRequest = checkerFor<SpeechRequest>({ $ref: 'contract#/components/schemas/TTSRequest' });

export const checkTimedSpeechRequest = checkerFor<SpeechRequest>({ $ref: 'contract#/components/schemas/TTSStreamWithTimestampRequest' });

export const checkDesignRequest = checkerFor<DesignRequest>({ $ref: 'contract#/components/schemas/VoiceDesignRequest' });

/** What the model header of a voice design must say. */
export const DESIGN_MODEL = requestBodies['/v1/voice-design'].post.parameters[0]?.schema.const;

export const checkNewVoice = checkerFor<NewVoice>(
	closed(withBytes(requestBodies['/model'].post.requestBody.content['multipart/form-data'].schema)) as object,
);

export const checkVoiceChange = checkerFor<VoiceChange>(
	closed(withBytes(requestBodies['/model/{id}'].patch.requestBody.content['multipart/form-data'].schema)) as object,
);
