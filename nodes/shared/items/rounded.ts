/** Seconds as people read them, to the thousandth. */
export const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;

/** Words or the like, with their times as people read them. */
export const withRoundedTimes = <T extends { start: number; end: number }>(one: T): T => ({
	...one,
	start: rounded(one.start),
	end: rounded(one.end),
});
