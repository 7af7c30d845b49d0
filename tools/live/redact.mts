/** Puts stars where the key stands: a server may repeat what it was sent, and an error what was typed. */
export const redacted = (text: string, key: string): string => (key === '' ? text : text.replaceAll(key, '***'));
