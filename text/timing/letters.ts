/** Letters in a form that is the same however a text writes them, and the words they are in. */
export interface Letters {
	/** UTF-16 units. */
	letters: string;
	/** 1 for a letter that a word begins with; one more than there are letters, of which the last is 1. */
	begins: Uint8Array;
	/** How many letters there are up to the end of each of the texts. */
	upTo: Int32Array;
}

/** What is neither heard nor a space: marks, accents, emoji. Signs such as $ and % are heard. */
const unheard = /[^\p{L}\p{N}\p{Sc}\p{Sm}%&@#§°‰ \n]+/gu;

/**
 * Texts as letters alone: without case, accents and vowel signs, in one form where Unicode has several (Annex 15,
 * NFKD), so that `İ` and `i`, `ß` and `SS`, `ﬁ` and `fi`, `Ａ` and `a` are the same. They stand between line feeds.
 */
const folded = (texts: string[]): string =>
	texts
		.map((text) => text.replace(/\s+/g, ' '))
		.join('\n')
		.normalize('NFKD')
		.replace(unheard, '')
		// Back and forth, since some letters have a partner in one direction only.
		.toLowerCase()
		.toUpperCase()
		.toLowerCase()
		.replaceAll('ς', 'σ');

/** Chinese characters and Japanese kana, each of which is a word by itself here. */
const isCharacter = (unit: number): boolean =>
	(unit >= 0x3040 && unit <= 0x30ff) || (unit >= 0x3400 && unit <= 0x9fff) || (unit >= 0xd800 && unit <= 0xdbff);

const lineFeed = 10;
const space = 32;

/** The letters of texts that follow each other, such as words. */
export function lettersOf(texts: string[]): Letters {
	const all = folded(texts);
	const begins = new Uint8Array(all.length + 1);
	const upTo = new Int32Array(texts.length);
	let count = 0;
	let text = 0;
	let isFirst = true;
	for (let at = 0; at < all.length; at++) {
		const unit = all.charCodeAt(at);
		const isGap = unit === lineFeed || unit === space;
		if (unit === lineFeed) upTo[text++] = count;
		if (!isGap && (isFirst || isCharacter(unit))) begins[count] = 1;
		isFirst = isGap || isCharacter(unit);
		if (!isGap) count += 1;
	}
	upTo.fill(count, text);
	begins[count] = 1;
	return { letters: all.replace(/[ \n]+/g, ''), begins: begins.subarray(0, count + 1), upTo };
}

/** The letters of several one after the other, as those of as many texts. */
export function joinedLetters(all: Letters[]): Letters {
	const letters = all.map((one) => one.letters).join('');
	const begins = new Uint8Array(letters.length + 1);
	const upTo = new Int32Array(all.length);
	let at = 0;
	all.forEach((one, place) => {
		begins.set(one.begins, at);
		at += one.letters.length;
		upTo[place] = at;
	});
	begins[letters.length] = 1;
	return { letters, begins, upTo };
}
