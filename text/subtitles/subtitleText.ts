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

/**
 * The text of a subtitle file: UTF-8, UTF-16, or else Windows-1252, in which all bytes have a meaning. The byte order
 * mark is left out.
 */
export function subtitleText(bytes: Uint8Array): string {
	const utf16 = utf16In(bytes);
	if (utf16) return new TextDecoder(utf16).decode(bytes);
	return utf8Of(bytes) ?? new TextDecoder('windows-1252').decode(bytes);
}
