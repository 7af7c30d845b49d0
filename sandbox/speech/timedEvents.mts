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
/** So few that even a word is told about more than once. */
const FEWEST_EVENTS = 3;
/** Measured from the contract's example; the cheap speech is that much quicker. */
const stepSeconds = { espeak: 0.08, tone: 0.001 };

/** What is known of a chunk once it has been heard for so long: the last word may not have ended. */
function snapshot({ words, start, end }: ContentChunk, heard: number, step: number): TimedEvent['alignment'] {
	const until = Math.min(start + heard, end);
	const begun = words.filter((word) => word.start < until);
	const segments = begun.map((word) =>
		inSteps({ text: word.text, start: word.start - start, end: Math.min(word.end, until) - start }, step),
	);
	return segments.length === 0 ? null : { segments, audio_duration: rounded(until - start) };
}

/** Now and then nothing is known, which takes back nothing; at the end all is. */
function isSilent(seq: number, step: number, steps: number): boolean {
	if (step === steps - 1) return false;
	return step === 0 ? seq % 2 === 0 : step % 4 === 2;
}

const speakerTag = /<\|speaker:\d+\|>/g;

/**
 * The text as events show it: a cue at its very beginning is gone. Of cues in the middle and of speaker tags nobody
 * knows, so that they are left in every second chunk.
 */
function shown({ seq, content }: ContentChunk, { cues }: Script): string {
	const [directions] = cues;
	const rest =
		seq === 0 && directions ? content.replace(new RegExp(`^\\s*(?:${directions.source}\\s*)+`), '') : content;
	return seq % 2 === 0 ? rest : [...cues, speakerTag].reduce((text, cue) => text.replace(cue, ''), rest);
}

/** A chunk's events. Of every second one the last snapshot comes behind the audio, in an event without any. */
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
		alignment: isSilent(seq, step, steps)
			? null
			: snapshot(chunk, ((end - start) * (step + 1)) / steps, stepSeconds[script.engine]),
		chunk_seq: seq,
		chunk_audio_offset_sec: rounded(start),
	}));
}

/** The events of chunks that came together, each with its share of the audio by its time. */
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
