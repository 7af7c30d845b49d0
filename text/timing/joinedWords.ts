import type { TimedWords } from './timeWords';

/**
 * The words of audio that was joined from parts. `starts` holds the seconds at which the sound of each part begins.
 * Undefined if no times were requested.
 */
export function joinedWords(parts: Array<TimedWords | undefined>, starts: number[]): TimedWords | undefined {
	const timed = parts.flatMap((part) => part ?? []);
	if (timed.length < parts.length) return undefined;
	const words = timed.flatMap(({ words: own }, index) => {
		const from = starts[index] ?? 0;
		// A part whose beginning was cut off begins before the audio.
		return own.map((word) => ({ ...word, start: Math.max(0, from + word.start), end: Math.max(0, from + word.end) }));
	});
	const untimed = timed.flatMap((part) => part.untimed ?? []);
	const [first] = untimed;
	return { words, untimed: first && { ...first, count: untimed.reduce((sum, { count }) => sum + count, 0) } };
}
