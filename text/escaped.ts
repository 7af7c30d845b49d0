const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A text as HTML and WebVTT show it as it is. */
export const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => entities[sign] ?? sign);
