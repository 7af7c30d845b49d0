/** A table of numbers from 0 to 255, written in base 64: a third of the length of decimals. */
export const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'base64');

/** A list of small numbers, one letter each: # is 0. */
export const stepsOf = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0) - 35);

/**
 * A table of symbols: for each, the share of 256 that is left for the symbols behind it. The letters are the share of
 * each symbol; a row ends at 0.
 */
export const symbolsOf = (text: string): Uint8Array => {
	let left = 0;
	return Uint8Array.from(stepsOf(text), (step) => (left = (left || 256) - step));
};

export const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
