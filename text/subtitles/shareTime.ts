/** A time from and to, in milliseconds. */
interface Span {
	start: number;
	end: number;
}

/**
 * The time of a caption in which several people speak, shared by the length of what they say. They speak one after the
 * other.
 */
export function shareTime({ start, end }: Span, texts: string[]): Span[] {
	const total = texts.reduce((sum, text) => sum + text.length, 0);
	let before = 0;
	const borders = [0, ...texts.map((text) => (before += text.length))].map((length) =>
		Math.round(start + ((end - start) * length) / total),
	);
	return texts.map((_, at) => ({ start: borders[at] ?? start, end: borders[at + 1] ?? end }));
}
