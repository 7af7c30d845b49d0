/** The letters of a text in a form that is the same for every spelling, and the words they belong to. */
export interface Letters {
	/** UTF-16 units. */
	letters: string;
	/** 1 for each letter that begins a word. Has one entry more than there are letters; the last one is 1. */
	begins: Uint8Array;
	/** For each of the texts, how many letters there are up to its end. */
	upTo: Int32Array;
}

/** What is neither heard nor a space: punctuation, accents, emoji. Signs such as $ and % are heard. */
const unheard = /[^\p{L}\p{N}\p{Sc}\p{Sm}%&@#§°‰ \n]+/gu;

/**
 * Texts as letters without case, accents and vowel signs, normalized by Unicode Annex 15 (NFKD): `İ` and `i`, `ß` and
 * `SS`, `ﬁ` and `fi`, `Ａ` and `a` are the same. A line feed stands between two texts.
 */
const folded = (texts: string[]): string =>
	texts
		.map((text) => text.replace(/\s+/g, ' '))
		.join('\n')
		.normalize('NFKD')
		.replace(unheard, '')
		// Three times, since some letters change in one direction only.
		.toLowerCase()
		.toUpperCase()
		.toLowerCase()
		.replaceAll('ς', 'σ');

/** Whether a unit is a Chinese character or Japanese kana, each of which counts as a word. */
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

/** Joins letters; each of the given ones counts as one text. */
export function joinedLetters(all: Letters[]): Letters {
	const letters = all.map((one) => one.letters).join('');
	const begins = new Uint8Array(letters.length + 1);
	const upTo = new Int32Array(all.length);
	let at = 0;
	all.forEach((one, index) => {
		begins.set(one.begins, at);
		at += one.letters.length;
		upTo[index] = at;
	});
	begins[letters.length] = 1;
	return { letters, begins, upTo };
}
