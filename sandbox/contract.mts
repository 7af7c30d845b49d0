import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { FieldsError, type FieldFault } from './errors.mts';
import contract from './contract.json' with { type: 'json' };

type Json = unknown;
type JsonObject = Record<string, Json>;

/** What a schema refuses. */
export interface Refused {
	ok: false;
	/** The first problem, in the sandbox's own words. */
	problem: string;
	/** The API parser's message, if the form is wrong and not only a range; see unparsable. */
	parserSays?: string;
	/** The problem as the management paths list it, without the leading `body` or `query`. */
	field: FieldFault;
}

export type Checked<T> = { ok: true; value: T } | Refused;

const isObject = (value: Json): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The contract writes bytes as `string/binary`; in a decoded body they are byte arrays. */
function withBytes(schema: Json): Json {
	if (Array.isArray(schema)) return schema.map(withBytes);
	if (!isObject(schema)) return schema;
	if (schema['format'] === 'binary') return { bytes: true };
	return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, withBytes(value)]));
}

/** Unknown fields are refused, so that no misspelt option goes unnoticed. */
function closed(schema: Json): Json {
	return isObject(schema) && schema['type'] === 'object' ? { ...schema, additionalProperties: false } : schema;
}

const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: false, allowUnionTypes: true, verbose: true });
ajv.addKeyword({ keyword: 'bytes', validate: (_: unknown, data: unknown) => data instanceof Uint8Array });

const { TTSRequest, TTSStreamWithTimestampRequest, ProsodyControl, ReferenceAudio, VoiceDesignRequest } =
	contract.components.schemas;
const { PronunciationDictionaryInline, PronunciationDictionaryRef, PronunciationItem } = contract.components.schemas;

/** Where the service accepts more than the contract says: a temperature of 2 (measured, 2026-10). */
const measured = <T extends { properties: object }>(schema: T) => ({
	...schema,
	properties: { ...schema.properties, temperature: { type: 'number', minimum: 0 } },
});

const requestSchemas = Object.entries({
	TTSRequest: measured(TTSRequest),
	TTSStreamWithTimestampRequest: measured(TTSStreamWithTimestampRequest),
	ProsodyControl,
	ReferenceAudio,
	VoiceDesignRequest,
	PronunciationDictionaryInline,
	PronunciationDictionaryRef,
	PronunciationItem,
});
ajv.addSchema({
	$id: 'contract',
	components: {
		schemas: Object.fromEntries(requestSchemas.map(([name, schema]) => [name, closed(withBytes(schema))])),
	},
});

/** The errors of anyOf's branches say more than "must match a schema in anyOf", which comes last. */
const firstOf = (errors: ErrorObject[] | null | undefined): ErrorObject | undefined =>
	errors?.find(({ keyword }) => keyword !== 'type' && keyword !== 'anyOf') ?? errors?.[0];

const quoted = (name: unknown): string => `\`${String(name)}\``;

const kindsOfType: Record<string, string> = {
	string: 'a string',
	integer: 'an integer',
	number: 'a number',
	boolean: 'a boolean',
	array: 'a sequence',
	object: 'a map',
};

/** The message of a Rust parser like the API's; undefined for values of the right form that are out of range. */
function parserWords({ keyword, params, data }: ErrorObject): string | undefined {
	const found = typeof data === 'string' ? `string ${JSON.stringify(data)}` : `${typeof data} ${quoted(data)}`;
	if (keyword === 'required') return `missing field ${quoted(params['missingProperty'])}`;
	if (keyword === 'additionalProperties') return `unknown field ${quoted(params['additionalProperty'])}`;
	if (keyword === 'enum')
		return (
			`unknown variant ${quoted(data)}, expected one of ` +
			`${(params['allowedValues'] as unknown[]).map(quoted).join(', ')}`
		);
	if (keyword === 'type')
		return `invalid type: ${found}, expected ${kindsOfType[String(params['type'])] ?? String(params['type'])}`;
	if (keyword === 'bytes') return `invalid type: ${found}, expected byte array`;
	return undefined;
}

const fieldTypes: Record<string, string> = {
	required: 'missing',
	additionalProperties: 'extra_forbidden',
	enum: 'literal_error',
	const: 'literal_error',
	minimum: 'greater_than_equal',
	maximum: 'less_than_equal',
	exclusiveMinimum: 'greater_than',
	minLength: 'string_too_short',
	maxLength: 'string_too_long',
	minItems: 'too_short',
	maxItems: 'too_long',
	pattern: 'string_pattern_mismatch',
};

function fieldOf({ keyword, instancePath, params, message }: ErrorObject): FieldFault {
	const steps = instancePath.split('/').slice(1);
	const inner = params['missingProperty'] ?? params['additionalProperty'];
	const loc = [...steps, ...(inner === undefined ? [] : [String(inner)])].map((step) =>
		/^\d+$/.test(step) ? Number(step) : step,
	);
	const type = fieldTypes[keyword] ?? (keyword === 'type' ? `${String(params['type'])}_type` : 'value_error');
	return { loc, type, msg: keyword === 'required' ? 'Field required' : `Input ${message ?? 'is not valid'}` };
}

function problemOf(error: ErrorObject): string {
	const where = error.instancePath === '' ? '' : `${error.instancePath.slice(1).replaceAll('/', '.')} `;
	const extra = error.keyword === 'additionalProperties' ? `: '${String(error.params['additionalProperty'])}'` : '';
	const allowed = error.keyword === 'enum' ? `: ${JSON.stringify(error.params['allowedValues'])}` : '';
	return `${where}${error.message ?? 'is not valid'}${extra}${allowed}`;
}

function refused(errors: ErrorObject[] | null | undefined): Refused {
	const error = firstOf(errors);
	if (!error)
		return { ok: false, problem: 'is not valid', field: { loc: [], type: 'value_error', msg: 'Input is not valid' } };
	const parserSays = parserWords(error);
	return {
		ok: false,
		problem: problemOf(error),
		field: fieldOf(error),
		...(parserSays === undefined ? {} : { parserSays }),
	};
}

/** A check that names the first problem. The schema is compiled when it is first used: a start needs none of them. */
export function checkerFor<T>(schema: object): (value: unknown) => Checked<T> {
	let validate: ValidateFunction | undefined;
	return (value) => {
		validate ??= ajv.compile(schema);
		return validate(value) ? { ok: true, value: value as T } : refused(validate.errors);
	};
}

/** The refusal of the management paths: 422 and a list. `part` is where the value was: `body` or `query`. */
export function fieldsError({ field }: Refused, part: string): FieldsError {
	return new FieldsError([{ ...field, loc: [part, ...field.loc] }]);
}

const requestBodies = contract.paths;

export interface Reference {
	audio: Uint8Array;
	text: string;
}

export interface PronunciationRule {
	key: string;
	/** Phonemes, without markers. */
	value: string;
	case_sensitive?: boolean;
}

/** One dictionary of a request: its rules, or a reference to stored ones. */
export type RequestDictionary = { items: PronunciationRule[] } | { id: string; version: string };

/** The contract's speech request. Absent fields take the contract's defaults. */
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
	features?: string[];
	pronunciation_dictionary?: RequestDictionary[] | null;
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
	voice_design_signatures?: string[];
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

export const checkTimedSpeechRequest = checkerFor<SpeechRequest>({
	$ref: 'contract#/components/schemas/TTSStreamWithTimestampRequest',
});

export const checkDesignRequest = checkerFor<DesignRequest>({
	$ref: 'contract#/components/schemas/VoiceDesignRequest',
});

export const checkNewVoice = checkerFor<NewVoice>(
	closed(withBytes(requestBodies['/model'].post.requestBody.content['multipart/form-data'].schema)) as object,
);

export const checkVoiceChange = checkerFor<VoiceChange>(
	closed(withBytes(requestBodies['/model/{id}'].patch.requestBody.content['multipart/form-data'].schema)) as object,
);
