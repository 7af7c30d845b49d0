import { decodeBase64 } from './base64';
import type { FishAudioError } from './errors';
import { readEvents } from './events';
import { notJson, otherForm, parseJson, tooLarge } from './http';
import { isRecord } from './json';
import { spaceBetween } from './writing';

/** A word of speech, or a character where a script has no spaces, and when it is heard. */
export interface Word {
	text: string;
	/** Seconds from the beginning of the whole audio. */
	start: number;
	/** Seconds; not before `start`. */
	end: number;
	/** Who says it, in a dialogue. */
	speaker?: string;
}

/** What the API has told last of a chunk of the text. */
interface Snapshot {
	/** Its text. */
	content: string;
	/** Seconds at which the chunk begins in the whole audio. */
	offset: number;
	/** With times from the beginning of the chunk. */
	segments: Word[];
	/** Characters of its event beside the audio. */
	size: number;
}

/** Characters of JSON that may be held of the words: those of a text of half a million words. */
const mostTold = 32 * 1024 * 1024;

interface TimedEvent {
	audio: Uint8Array;
	chunk: number;
	/** Without one, what was told of the chunk before still holds. */
	snapshot: Snapshot | undefined;
}

const notAsPromised = (): FishAudioError => otherForm({ status: 200 });

function readSegment(value: unknown): Word {
	if (!isRecord(value)) throw notAsPromised();
	const { text, start, end } = value;
	if (typeof text !== 'string' || !Number.isFinite(start) || !Number.isFinite(end)) throw notAsPromised();
	return { text, start: start as number, end: end as number };
}

/** An event of `/v1/tts/stream/with-timestamp`: TTSTimestampStreamEvent of the API's contract, August 2026. */
function readEvent(data: string): TimedEvent {
	const parsed = parseJson(data);
	if (!parsed) throw notJson({ status: 200 });
	const event = parsed.value;
	if (!isRecord(event)) throw notAsPromised();
	const { alignment, content, chunk_seq: chunk, chunk_audio_offset_sec: offset } = event;
	const audio = decodeBase64(event.audio_base64);
	if (!audio || typeof content !== 'string' || !Number.isInteger(chunk) || !Number.isFinite(offset)) throw notAsPromised();
	const told = { audio, chunk: chunk as number };
	if (alignment === null) return { ...told, snapshot: undefined };
	if (!isRecord(alignment) || !Array.isArray(alignment.segments)) throw notAsPromised();
	const size = data.length - Math.ceil(audio.length / 3) * 4;
	return { ...told, snapshot: { content, offset: offset as number, segments: alignment.segments.map(readSegment), size } };
}

const withoutEdges = (text: string): string => text.replace(/\s+/g, ' ').trim();

/**
 * The contract calls a segment "text covered by this timing entry": a word in the vendor's examples, and it may be a
 * character. Where the segments alone, put together, make the text, they bring their own spaces and may be parts of words.
 */
function wordsIn({ content, segments }: Snapshot): Word[] {
	const areParts = withoutEdges(segments.map(({ text }) => text).join('')) === withoutEdges(content);
	const words: Word[] = [];
	let isOpen = false;
	for (const { text, start, end } of segments) {
		const shown = withoutEdges(text);
		const last = words.at(-1);
		const continues = areParts && isOpen && last !== undefined && !/^\s/.test(text) && spaceBetween(last.text, shown);
		if (continues) words[words.length - 1] = { text: last.text + shown, start: last.start, end };
		else if (shown) words.push({ text: shown, start, end });
		isOpen = !/\s$/.test(text);
	}
	return words;
}

/** With the times of the whole audio, none negative or before the one ahead of it. */
function inWholeAudio(snapshots: Snapshot[]): Word[] {
	let now = 0;
	return snapshots.flatMap((snapshot) =>
		wordsIn(snapshot).map(({ text, start, end }) => {
			now = Math.max(now, start + snapshot.offset);
			return { text, start: now, end: Math.max(now, end + snapshot.offset) };
		}),
	);
}

/** A stream of events that is taken apart into audio and the times of its words. */
export interface TimedAudio {
	/** The step to lead the answer's body through: gives its audio as it arrives. Fails with `incomplete` on an event that is cut off, `badAnswer` on one of another form. */
	step(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array>;
	/** What has been told of the words so far, in their order; all of it when the step has ended. */
	words(): Word[];
}

/** Takes speech with timestamps apart. Holds nothing of it but what was told last of each chunk. */
export function createTimedAudio(): TimedAudio {
	const snapshots = new Map<number, Snapshot>();
	let held = 0;
	/** Events that bring no audio are not ended by its limit. */
	const hold = (chunk: number, snapshot: Snapshot): void => {
		held += snapshot.size - (snapshots.get(chunk)?.size ?? 0);
		if (held > mostTold) throw tooLarge(mostTold, 200);
		snapshots.set(chunk, snapshot);
	};
	return {
		async *step(source) {
			for await (const data of readEvents(source)) {
				const { audio, chunk, snapshot } = readEvent(data);
				if (snapshot) hold(chunk, snapshot);
				// The last event of a chunk may bring corrected times alone.
				if (audio.length > 0) yield audio;
			}
		},
		words: () => inWholeAudio([...snapshots].sort(([a], [b]) => a - b).map(([, snapshot]) => snapshot)),
	};
}
