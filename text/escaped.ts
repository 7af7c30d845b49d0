const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A text in which HTML and WebVTT find no tags. */
export const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => entities[sign] ?? sign);

const signs = Object.entries(entities);

/** Undoes `escaped`. */
export const unescaped = (text: string): string =>
	text.replace(/&(?:amp|lt|gt);/g, (entity) => signs.find(([, one]) => one === entity)?.[0] ?? entity);
