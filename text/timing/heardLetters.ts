import type { Heard } from './heard';
import { joinedLetters, lettersOf } from './letters';
import { spread, unknownTimes, type TimedLetters } from './letterTimes';
import { transferTimes } from './transferTimes';

function segmentLetters(segments: Heard['segments']): TimedLetters {
	const letters = lettersOf(segments.map(({ text }) => text));
	const times = unknownTimes(letters.letters.length);
	let from = 0;
	segments.forEach(({ start, end }, at) => {
		const to = letters.upTo[at] ?? from;
		if (to > from) spread(times, { from, to, start, end: Math.max(start, end) });
		from = to;
	});
	return { ...letters, ...times };
}

/** The letters of one stretch: those of its content, which is closer to the text, with the times of its segments. */
function stretchLetters({ segments, content, from, to }: Heard): TimedLetters {
	const fromSegments = segmentLetters(segments);
	const letters = lettersOf([content ?? '']);
	if (!letters.letters) return fromSegments;
	if (fromSegments.letters) return { ...letters, ...transferTimes(letters, fromSegments) };
	const { length } = letters.letters;
	const times = unknownTimes(length);
	if (from !== undefined && to !== undefined && to > from) spread(times, { from: 0, to: length, start: from, end: to });
	return { ...letters, ...times };
}

/** The letters of all stretches, up to `limit`: more cannot belong to the text. */
export function heardLetters(heard: Heard[], limit: number): TimedLetters {
	const all: TimedLetters[] = [];
	let length = 0;
	for (const stretch of heard) {
		const letters = stretchLetters(stretch);
		length += letters.letters.length;
		if (length > limit) break;
		all.push(letters);
	}
	const joined = joinedLetters(all);
	const times = unknownTimes(joined.letters.length);
	all.forEach(({ starts, ends }, at) => {
		const from = joined.upTo[at - 1] ?? 0;
		times.starts.set(starts, from);
		times.ends.set(ends, from);
	});
	return { ...joined, ...times };
}
