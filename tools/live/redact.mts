/** Replaces the key by stars: a server may echo the request, and an error may quote the input. */
export const redacted = (text: string, key: string): string => (key === '' ? text : text.replaceAll(key, '***'));
