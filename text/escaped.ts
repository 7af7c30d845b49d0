const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A text in which HTML and WebVTT find no tags. */
export const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => entities[sign] ?? sign);
