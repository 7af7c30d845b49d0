import { parseJson, isRecord } from '../requests/json';
import type { Heard } from '../../text/timing/heard';

/**
 * What the API says about one chunk of the text, as far as it can be read. A chunk is the API's own portion of the text
 * (`chunk_seq`).
 */
export interface TextChunk extends Required<Pick<Heard, 'segments'>> {
	/** Its text, with punctuation. */
	content: string | undefined;
	/** Seconds at which it begins in the whole audio. */
	offset: number | undefined;
}

const numberIn = (value: unknown): number | undefined =>
	typeof value === 'number' && Number.isFinite(value) ? value : undefined;

function segmentIn(value: unknown): TextChunk['segments'] {
	if (!isRecord(value)) return [];
	const [start, end] = [numberIn(value.start), numberIn(value.end)];
	if (typeof value.text !== 'string' || start === undefined || end === undefined) return [];
	return [{ text: value.text, start, end }];
}

/** Reads the JSON of an event without its audio. What has an unexpected form is left out. */
export function readTextChunk(details: Buffer): TextChunk | undefined {
	const value = parseJson(details.toString())?.value;
	if (!isRecord(value)) return undefined;
	const segments = isRecord(value.alignment) && Array.isArray(value.alignment.segments) ? value.alignment.segments : [];
	return {
		content: typeof value.content === 'string' ? value.content : undefined,
		offset: numberIn(value.chunk_audio_offset_sec),
		segments: segments.flatMap(segmentIn),
	};
}

const sequence = /"chunk_seq"\s*:\s*(-?\d{1,15})\b/;

/** The number of the chunk, found without parsing the JSON. */
export function chunkNumber(details: Buffer): number | undefined {
	const at = details.indexOf('"chunk_seq"');
	const found = at < 0 ? null : sequence.exec(details.toString('latin1', at, at + 40));
	return found ? Number(found[1]) : undefined;
}

/** Whether the JSON has any times, found without parsing it. */
export function hasTimes(details: Buffer): boolean {
	const at = details.indexOf('"segments"');
	return at >= 0 && /^"segments"\s*:\s*\[\s*[^\]\s]/.test(details.toString('latin1', at, at + 40));
}
