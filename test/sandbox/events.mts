import { encode } from '@msgpack/msgpack';
import type { RunningSandbox } from '../support/sandbox.mts';
import { callApi, type ApiAnswer } from './api.mts';

export interface TimedEvent {
	audio_base64: string;
	content: string;
	alignment: { segments: Segment[]; audio_duration: number } | null;
	chunk_seq: number;
	chunk_audio_offset_sec: number;
}

export interface Segment {
	text: string;
	start: number;
	end: number;
}

export const TIMED = '/v1/tts/stream/with-timestamp';

/**
 * The data of each event, read line by line as the standard for server-sent events says. Data without a blank line
 * after it is not an event.
 */
export function dataIn(stream: Buffer): string[] {
	const found: string[] = [];
	let data: string[] = [];
	const lines = stream.toString().split(/\r\n|\n|\r/);
	for (const line of lines.slice(0, -1)) {
		if (line === '' && data.length > 0) found.push(data.join('\n'));
		if (line === '') data = [];
		const field = /^data: ?(.*)$/.exec(line);
		if (field) data.push(field[1] ?? '');
	}
	return found;
}

export const eventsIn = (stream: Buffer): TimedEvent[] => dataIn(stream).map((data) => JSON.parse(data) as TimedEvent);

/** The joined audio. Each piece is decoded separately, since base64 cannot be joined. */
export const audioIn = (events: TimedEvent[]): Buffer =>
	Buffer.concat(events.map(({ audio_base64 }) => Buffer.from(audio_base64, 'base64')));

/** The last snapshot of each chunk. */
export function alignmentsIn(events: TimedEvent[]): Map<number, TimedEvent & { alignment: object }> {
	const last = new Map<number, TimedEvent & { alignment: object }>();
	for (const event of events)
		if (event.alignment) last.set(event.chunk_seq, event as TimedEvent & { alignment: object });
	return last;
}

/** All words with their times in the joined audio. */
export function wordsIn(events: TimedEvent[]): Segment[] {
	return [...alignmentsIn(events).values()].flatMap(({ alignment, chunk_audio_offset_sec: offset }) =>
		alignment!.segments.map(({ text, start, end }) => ({ text, start: start + offset, end: end + offset })),
	);
}

/** Requests timed speech, as MessagePack if it contains audio, otherwise as JSON. */
export async function speakTimed(
	sandbox: RunningSandbox,
	body: object,
	model = 's2.1-pro',
): Promise<ApiAnswer & { events: TimedEvent[] }> {
	const packed = 'references' in body;
	const headers = { 'content-type': packed ? 'application/msgpack' : 'application/json', model };
	const answer = await callApi(sandbox, 'POST', TIMED, {
		headers,
		body: packed ? new Uint8Array(encode(body)) : JSON.stringify(body),
	});
	return { ...answer, events: answer.status === 200 ? eventsIn(answer.bytes) : [] };
}
