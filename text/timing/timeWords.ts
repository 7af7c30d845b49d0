import { joinedLetters, lettersOf, type Letters } from './letters';
import { matchLetters } from './matchLetters';
import type { TextWord } from '../textWords';
import type { Word } from '../word';
import { endsSentence } from '../sentences';

/**
 * A stretch of speech as it is told: words or parts of them, without marks, each with its seconds in the whole audio.
 */
export interface Heard {
	segments: Array<{ text: string; start: number; end: number }>;
	/** What is spoken in it, where that is told: it may be told of speech of which there are no times. */
	content?: string;
	/** Seconds at which it begins, where that is told. */
	from?: number;
	/** Seconds at which it ends, where that is told. */
	to?: number;
}

/** Words with their times. */
export interface TimedWords {
	words: Word[];
	/** Words of the text that have no times and are left out, and the first of them. */
	untimed: { count: number; first: string } | undefined;
}

/** Seconds in which each letter is heard; NaN where nobody knows. */
interface Times {
	starts: Float64Array;
	ends: Float64Array;
}

type TimedLetters = Letters & Times;

const { isNaN } = Number;
const { max, min } = Math;

/**
 * Seconds of speech that may be timed by the letters alone, between two known times. A longer stretch would come too
 * early or too late.
 */
const longestGuess = 30;

const unknown = (length: number): Times => ({
	starts: new Float64Array(length).fill(NaN),
	ends: new Float64Array(length).fill(NaN),
});

/** Gives letters equal parts of a time. */
function spread({ starts, ends }: Times, from: number, to: number, start: number, end: number): void {
	const each = (end - start) / (to - from);
	for (let at = from; at < to; at++) {
		starts[at] = start + (at - from) * each;
		ends[at] = at + 1 === to ? end : start + (at + 1 - from) * each;
	}
}

/** Calls back for each stretch of letters that `is` tells. */
function stretches(length: number, is: (at: number) => boolean, found: (from: number, to: number) => void): void {
	for (let at = 0; at < length; at++) {
		if (!is(at)) continue;
		const from = at;
		while (at < length && is(at)) at += 1;
		found(from, at);
	}
}

function segmentLetters(segments: Heard['segments']): TimedLetters {
	const letters = lettersOf(segments.map(({ text }) => text));
	const times = unknown(letters.letters.length);
	let from = 0;
	segments.forEach(({ start, end }, at) => {
		const to = letters.upTo[at] ?? from;
		if (to > from) spread(times, from, to, start, max(start, end));
		from = to;
	});
	return { ...letters, ...times };
}

/**
 * Times of `letters` by those of others that are heard: where they are told in other words, in equal parts of the time
 * these take.
 */
function carried(letters: Letters, heard: TimedLetters): Times {
	const places = matchLetters(letters, heard);
	const times = unknown(places.length);
	places.forEach((place, at) => {
		if (place < 0) return;
		times.starts[at] = heard.starts[place] ?? NaN;
		times.ends[at] = heard.ends[place] ?? NaN;
	});
	stretches(
		places.length,
		(at) => (places[at] ?? -1) < 0,
		(from, to) => {
			let first = from === 0 ? 0 : (places[from - 1] ?? -1) + 1;
			let last = to === places.length ? heard.letters.length - 1 : (places[to] ?? 0) - 1;
			while (first <= last && isNaN(heard.starts[first])) first += 1;
			while (last >= first && isNaN(heard.ends[last])) last -= 1;
			if (first <= last) spread(times, from, to, heard.starts[first] ?? NaN, heard.ends[last] ?? NaN);
		},
	);
	return times;
}

/** Letters of a stretch: those of its content, which is as the text is, with the times of its segments. */
function stretchLetters({ segments, content, from, to }: Heard): TimedLetters {
	const told = segmentLetters(segments);
	const letters = lettersOf([content ?? '']);
	if (!letters.letters) return told;
	if (told.letters) return { ...letters, ...carried(letters, told) };
	const times = unknown(letters.letters.length);
	if (from !== undefined && to !== undefined && to > from) spread(times, 0, letters.letters.length, from, to);
	return { ...letters, ...times };
}

/** The letters of all stretches, but for those beyond what can belong to a text of so many letters. */
function heardLetters(heard: Heard[], most: number): TimedLetters {
	const all: TimedLetters[] = [];
	let length = 0;
	for (const stretch of heard) {
		const letters = stretchLetters(stretch);
		length += letters.letters.length;
		if (length > most) break;
		all.push(letters);
	}
	const joined = joinedLetters(all);
	const times = unknown(joined.letters.length);
	all.forEach(({ starts, ends }, at) => {
		const from = joined.upTo[at - 1] ?? 0;
		times.starts.set(starts, from);
		times.ends.set(ends, from);
	});
	return { ...joined, ...times };
}

/** Seconds a letter takes; undefined where no times are known. */
function paceOf({ starts, ends }: Times): number | undefined {
	let sum = 0;
	let count = 0;
	starts.forEach((start, at) => {
		if (isNaN(start)) return;
		sum += (ends[at] ?? start) - start;
		count += 1;
	});
	return count > 0 ? sum / count : undefined;
}

/**
 * Times letters that have none between those that have, if the stretch is not too long; at the end only if there is
 * time left for them.
 */
function guess(times: Times, seconds: number | undefined): void {
	const pace = paceOf(times);
	if (pace === undefined) return;
	const length = times.starts.length;
	stretches(
		length,
		(at) => isNaN(times.starts[at]),
		(from, to) => {
			const usual = (to - from) * pace;
			if (usual > longestGuess) return;
			const after = to === length ? seconds : times.starts[to];
			if (after === undefined) return;
			const before = from === 0 ? max(0, after - usual) : (times.ends[from - 1] ?? 0);
			if (to === length && after - before < usual / 3) return;
			spread(times, from, to, before, max(before, min(after, before + 1.5 * usual)));
		},
	);
}

/** Words with their times, NaN where they have none. */
function withTimes(words: TextWord[], { upTo }: Letters, { starts, ends }: Times): Word[] {
	// Marks at the beginning come with the first word.
	let now = max(0, starts.find((start) => !isNaN(start)) ?? NaN);
	let from = 0;
	return words.map((word, at) => {
		const to = upTo[at] ?? from;
		// Marks alone take no time.
		const start = to > from ? (starts[from] ?? NaN) : now;
		const end = to > from ? (ends[to - 1] ?? NaN) : now;
		from = to;
		if (isNaN(start) || isNaN(end)) return { ...word, start: NaN, end: NaN };
		const begun = max(now, start);
		now = max(begun, end);
		return { ...word, start: begun, end: now };
	});
}

/** Which words have no times, and with them the rest of their sentences, so that none is shown in part. */
function untimedIn(words: Word[]): boolean[] {
	const untimed = words.map(({ start }) => isNaN(start));
	const isEnd = (at: number): boolean => endsSentence(words[at]?.text ?? '', words[at + 1]?.text);
	stretches(
		words.length,
		(at) => untimed[at] === true,
		(from, to) => {
			let first = from;
			while (first > 0 && untimed[first - 1] === false && !isEnd(first - 1)) first -= 1;
			let last = to;
			while (last < words.length && untimed[last] === false && !isEnd(last - 1)) last += 1;
			// Of a text without sentences no more is left out than has to be.
			if (first > 0 && isEnd(first - 1)) untimed.fill(true, first, from);
			if (last < words.length && isEnd(last - 1)) untimed.fill(true, to, last);
		},
	);
	return untimed;
}

/**
 * Times the words of a text by what is heard of it. Both are matched by their letters, whatever their marks, capitals
 * and accents. Words that are told otherwise (`12`, and `twelve` is heard) have the time of what is heard in their
 * place; words that are not heard come between their neighbours. What cannot be timed so is left out, with the rest of
 * its sentence. `seconds` is the length of the audio. Takes time in proportion to the text and what is heard.
 */
export function timeWords(text: TextWord[], heard: Heard[], seconds?: number): TimedWords {
	const letters = lettersOf(text.map((word) => word.text));
	const times = carried(letters, heardLetters(heard, 4 * letters.letters.length + 10_000));
	guess(times, seconds);
	const words = withTimes(text, letters, times);
	const untimed = untimedIn(words);
	const first = untimed.indexOf(true);
	return {
		words: words.filter((_, at) => !untimed[at]),
		untimed: first < 0 ? undefined : { count: untimed.filter((is) => is).length, first: text[first]?.text ?? '' },
	};
}

/**
 * The words of audio that was joined of parts; `ends` holds where each part ends, in seconds. Undefined where no times
 * were wanted.
 */
export function joinedWords(parts: Array<TimedWords | undefined>, ends: number[]): TimedWords | undefined {
	const told = parts.flatMap((part) => part ?? []);
	if (told.length < parts.length) return undefined;
	const words = told.flatMap(({ words: own }, part) => {
		const from = part === 0 ? 0 : (ends[part - 1] ?? 0);
		return own.map((word) => ({ ...word, start: from + word.start, end: from + word.end }));
	});
	const untimed = told.flatMap((part) => part.untimed ?? []);
	const [first] = untimed;
	return { words, untimed: first && { ...first, count: untimed.reduce((sum, { count }) => sum + count, 0) } };
}
