/** Puts stars where the key stands: a server may repeat what it was sent. */
export const redacted = (text: string, key: string): string => text.replaceAll(key, '***').replaceAll(encodeURIComponent(key), '***');
