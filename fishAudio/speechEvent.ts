import { decodeBase64 } from './base64';
import { FishAudioError, statusError } from './errors';
import type { ServerEvent } from './events';
import { notJson, parseJson } from './http';
import { isRecord } from './json';
import type { Heard } from './timeWords';

/** What an event of speech brings. */
export interface SpeechEvent {
	/** Bytes of sound; empty where it brings none. */
	audio: Uint8Array;
	/** All else of it, as JSON in UTF-8; undefined of what tells nothing. */
	told: Buffer | undefined;
}

/** What has been told of a chunk of the text, as far as it can be understood. */
export interface Told extends Pick<Heard, 'content' | 'segments'> {
	/** Seconds at which the chunk begins in the whole audio. */
	offset: number | undefined;
}

const nothing = Buffer.alloc(0);

const audioCut = (): FishAudioError =>
	new FishAudioError('incomplete', 'The audio of Fish Audio did not arrive whole', { advice: 'Nothing of it was passed on. Try again.', status: 200 });

const field = Buffer.from('"audio_base64"');
const quote = 0x22;
const backslash = 0x5c;

/** Where the base64 stands. In JSON a quote inside of a text has a backslash before it, so that the field's name is found nowhere else. */
function base64In(data: Buffer): { from: number; to: number } | undefined {
	const named = data.indexOf(field);
	if (named < 0) return undefined;
	const gap = /^\s*:\s*"/.exec(data.latin1Slice(named + field.length, named + field.length + 40));
	if (!gap) return undefined;
	const from = named + field.length + gap[0].length;
	const to = data.indexOf(quote, from);
	const escaped = data.subarray(from, Math.max(from, to)).indexOf(backslash);
	return to < 0 || escaped >= 0 ? undefined : { from, to };
}

function audioOf(base64: string): Uint8Array {
	const audio = decodeBase64(base64);
	if (!audio) throw audioCut();
	return audio;
}

const textIn = (value: unknown): string | undefined => (typeof value === 'string' && value.trim() ? value : undefined);
const numberIn = (value: unknown): number | undefined => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);

/** The API's own words in JSON that is an error in the place of speech; undefined of any other. */
function failureIn(value: Record<string, unknown>): FishAudioError | undefined {
	const inner = isRecord(value.error) ? value.error : value;
	const status = [inner.status, inner.statusCode, value.status].map(numberIn).find((number) => number !== undefined && number >= 300 && number < 600);
	const apiMessage = textIn(inner.message) ?? textIn(inner.detail) ?? textIn(value.error);
	if (status === undefined && apiMessage === undefined) return undefined;
	const code = textIn(inner.code);
	const facts = { ...(apiMessage !== undefined && { apiMessage }), ...(code !== undefined && { code }) };
	return status === undefined ? failedWith(apiMessage) : statusError(status, facts);
}
