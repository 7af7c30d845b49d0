import { endsSentence } from '../sentences';
import type { Word } from '../word';
import { eachRun } from './letterTimes';

/** Which words have no times, and with them the rest of their sentences: no sentence is shown in part. */
export function untimedIn(words: Word[]): boolean[] {
	const untimed = words.map(({ start }) => Number.isNaN(start));
	const isEnd = (at: number): boolean => endsSentence(words[at]?.text ?? '', words[at + 1]?.text);
	eachRun(
		words.length,
		(at) => untimed[at] === true,
		(from, to) => {
			let first = from;
			while (first > 0 && untimed[first - 1] === false && !isEnd(first - 1)) first -= 1;
			let last = to;
			while (last < words.length && untimed[last] === false && !isEnd(last - 1)) last += 1;
			// In a text without sentences only the untimed words are left out.
			if (first > 0 && isEnd(first - 1)) untimed.fill(true, first, from);
			if (last < words.length && isEnd(last - 1)) untimed.fill(true, to, last);
		},
	);
	return untimed;
}
