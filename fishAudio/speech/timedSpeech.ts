import { withoutCues } from '../../text/cues';
import type { FishAudioError } from '../errors';
import { readEvents } from '../requests/serverSentEvents';
import { answerTooLarge, notJson, otherForm } from '../requests/answerErrors';
import { parseJson } from '../requests/json';
import { chunkOf, hasTimes, readSpeechEvent, readTold, type SpeechEvent, type ToldChunk } from './speechEvent';
import { spokenText } from '../../text/spokenText';
import { textWords } from '../../text/textWords';
import { timeWords, type Heard, type TimedWords } from '../../text/timing/timeWords';

/** Bytes of JSON that may be held of the words: those of a text of half a million words. */
const mostTold = 32 * 1024 * 1024;

/** A stream of events that is taken apart into audio and the times of its words. */
export interface TimedAudio {
	/**
	 * The step to lead the answer's body through: gives its audio as it arrives. Fails with `incomplete` where that is
	 * broken, with the API's own words where they come in its place, and with `badAnswer` where none comes at all. Times
	 * that are missing or broken are no failure.
	 */
	step(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array>;
	/**
	 * The words of the text with the times that were told of them; `seconds` is the length of the audio, where it is
	 * known.
	 */
	words(seconds?: number): TimedWords;
}

/** Speech that is asked for with the times of its words. */
export interface TimedText {
	text: string;
	model: string;
	/** Makes an error of what the API tells in the place of speech. */
	failureOf(told: string): FishAudioError;
}

/** Holds what was told last of each chunk, which replaces what was told before. */
function createChunks() {
	const chunks = new Map<number | string, Buffer>();
	let held = 0;
	let last: Buffer | undefined;
	return {
		hold(told: Buffer): void {
			last = told;
			const chunk = chunkOf(told) ?? readTold(told)?.content;
			if (chunk === undefined) return;
			const before = chunks.get(chunk);
			if (before && hasTimes(before) && !hasTimes(told)) return;
			held += told.length - (before?.length ?? 0);
			// Events that bring no audio are not ended by its limit.
			if (held > mostTold) throw answerTooLarge(mostTold, { status: 200 });
			chunks.set(chunk, told);
		},
		last: () => last,
		inOrder: () =>
			[...chunks]
				.sort(([a], [b]) => (typeof a === 'number' && typeof b === 'number' ? a - b : 0))
				.flatMap(([, told]) => readTold(told) ?? []),
	};
}

/** Told text may have the cues and tags of the text that was asked for, or not. */
const spokenIn = (text: string, model: string): string => (/[[(<]/.test(text) ? withoutCues(text, model) : text);

/** Chunks with the times of the whole audio. One that does not tell where it begins follows the one before. */
function heardOf(chunks: ToldChunk[], { model }: TimedText, seconds: number | undefined): Heard[] {
	let now = 0;
	return chunks.map(({ content = '', offset, segments }, at) => {
		const from = offset ?? now;
		const timed = segments.map(({ text, start, end }) => ({
			text: spokenIn(text, model),
			start: from + start,
			end: from + end,
		}));
		now = timed.at(-1)?.end ?? from;
		const to = at + 1 < chunks.length ? chunks[at + 1]?.offset : seconds;
		return { content: spokenIn(content, model), segments: timed, from, ...(to !== undefined && { to }) };
	});
}

/** Takes speech with timestamps apart. Holds nothing of it but what was told last of each chunk. */
export function createTimedAudio(asked: TimedText): TimedAudio {
	const chunks = createChunks();

	function audioIn(event: SpeechEvent): Uint8Array | undefined {
		if (event.kind === 'failure') throw asked.failureOf(event.text);
		if (event.kind === 'broken') throw notJson({ status: 200 });
		if (event.kind === 'other') return undefined;
		chunks.hold(event.told);
		// The last event of a chunk may bring corrected times alone.
		return event.audio.length > 0 ? event.audio : undefined;
	}

	return {
		async *step(source) {
			let isSilent = true;
			for await (const event of readEvents(source)) {
				const audio = audioIn(readSpeechEvent(event));
				if (!audio) continue;
				isSilent = false;
				yield audio;
			}
			const last = chunks.last();
			// Only now is it parsed: most are replaced by the next.
			if (last && !parseJson(last.toString())) throw notJson({ status: 200 });
			if (last && isSilent) throw otherForm({ status: 200 });
		},
		words: (seconds) => {
			const told = chunks.inOrder();
			// Where all times are missing, those of the chunks alone would be wrong by seconds.
			const heard = told.some(({ segments }) => segments.length > 0) ? heardOf(told, asked, seconds) : [];
			return timeWords(textWords(spokenText(asked.text, asked.model)), heard, seconds);
		},
	};
}
