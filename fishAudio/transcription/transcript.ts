import { otherForm } from '../requests/answerErrors';
import { readJson } from '../requests/readAnswer';
import type { HttpAnswer } from '../requests/http';
import { isRecord, textIn } from '../requests/json';
import { splitAtSpeakerTags } from '../../text/speakerTags';
import type { Word } from '../../text/word';

/** What one person says before another speaks. */
export interface SpeakerTurn {
	/** `speaker 1`, and so on. The numbers hold within one transcript only. */
	speaker: string;
	text: string;
	/** Seconds from the beginning. */
	start: number;
	/** Seconds */
	end: number;
}

/** The readable entries of a list in an answer. */
export interface ReadList<T> {
	entries: T[];
	/** Whether all of its entries could be read. */
	isComplete: boolean;
}

/** What is said in a recording. */
export interface Transcript {
	/** Without speaker tags. Empty if nothing is said. */
	text: string;
	/** Length of the recording, if the answer has it. */
	seconds: number | undefined;
	/** Name of the detected language, such as `English`. */
	language: string | undefined;
	/** Its code, ISO 639-1. */
	languageCode: string | undefined;
	/**
	 * Single words (in Chinese and Japanese: characters), if times were requested. They have no punctuation, and their
	 * spelling may differ from the text.
	 */
	words: ReadList<Word>;
	/** Who says what, if speakers were requested. */
	turns: ReadList<SpeakerTurn>;
}

const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** A text without its speaker tags, and with single spaces. */
const withoutSpeakerTags = (text: string): string =>
	splitAtSpeakerTags(text)
		.map((turn) => turn.text.replace(/[^\S\r\n]+/g, ' ').trim())
		.filter((turn) => turn !== '')
		.join(' ');

/** The API counts speakers from 0, people from 1. */
function nameOf(speaker: string): string {
	const number = /^speaker:(\d{1,4})$/.exec(speaker)?.[1];
	return number === undefined ? speaker : `speaker ${Number(number) + 1}`;
}

/** ASRSegment of the API's contract. */
function readWord(value: unknown): Word | undefined {
	if (!isRecord(value)) return undefined;
	const { text, start, end } = value;
	return typeof text === 'string' && isTime(start) && isTime(end)
		? { text: text.trim(), start, end: Math.max(start, end) }
		: undefined;
}

/** ASRSpeakerTurn of the API's contract. */
function readTurn(value: unknown): SpeakerTurn | undefined {
	const said = readWord(value);
	if (!said || !isRecord(value) || typeof value.speaker !== 'string') return undefined;
	return { speaker: nameOf(value.speaker), ...said, text: withoutSpeakerTags(said.text) };
}

/** Reads the entries that can be read: the transcript is paid for even if some of them are broken. */
function readList<T>(value: unknown, read: (entry: unknown) => T | undefined): ReadList<T> {
	if (!Array.isArray(value)) return { entries: [], isComplete: value === undefined };
	const entries = value.map(read).filter((entry) => entry !== undefined);
	return { entries, isComplete: entries.length === value.length };
}

/**
 * Reads the answer of `/v1/asr` (Fish Audio docs, speech to text, September 2026). Fails with `badAnswer` if it has no
 * text.
 */
export async function readTranscript(answer: HttpAnswer): Promise<Transcript> {
	const body = await readJson(answer);
	if (!isRecord(body) || typeof body.text !== 'string') throw otherForm(answer);
	return {
		text: withoutSpeakerTags(body.text),
		seconds: isTime(body.duration) ? body.duration : undefined,
		language: textIn(body.language),
		languageCode: textIn(body.language_code),
		words: readList(body.segments, readWord),
		turns: readList(body.speaker_turns, readTurn),
	};
}
