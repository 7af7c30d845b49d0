import { otherForm } from '../requests/answerErrors';
import { readJson } from '../requests/readAnswer';
import type { HttpAnswer } from '../requests/http';
import { isRecord, textIn } from '../requests/json';
import type { Word } from '../../text/word';

/** What one person says until another speaks. */
export interface SpeakerTurn {
	/** `speaker 1`, and so on. The numbers hold within one transcript only. */
	speaker: string;
	text: string;
	/** Seconds from the beginning. */
	start: number;
	/** Seconds */
	end: number;
}

/** A list in an answer, as far as it could be read. */
export interface Told<T> {
	entries: T[];
	/** Whether that is all of it. */
	isWhole: boolean;
}

/** What is said in a recording. */
export interface Transcript {
	/** Without marks of speakers. Empty where nothing is said. */
	text: string;
	/** Length of the recording, where it is told. */
	seconds: number | undefined;
	/** Name of the language, such as `English`, where one was found. */
	language: string | undefined;
	/** Its code, ISO 639-1. */
	languageCode: string | undefined;
	/**
	 * Single words (Chinese, Japanese: characters), without punctuation and at times written otherwise than in the text.
	 * Where times were asked for.
	 */
	words: Told<Word>;
	/** Who says what, where it was asked for. */
	turns: Told<SpeakerTurn>;
}

const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** Text without the mark before each turn of a speaker, and with single spaces. */
export const withoutMarks = (text: string): string =>
	text
		.split(/<\|speaker:\d+\|>/)
		.map((part) => part.replace(/[^\S\r\n]+/g, ' ').trim())
		.filter((part) => part !== '')
		.join(' ');

/** The API counts `speaker:0`, and people from 1. */
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
	return { speaker: nameOf(value.speaker), ...said, text: withoutMarks(said.text) };
}

/** Reads what can be read: the transcript is paid for, whatever the form of a part of it. */
function readList<T>(value: unknown, read: (entry: unknown) => T | undefined): Told<T> {
	if (!Array.isArray(value)) return { entries: [], isWhole: value === undefined };
	const entries = value.map(read).filter((entry) => entry !== undefined);
	return { entries, isWhole: entries.length === value.length };
}

/**
 * The answer of `/v1/asr` (Fish Audio docs, speech to text, September 2026). Fails with `badAnswer` where it has no
 * text.
 */
export async function readTranscript(answer: HttpAnswer): Promise<Transcript> {
	const body = await readJson(answer);
	if (!isRecord(body) || typeof body.text !== 'string') throw otherForm(answer);
	return {
		text: withoutMarks(body.text),
		seconds: isTime(body.duration) ? body.duration : undefined,
		language: textIn(body.language),
		languageCode: textIn(body.language_code),
		words: readList(body.segments, readWord),
		turns: readList(body.speaker_turns, readTurn),
	};
}
