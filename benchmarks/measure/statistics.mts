/** The middle value; for an even count, the mean of the middle two. */
export function median(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	const [low = NaN, high = NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
	return (low + high) / 2;
}

/** A measured quantity: the median of the runs, with the smallest and largest. */
export function withSpread(values: number[], format: (value: number) => string): string {
	return `${format(median(values))} (${format(Math.min(...values))} to ${format(Math.max(...values))})`;
}
