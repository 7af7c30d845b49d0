/** Seconds, rounded to milliseconds. */
export const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;

/** A word or the like with its times rounded to milliseconds. */
export const withRoundedTimes = <T extends { start: number; end: number }>(one: T): T => ({
	...one,
	start: rounded(one.start),
	end: rounded(one.end),
});
