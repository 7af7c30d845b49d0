import { eachRun, spread, type Times } from './letterTimes';

const { isNaN } = Number;
const { max, min } = Math;

/** Seconds of speech that may be timed by the number of letters alone. Longer stretches would drift from the speech. */
const longestEstimate = 30;

/** Average seconds of a letter; undefined if no times are known. */
function secondsOfLetter({ starts, ends }: Times): number | undefined {
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
 * Estimates unknown times between known ones, unless the stretch is too long. At the end of the audio (`seconds`) only
 * if there is time left for at least a third of the usual length.
 */
export function estimateTimes(times: Times, seconds: number | undefined): void {
	const ofLetter = secondsOfLetter(times);
	if (ofLetter === undefined) return;
	const { length } = times.starts;
	eachRun(
		length,
		(at) => isNaN(times.starts[at]),
		(from, to) => {
			const usual = (to - from) * ofLetter;
			if (usual > longestEstimate) return;
			const after = to === length ? seconds : times.starts[to];
			if (after === undefined) return;
			const before = from === 0 ? max(0, after - usual) : (times.ends[from - 1] ?? 0);
			if (to === length && after - before < usual / 3) return;
			spread(times, { from, to, start: before, end: max(before, min(after, before + 1.5 * usual)) });
		},
	);
}
