import { inSteps, rounded, withoutMarks, type Segment } from './alignment.mts';
import type { Batch, ContentChunk } from './contentChunks.mts';
import type { SpeechJob } from './speak.mts';

/** One event of the contract's stream with timestamps. */
export interface TimedEvent {
	audio_base64: string;
	content: string;
	alignment: { segments: Segment[]; audio_duration: number } | null;
	chunk_seq: number;
	chunk_audio_offset_sec: number;
}

type Script = Pick<SpeechJob, 'cues' | 'engine'>;

const EVENT_SECONDS = 0.5;
/** Even a chunk of a single word has several events. */
const FEWEST_EVENTS = 3;
/** Measured on the contract's example. `tone` speech is shorter by the same factor. */
const stepSeconds = { espeak: 0.08, tone: 0.001 };

/** What is known of a chunk up to a time in its audio: the last word may not have ended. */
function snapshot({ words, start, end }: ContentChunk, heard: number, step: number): TimedEvent['alignment'] {
	const until = Math.min(start + heard, end);
	const begun = words.filter((word) => word.start < until);
	const segments = begun.map((word) =>
		inSteps({ text: word.text, start: word.start - start, end: Math.min(word.end, until) - start }, step),
	);
	return segments.length === 0 ? null : { segments, audio_duration: rounded(until - start) };
}

/** Whether an event has no times, which does not revoke those before it. The last one of a chunk always has them. */
function isUntimed(seq: number, step: number, steps: number): boolean {
	if (step === steps - 1) return false;
	return step === 0 ? seq % 2 === 0 : step % 4 === 2;
}

const speakerTag = /<\|speaker:\d+\|>/g;

/**
 * The text as events show it: a cue at the very beginning is removed. What the service does with later cues and with
 * speaker tags is unknown, so every second chunk keeps them.
 */
function shown({ seq, content }: ContentChunk, { cues }: Script): string {
	const [directions] = cues;
	const rest =
		seq === 0 && directions ? content.replace(new RegExp(`^\\s*(?:${directions.source}\\s*)+`), '') : content;
	return seq % 2 === 0 ? rest : [...cues, speakerTag].reduce((text, cue) => text.replace(cue, ''), rest);
}

/** A chunk's events. In every second chunk the last snapshot follows the audio, in an event without audio. */
function eventsOf(written: ContentChunk, audio: Buffer, script: Script): TimedEvent[] {
	const chunk = { ...written, words: withoutMarks(written.words) };
	const { seq, start, end } = chunk;
	const content = shown(chunk, script);
	const parts = Math.max(FEWEST_EVENTS, Math.ceil((end - start) / EVENT_SECONDS));
	const steps = parts + (seq % 2);
	return Array.from({ length: steps }, (_, step) => ({
		audio_base64: audio.toString(
			'base64',
			Math.floor((audio.length * step) / parts),
			Math.floor((audio.length * (step + 1)) / parts),
		),
		content,
		alignment: isUntimed(seq, step, steps)
			? null
			: snapshot(chunk, ((end - start) * (step + 1)) / steps, stepSeconds[script.engine]),
		chunk_seq: seq,
		chunk_audio_offset_sec: rounded(start),
	}));
}

/** The events of chunks in one batch. Each chunk gets a share of the audio by its duration. */
export function eventsOfBatch({ chunks, bytes }: Batch, script: Script): TimedEvent[] {
	const start = chunks[0]?.start ?? 0;
	const seconds = (chunks.at(-1)?.end ?? 0) - start;
	let from = 0;
	return chunks.flatMap((chunk, index) => {
		const share = index === chunks.length - 1 ? 1 : (chunk.end - start) / seconds;
		const to = Math.round(bytes.length * share);
		const events = eventsOf(chunk, bytes.subarray(from, to), script);
		from = to;
		return events;
	});
}
