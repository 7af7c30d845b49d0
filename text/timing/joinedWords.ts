import type { TimedWords } from './timeWords';

/**
 * The words of audio that was joined from parts. `ends` holds the seconds at which each part ends. Undefined if no
 * times were requested.
 */
export function joinedWords(parts: Array<TimedWords | undefined>, ends: number[]): TimedWords | undefined {
	const timed = parts.flatMap((part) => part ?? []);
	if (timed.length < parts.length) return undefined;
	const words = timed.flatMap(({ words: own }, index) => {
		const from = index === 0 ? 0 : (ends[index - 1] ?? 0);
		return own.map((word) => ({ ...word, start: from + word.start, end: from + word.end }));
	});
	const untimed = timed.flatMap((part) => part.untimed ?? []);
	const [first] = untimed;
	return { words, untimed: first && { ...first, count: untimed.reduce((sum, { count }) => sum + count, 0) } };
}
