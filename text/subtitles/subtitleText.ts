/** What the first bytes say about the encoding: byte order marks, or the zero byte of a first ASCII character. */
function utf16In([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
	if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
	return (first === 0xfe && second === 0xff) || (first === 0 && second !== 0) ? 'utf-16be' : undefined;
}

function utf8Of(bytes: Uint8Array): string | undefined {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return undefined;
	}
}

/** What Windows-1252 has in place of the control characters U+0080 to U+009F. Five of them stay. */
const windows = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Several versions of Node 20, 22 and 24 decode Windows-1252 as Latin-1 (nodejs/node issue 56542). */
const windows1252Of = (bytes: Uint8Array): string =>
	new TextDecoder('windows-1252')
		.decode(bytes)
		.replace(/[\u0080-\u009f]/g, (sign) => windows.charAt(sign.charCodeAt(0) - 0x80));

/**
 * The text of a subtitle file: UTF-8, UTF-16, or else Windows-1252, in which all bytes have a meaning. The byte order
 * mark is left out.
 */
export function subtitleText(bytes: Uint8Array): string {
	const utf16 = utf16In(bytes);
	if (utf16) return new TextDecoder(utf16).decode(bytes);
	return utf8Of(bytes) ?? windows1252Of(bytes);
}
