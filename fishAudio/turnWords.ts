import { textWords, type TextTurn } from './textWords';
import { timeWords, type Heard } from './timeWords';
import type { Word } from './word';

/** What somebody says in one go, and when. */
export interface TimedTurn extends TextTurn {
	/** Seconds */
	start: number;
	/** Seconds */
	end: number;
}

const middle = ({ start, end }: { start: number; end: number }): number => (start + end) / 2;

/**
 * The words of a recording as they are written in its turns, with the times of the single words that were heard: these may lack marks and
 * capitals, and be told otherwise. A turn in which none was heard has its words in equal parts of its time.
 */
export function wordsOfTurns(turns: TimedTurn[], heard: Heard['segments']): Word[] {
	const segments = heard.toSorted((a, b) => middle(a) - middle(b));
	let at = 0;
	const stretches = turns.map(({ text, start, end }, turn): Heard => {
		const until = turns[turn + 1]?.start ?? Infinity;
		const own: Heard['segments'] = [];
		for (let next = segments[at]; next && middle(next) < until; next = segments[at]) {
			own.push(next);
			at += 1;
		}
		return own.length > 0 ? { segments: own } : { segments: [], content: text, from: start, to: end };
	});
	return timeWords(textWords(turns), stretches, turns.at(-1)?.end).words;
}
