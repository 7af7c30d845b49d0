import type { TextWord } from '../textWords';
import type { Word } from '../word';
import { estimateTimes } from './estimateTimes';
import type { Heard } from './heard';
import { heardLetters } from './heardLetters';
import { lettersOf, type Letters } from './letters';
import type { Times } from './letterTimes';
import { transferTimes } from './transferTimes';
import { untimedIn } from './untimed';

/** Words with their times. */
export interface TimedWords {
	words: Word[];
	/** How many words of the text are left out because they have no times, and the first of them. */
	untimed: { count: number; first: string } | undefined;
}

const { isNaN } = Number;
const { max } = Math;

/** How many heard letters may belong to a text of this many letters. Numbers are longer in words than in digits. */
const heardLimit = (letters: number): number => 4 * letters + 10_000;

/** Words with the times of their letters; NaN if these are unknown. */
function withTimes(words: TextWord[], { upTo }: Letters, { starts, ends }: Times): Word[] {
	// Punctuation at the beginning has the time of the first word.
	let now = max(0, starts.find((start) => !isNaN(start)) ?? NaN);
	let from = 0;
	return words.map((given, at) => {
		const word = { ...given };
		delete word.said;
		const to = upTo[at] ?? from;
		// Punctuation alone takes no time.
		const start = to > from ? (starts[from] ?? NaN) : now;
		const end = to > from ? (ends[to - 1] ?? NaN) : now;
		from = to;
		if (isNaN(start) || isNaN(end)) return { ...word, start: NaN, end: NaN };
		const begun = max(now, start);
		now = max(begun, end);
		return { ...word, start: begun, end: now };
	});
}

/**
 * Times the words of a text by what is heard. Both are matched by their letters, without regard to punctuation, case
 * and accents. A word that is heard in another form (`twelve` for `12`) gets the time of that form; words that are not
 * heard get a time between their neighbours. Words that cannot be timed are left out, with the rest of their sentence.
 * `seconds` is the length of the audio. Takes time in proportion to the text and what is heard.
 */
export function timeWords(text: TextWord[], heard: Heard[], seconds?: number): TimedWords {
	const letters = lettersOf(text.map(({ said, text: written }) => said ?? written));
	const times = transferTimes(letters, heardLetters(heard, heardLimit(letters.letters.length)));
	estimateTimes(times, seconds);
	const words = withTimes(text, letters, times);
	const untimed = untimedIn(words);
	const first = untimed.indexOf(true);
	return {
		words: words.filter((_, at) => !untimed[at]),
		untimed: first < 0 ? undefined : { count: untimed.filter((is) => is).length, first: text[first]?.text ?? '' },
	};
}
