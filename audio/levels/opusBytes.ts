/** Numbers of 0 to 255 that a table has in base 64: a third of what they take in figures. */
export const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'base64');
