import type { TextRange } from './cues';

/** Seconds of a pause at most. */
export const longestPause = 60;

/** A text cut at its pauses. */
export interface PausedText {
	/** What stands between the pauses; any of it may be empty. */
	texts: string[];
	/** Seconds of silence before each text, and after the last one. */
	pauses: number[];
}

/** A pause that cannot be made, as it is written in the text. */
export interface PauseFault {
	/** It has no length that can be read, or one of 0 or of more than `longestPause`. */
	is: 'unreadable' | 'outOfRange';
	written: string;
}

interface Pause extends TextRange {
	written: string;
	/** NaN where it cannot be read. */
	seconds: number;
}

/** `[pause 500ms]`, or the tag of SSML 1.1 (W3C, 3.2.3) with its closing tag, if there is one. */
const mark = new RegExp(
	String.raw`\[\s{0,9}(?<name>pause|break)(?![\p{L}_])(?<length>[^[\]\n]{1,200})\]|` +
		String.raw`<break(?=\s)(?<attributes>[^<>]{0,200})>(?:\s{0,20}</break\s{0,9}>)?`,
	'giu',
);

const time = /\stime\s{0,9}=\s{0,9}(?:["'“”„‘’]([^"'“”„‘’]*)|([^\s"'“”„‘’/]*))/iu;

const length = new RegExp(
	String.raw`^[:=]?\s{0,9}(?:for|of)?\s{0,9}\+?(?<number>\d{1,9}(?:[.,]\d{0,9})?|[.,]\d{1,9})\s{0,9}` +
		String.raw`(?:(?<ms>ms|msecs?|millis|milliseconds?)|(?<min>min|minutes?)|s|secs?|seconds?)\.?$`,
	'iu',
);

/** The seconds of a length such as `500ms` or `1,5 s`; NaN if it is none. */
function secondsOf(written: string): number {
	const { number, ms, min } = length.exec(written.trim())?.groups ?? {};
	const value = Number(number?.replace(',', '.') ?? NaN);
	return ms ? value / 1000 : min ? value * 60 : value;
}

/** A unit without a number, as an empty expression leaves it: `[pause {{ … }}ms]`. */
const onlyUnit = /^(?:ms|msecs?|millis|milliseconds?|min|minutes?|s|secs?|seconds?)\.?$/i;

/** Words such as `for effect`: the model reads cues as wording. */
const isWording = (stated: string): boolean => !/\d/.test(stated) && !onlyUnit.test(stated);

/** The pause, if it states a length. `[pause]`, `[break]` and those with words are cues of the model. */
function pauseOf(found: RegExpExecArray): Pause[] {
	const { name, length: inBrackets = '', attributes = '' } = found.groups ?? {};
	const inTag = time.exec(attributes);
	const stated = name ? inBrackets.trim() : (inTag?.[1] ?? inTag?.[2]);
	if (stated === undefined || (name && isWording(stated))) return [];
	const seconds = secondsOf(stated);
	if (name?.toLowerCase() === 'break' && Number.isNaN(seconds)) return [];
	return [{ from: found.index, to: found.index + found[0].length, written: found[0], seconds }];
}

/** The pauses of a stated length, in order. */
export const pausesIn = (text: string): Pause[] => Array.from(text.matchAll(mark)).flatMap(pauseOf);

const canBeMade = ({ seconds }: Pause): boolean => seconds > 0 && seconds <= longestPause;

/** The first pause of a text that cannot be made. Takes time in proportion to the text. */
export function pauseFault(text: string): PauseFault | undefined {
	const wrong = pausesIn(text).find((pause) => !canBeMade(pause));
	return wrong && { is: Number.isNaN(wrong.seconds) ? 'unreadable' : 'outOfRange', written: wrong.written };
}

/**
 * Cuts a text at its pauses of a stated length. What cannot be made (`pauseFault`) stays in it. Takes time in
 * proportion to the text.
 */
export function splitAtPauses(text: string): PausedText {
	const found = pausesIn(text).filter(canBeMade);
	const ends = [...found.map(({ from }) => from), text.length];
	const texts = ends.map((end, at) => text.slice(found[at - 1]?.to ?? 0, end));
	return { texts, pauses: [0, ...found.map(({ seconds }) => seconds), 0] };
}

/** A text with a space in place of each pause. */
export const withoutPauses = (text: string): string => splitAtPauses(text).texts.join(' ');

/** The pauses at the beginning of a line, as they are written, and the rest of the line. */
export function leadingPauses(line: string): { pauses: string; rest: string } {
	let end = 0;
	for (const { from, to } of pausesIn(line)) {
		if (line.slice(end, from).trim()) break;
		end = to;
	}
	return { pauses: line.slice(0, end).trim(), rest: line.slice(end) };
}
