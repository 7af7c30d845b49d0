/**
 * Decodes standard base64; undefined for anything else. Node's decoder skips characters that are not base64, so the
 * result is too short then.
 */
export function decodeBase64(base64: unknown): Buffer | undefined {
	if (typeof base64 !== 'string' || base64.length % 4 !== 0) return undefined;
	const bytes = Buffer.from(base64, 'base64');
	return bytes.length === Buffer.byteLength(base64, 'base64') ? bytes : undefined;
}
