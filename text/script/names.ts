/** Colons of all scripts, and signs that look like one. */
export const colon = /[:：﹕︓∶꞉፦]/;

/** Longest name of a speaker, in characters. Longer ones are prose. */
export const longestName = 120;

/** Removes signs from both ends of a text. */
function trimSigns(text: string, signs: string): string {
	let from = 0;
	let to = text.length;
	while (from < to && signs.includes(text.charAt(from))) from++;
	while (to > from && signs.includes(text.charAt(to - 1))) to--;
	return text.slice(from, to);
}

/** Marks of bold print, spaces, and the direction marks of Hebrew and Arabic. */
const bold = '*_ \t\u00a0\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff';

/** A name without the marks of bold print, spaces and direction marks around it. */
export const withoutBold = (name: string): string => trimSigns(name, bold);

/** Brackets and quotation marks that a name may stand in. */
const closingOf: Record<string, string> = {
	'"': '"',
	"'": "'",
	'“': '”',
	'„': '“',
	'‘': '’',
	'«': '»',
	'{': '}',
	'[': ']',
	'(': ')',
	'<': '>',
	'【': '】',
	'「': '」',
	'『': '』',
	'（': '）',
	'［': '］',
	'〈': '〉',
	'《': '》',
};

/** A name without the brackets around it and the list mark before it. */
export function bareName(name: string): string {
	const unlisted = name.replace(/^(?:[-+•–—>]|\p{N}{1,3}[.)])\s+/u, '');
	const plain = withoutBold(unlisted);
	const isEnclosed = plain.length > 2 && closingOf[plain.charAt(0)] === plain.at(-1);
	return isEnclosed ? withoutBold(plain.slice(1, -1)) : plain;
}

/**
 * The form of a name in which two spellings of it are equal: without regard to case (`ß` is `SS`, and both Turkish `i`
 * are one), width, invisible characters and the number of spaces.
 */
export const comparedName = (name: string): string =>
	name
		.normalize('NFKC')
		.replace(/\p{Cf}/gu, '')
		.split(/\s+/)
		.join(' ')
		.trim()
		.toUpperCase()
		.toLowerCase()
		.replaceAll('i\u0307', 'i');
