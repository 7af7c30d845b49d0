import type { Letters } from './letters';
import { eachRun, spread, unknownTimes, type TimedLetters, type Times } from './letterTimes';
import { matchLetters } from './matchLetters';

const { isNaN } = Number;

/**
 * Times of a text's letters, taken from the same letters that are heard. Where other words are heard instead, the
 * letters share the time of these equally.
 */
export function transferTimes(letters: Letters, heard: TimedLetters): Times {
	const matches = matchLetters(letters, heard);
	const times = unknownTimes(matches.length);
	matches.forEach((match, at) => {
		if (match < 0) return;
		times.starts[at] = heard.starts[match] ?? NaN;
		times.ends[at] = heard.ends[match] ?? NaN;
	});
	eachRun(
		matches.length,
		(at) => (matches[at] ?? -1) < 0,
		(from, to) => {
			let first = from === 0 ? 0 : (matches[from - 1] ?? -1) + 1;
			let last = to === matches.length ? heard.letters.length - 1 : (matches[to] ?? 0) - 1;
			while (first <= last && isNaN(heard.starts[first])) first += 1;
			while (last >= first && isNaN(heard.ends[last])) last -= 1;
			if (first > last) return;
			spread(times, { from, to, start: heard.starts[first] ?? NaN, end: heard.ends[last] ?? NaN });
		},
	);
	return times;
}
