import { withoutPhonemeTags } from '../../text/brackets';
import { withoutCues } from '../../text/cues';
import type { FishAudioError } from '../errors';
import { readEvents } from '../requests/serverSentEvents';
import { notJson, otherForm } from '../requests/answerErrors';
import { parseJson } from '../requests/json';
import { createLatestChunks } from './latestChunks';
import { readSpeechEvent, type SpeechEvent } from './speechEvent';
import type { TextChunk } from './textChunk';
import { saidWords } from '../../text/pronunciation/saidWords';
import type { Saying } from '../../text/pronunciation/sayings';
import type { Heard } from '../../text/timing/heard';
import { timeWords, type TimedWords } from '../../text/timing/timeWords';

/** A stream of events, separated into audio and the times of its words. */
export interface TimedAudio {
	/**
	 * A step for the answer's body: passes its audio on as it arrives. Fails with `incomplete` if the audio is broken,
	 * with the API's own words if an error comes instead of it, and with `badAnswer` if there is none. Missing or broken
	 * times are no failure.
	 */
	step(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array>;
	/** The words of the text with their times. `seconds` is the length of the audio, if known. */
	words(seconds?: number): TimedWords;
}

/** Speech that is requested with the times of its words. */
export interface TimedRequest {
	/** As it is written. */
	text: string;
	/** What of it was sent in another form. */
	sayings?: Saying[];
	model: string;
	/** Makes an error from what the API sends instead of audio. */
	failureOf(text: string): FishAudioError;
}

/** The API's text may still have the cues and tags of ours. Phonemes count as the letters they are written in. */
const spokenIn = (text: string, model: string): string =>
	/[[(<]/.test(text) ? withoutCues(withoutPhonemeTags(text), model) : text;

/** Chunks with the times of the whole audio. A chunk without an offset follows the one before it. */
function heardOf(chunks: TextChunk[], model: string, seconds: number | undefined): Heard[] {
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

/** Separates the audio and the times of speech. Holds only the latest JSON of each chunk. */
export function createTimedAudio({ text, sayings = [], model, failureOf }: TimedRequest): TimedAudio {
	const chunks = createLatestChunks();

	function audioIn(event: SpeechEvent): Uint8Array | undefined {
		if (event.kind === 'failure') throw failureOf(event.text);
		if (event.kind === 'broken') throw notJson({ status: 200 });
		if (event.kind === 'other') return undefined;
		chunks.add(event.details);
		// The last event of a chunk may bring nothing but corrected times.
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
			// Parsed only now: most events are replaced by the next one.
			if (last && !parseJson(last.toString())) throw notJson({ status: 200 });
			if (last && isSilent) throw otherForm({ status: 200 });
		},
		words: (seconds) => {
			const found = chunks.inOrder();
			// Without any segments, the times of the chunks alone would be wrong by seconds.
			const heard = found.some(({ segments }) => segments.length > 0) ? heardOf(found, model, seconds) : [];
			return timeWords(saidWords(text, model, sayings), heard, seconds);
		},
	};
}
