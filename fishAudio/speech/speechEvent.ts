import { decodeBase64 } from '../requests/base64';
import { cutShort } from '../requests/audioFaults';
import type { ServerEvent } from '../requests/serverSentEvents';
import { parseJson, isRecord } from '../requests/json';

/**
 * An event of `/v1/tts/stream/with-timestamp` (TTSTimestampStreamEvent of the API's contract, October 2026).
 */
export type SpeechEvent =
	/** Audio, and all other fields as JSON in UTF-8. */
	| { kind: 'speech'; audio: Uint8Array; details: Buffer }
	/** An error instead of audio, in the API's own words. */
	| { kind: 'failure'; text: string }
	/** Text that should be JSON and is not. */
	| { kind: 'broken' }
	/** An event that has no meaning for us. */
	| { kind: 'other' };

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
 * The audio and the other fields of an event, without parsing the JSON, which is mostly base64. Inside a JSON string a
 * quote has a backslash before it, so the field's name is found nowhere else.
 */
function separateAudio(data: Buffer): { base64: string; details: Buffer } | undefined {
	const named = data.indexOf(field);
	const gap =
		named < 0 ? null : /^\s*:\s*"/.exec(data.toString('latin1', named + field.length, named + field.length + 20));
	if (!gap) return undefined;
	const from = named + field.length + gap[0].length;
	const to = data.indexOf(quote, from);
	if (to < 0 || data.subarray(from, to).includes(backslash)) return undefined;
	return {
		base64: data.toString('latin1', from, to),
		details: Buffer.concat([data.subarray(0, from), data.subarray(to)]),
	};
}

/** Whether an event without audio is an error instead of audio. */
const isFailure = (name: string, value: unknown): boolean =>
	name === 'error' ||
	(isRecord(value) && !('alignment' in value) && ['message', 'detail', 'error'].some((key) => key in value));

/** Reads an event. Fails with `incomplete` if its audio is broken. */
export function readSpeechEvent({ name, data }: ServerEvent): SpeechEvent {
	const separated = name === 'error' ? undefined : separateAudio(data);
	if (separated) return { kind: 'speech', audio: audioOf(separated.base64), details: separated.details };
	const text = data.toString();
	const parsed = parseJson(text);
	if (isFailure(name, parsed?.value)) return { kind: 'failure', text };
	if (!parsed) return name !== 'message' || text.trim() === '[DONE]' ? other : { kind: 'broken' };
	if (!isRecord(parsed.value)) return other;
	const { audio_base64: base64, ...details } = parsed.value;
	return {
		kind: 'speech',
		audio: typeof base64 === 'string' ? audioOf(base64) : nothing,
		details: Buffer.from(JSON.stringify(details)),
	};
}
