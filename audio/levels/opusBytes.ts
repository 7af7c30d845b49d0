/** Numbers of 0 to 255 that a table has in base 64: a third of what they take in figures. */
export const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'base64');

/** Numbers of 0 to 56, a letter from # on for each. */
export const stepsOf = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0) - 35);

export const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
