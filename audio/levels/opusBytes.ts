/** A table of numbers from 0 to 255, written in base 64, which takes a third of the space of figures. */
export const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'base64');

/** A list of small numbers, a letter for each: # is 0. */
export const stepsOf = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0) - 35);

/**
 * A table of symbols: for each, how much of 256 is left for those behind it. The letters tell the share of each; a row
 * ends at 0.
 */
export const symbolsOf = (text: string): Uint8Array => {
	let left = 0;
	return Uint8Array.from(stepsOf(text), (step) => (left = (left || 256) - step));
};

export const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
