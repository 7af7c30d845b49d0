/** The middle one; of an even number, the mean of the middle two. */
export function median(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	const [low = NaN, high = NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
	return (low + high) / 2;
}

/** A measured quantity: the median of its runs and the smallest and largest beside it. */
export function withSpread(values: number[], format: (value: number) => string): string {
	return `${format(median(values))} (${format(Math.min(...values))} to ${format(Math.max(...values))})`;
}
