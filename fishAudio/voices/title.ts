import type { Voice } from './voice';

/** The form in which titles are compared: without spaces around them, accents as one character. */
export const exactTitle = (title: string): string => title.normalize('NFC').trim();

/** The same without capitals and spaces. */
export const looseTitle = (title: string): string => exactTitle(title).toUpperCase().toLowerCase().replace(/\s/g, '');

/** The voices of exactly this title. */
export function ofTitle(voices: Voice[], title: string): Voice[] {
	const wanted = exactTitle(title);
	return voices.filter((voice) => exactTitle(voice.title) === wanted);
}

/** The voices of this title, apart from capitals and spaces. */
export function likeTitle(voices: Voice[], title: string): Voice[] {
	const wanted = looseTitle(title);
	return voices.filter((voice) => looseTitle(voice.title) === wanted);
}
