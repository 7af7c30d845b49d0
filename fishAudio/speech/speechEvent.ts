import { decodeBase64 } from '../requests/base64';
import { cutShort } from '../requests/audioFaults';
import type { ServerEvent } from '../requests/serverSentEvents';
import { parseJson, isRecord } from '../requests/json';
import type { Heard } from '../../text/timing/timeWords';

/**
 * What an event of `/v1/tts/stream/with-timestamp` brings (TTSTimestampStreamEvent of the API's contract, October
 * 2026).
 */
export type SpeechEvent =
	/** Sound, and all else of the event as JSON in UTF-8. */
	| { kind: 'speech'; audio: Uint8Array; told: Buffer }
	/** An error in the place of sound, as it is told. */
	| { kind: 'failure'; text: string }
	/** What should be JSON and is not. */
	| { kind: 'broken' }
	/** What means nothing to us. */
	| { kind: 'other' };

/** What is told of a chunk of the text, as far as it can be understood. */
export interface ToldChunk extends Required<Pick<Heard, 'segments'>> {
	/** Its text, with all marks. */
	content: string | undefined;
	/** Seconds at which it begins in the whole audio. */
	offset: number | undefined;
}

const other: SpeechEvent = { kind: 'other' };

const nothing = Buffer.alloc(0);

function audioOf(base64: string): Uint8Array {
	const audio = decodeBase64(base64);
	if (!audio) throw cutShort('did not arrive whole');
	return audio;
}

const field = '"audio_base64"';
const quote = 0x22;
const backslash = 0x5c;

/**
 * Sound and all else of an event, without parsing JSON that is base64 for the most part. Inside of a JSON text a quote
 * has a backslash before it, so that the field's name is found in no other place.
 */
function takenApart(data: Buffer): { base64: string; told: Buffer } | undefined {
	const named = data.indexOf(field);
	const gap =
		named < 0 ? null : /^\s*:\s*"/.exec(data.toString('latin1', named + field.length, named + field.length + 20));
	if (!gap) return undefined;
	const from = named + field.length + gap[0].length;
	const to = data.indexOf(quote, from);
	if (to < 0 || data.subarray(from, to).includes(backslash)) return undefined;
	return {
		base64: data.toString('latin1', from, to),
		told: Buffer.concat([data.subarray(0, from), data.subarray(to)]),
	};
}

/** Whether JSON without sound is an error in its place. */
const isFailure = (name: string, value: unknown): boolean =>
	name === 'error' ||
	(isRecord(value) && !('alignment' in value) && ['message', 'detail', 'error'].some((key) => key in value));

/** Reads an event. Fails with `incomplete` where its sound is broken. */
export function readSpeechEvent({ name, data }: ServerEvent): SpeechEvent {
	const parts = name === 'error' ? undefined : takenApart(data);
	if (parts) return { kind: 'speech', audio: audioOf(parts.base64), told: parts.told };
	const text = data.toString();
	const parsed = parseJson(text);
	if (isFailure(name, parsed?.value)) return { kind: 'failure', text };
	if (!parsed) return name !== 'message' || text.trim() === '[DONE]' ? other : { kind: 'broken' };
	if (!isRecord(parsed.value)) return other;
	const { audio_base64: base64, ...told } = parsed.value;
	return {
		kind: 'speech',
		audio: typeof base64 === 'string' ? audioOf(base64) : nothing,
		told: Buffer.from(JSON.stringify(told)),
	};
}

const numberIn = (value: unknown): number | undefined =>
	typeof value === 'number' && Number.isFinite(value) ? value : undefined;

function segmentIn(value: unknown): ToldChunk['segments'] {
	if (!isRecord(value)) return [];
	const [start, end] = [numberIn(value.start), numberIn(value.end)];
	if (typeof value.text !== 'string' || start === undefined || end === undefined) return [];
	return [{ text: value.text, start, end }];
}

/** What an event tells of its chunk; what has another form than it should is left out. */
export function readTold(told: Buffer): ToldChunk | undefined {
	const value = parseJson(told.toString())?.value;
	if (!isRecord(value)) return undefined;
	const segments = isRecord(value.alignment) && Array.isArray(value.alignment.segments) ? value.alignment.segments : [];
	return {
		content: typeof value.content === 'string' ? value.content : undefined,
		offset: numberIn(value.chunk_audio_offset_sec),
		segments: segments.flatMap(segmentIn),
	};
}

const sequence = /"chunk_seq"\s*:\s*(-?\d{1,15})\b/;

/** Which chunk of the text an event is of. */
export function chunkOf(told: Buffer): number | undefined {
	const at = told.indexOf('"chunk_seq"');
	const found = at < 0 ? null : sequence.exec(told.toString('latin1', at, at + 40));
	return found ? Number(found[1]) : undefined;
}

/** Whether an event tells any times. */
export function hasTimes(told: Buffer): boolean {
	const at = told.indexOf('"segments"');
	return at >= 0 && /^"segments"\s*:\s*\[\s*[^\]\s]/.test(told.toString('latin1', at, at + 40));
}
