/** Numbers of 0 to 255 that a table has in base 64: a third of what they take in figures. */
export const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'base64');

/** Small numbers, a letter from # on for each. */
export const stepsOf = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0) - 35);

/** A table of symbols: for each what is left of 256 behind it. The letters say how likely each is; a row ends when nothing is left. */
export const symbolsOf = (text: string): Uint8Array => {
	let left = 0;
	return Uint8Array.from(stepsOf(text), (step) => (left = (left || 256) - step));
};

export const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
