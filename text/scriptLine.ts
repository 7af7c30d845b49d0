/** A line of a script that may begin with who speaks it. */
export interface ScriptLine {
	/** Before the first colon, without the marks of lists and bold print. */
	name: string;
	/** Behind it. */
	words: string;
	/** Whether what stands before the colon is probably a name, and no part of a sentence, a time or an address. */
	isLikeName: boolean;
}

/** Longest name, in characters. Longer ones are prose. */
const longestName = 120;

/** Lines that part what stands around them, and the fences of Markdown: nobody says them. */
export function isRule(line: string): boolean {
	const text = line.trim();
	const isLine = /^[-*_=~–—]\s*[-*_=~–—]\s*[-*_=~–—]/.test(text) && /^[-*_=~–—\s]+$/.test(text);
	return isLine || /^(?:`{3,}|~{3,})[ \t]?[\w+-]*$/.test(text);
}

/** Takes signs off both ends of a text. */
function without(text: string, signs: string): string {
	let from = 0;
	let to = text.length;
	while (from < to && signs.includes(text.charAt(from))) from++;
	while (to > from && signs.includes(text.charAt(to - 1))) to--;
	return text.slice(from, to);
}

/** What stands around a name: bold print, gaps, and the marks of direction of Hebrew and Arabic. */
const bold = '*_ \t\u00a0\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff';

/** Colons of all scripts, and what looks like one. */
export const aColon = /[:：﹕︓∶꞉፦]/;

/** Brackets and quotation marks that a name may stand in. */
const around: Record<string, string> = {
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

/** A name without the brackets around it and the mark of a list before it. */
export function bareName(name: string): string {
	const unmarked = name.replace(/^(?:[-+•–—>]|\p{N}{1,3}[.)])\s+/u, '');
	const plain = without(unmarked, bold);
	return plain.length > 2 && around[plain.charAt(0)] === plain.at(-1) ? without(plain.slice(1, -1), bold) : plain;
}

/** Whether a colon is that of a time, a ratio, an address, a path, a smiley or a program. */
function isOtherColon(before: string, after: string): boolean {
	if (/^(?:\/\/|:)/.test(after) || (after.startsWith('\\') && /(?:^|\s)[a-z]$/i.test(before))) return true;
	if (/\p{N}$/u.test(before) && /^\p{N}/u.test(after)) return true;
	// A French colon has a space on both sides, a smiley none behind.
	return /(?:^|\s)$/.test(before) && /^\S/.test(after);
}

/**
 * Words that begin a sentence about somebody, and words that end one before a quotation, in the languages with most
 * users. Alone they are labels.
 */
const pronoun =
	/^(?:i|he|she|it|we|they|you|ich|er|sie|es|wir|ihr|je|il|elle|on|nous|vous|ils|elles|yo|él|ella|nosotros|ellos|ellas|io|lui|lei|noi|loro|eu|ele|ela|eles|elas|я|он|она|мы|они)\s/iu;
const saying =
	/[\s'’](?:says?|said|asks?|asked|replie[sd]|replied|answere?d|answers?|thought|thinks|wrote|writes|added|adds|whispere?d|whispers|shouted|shouts|called|calls|continued|explained|sagte?|sagt|fragte?|fragt|rief|antwortete?|meinte|dit|demande|répond|répondit|dijo|dice|preguntó|respondió|disse|chiese|rispose|perguntou|respondeu|сказал|сказала|спросил|спросила|ответил|ответила)$/iu;
const sayingUnspaced = /.(?:说|說|问|問|道|答|喊|叫|言った|言う|聞いた|答えた)$/u;

/** Small words in names: Queen of Hearts, Juan de la Cruz. */
const particle =
	/^(?:of|the|a|an|and|in|at|on|for|from|to|with|von|van|der|den|de|del|della|di|da|do|dos|das|du|des|la|le|les|el|und|et|y|e|bin|ibn|al|zu|vom)$/u;

const isSmall = (word: string): boolean => /^\p{Ll}/u.test(word) && !particle.test(word);

/** Whether words are more likely those of a sentence than of a name. */
function isSentence(name: string): boolean {
	if (/(?:[!?;…]|\.{2}|\p{Ll}{4,}\.)\s|[；。！？؟]\S/u.test(name.replace(/\([^()]*\)/g, ''))) return true;
	if (/^["'“„«‘‚”]/u.test(name) || saying.test(name) || sayingUnspaced.test(name)) return true;
	// "Ella Smith" and "Lui Wong" are no pronouns.
	if (pronoun.test(name) && !/^\S+\s+\p{Lu}/u.test(name)) return true;
	const words = name.split(/\s+/);
	const small = words.filter(isSmall).length;
	// "Well, that is it" goes on in small letters; "Ben, Carl" does not.
	if (/[,，、]\s*\p{Ll}/u.test(name) && small > 1) return true;
	if (/^\p{Ll}/u.test(name) && words.length > 3) return true;
	return words.length > 10 || small > 5;
}

const aTime = '\\d{1,2}:\\d{2}(?::\\d{2})?(?:[.,]\\d{1,3})?(?:\\s?[aApP]\\.?[mM]\\.?)?';
const aDate = '\\d{1,4}[./-]\\d{1,2}[./-]\\d{1,4},?\\s{1,9}';

/** The time at which something is said, or from when to when, as transcripts and chats put it before the name. */
const time = new RegExp(
	`^\\s{0,99}[[(]?(?:${aDate})?${aTime}(?:\\s{0,9}(?:-->|[-–—])\\s{0,9}${aTime})?[\\])]?\\s{0,9}[-–—]?\\s{0,9}(?=[^\\s\\d\\p{Ll}])`,
	'u',
);

/** Reads a line. Undefined where it has no colon, or none that parts a name from words. */
export function readScriptLine(given: string): ScriptLine | undefined {
	const untimed = given.replace(time, '');
	// A time before what has no colon is a part of what is said.
	const line = aColon.test(untimed) ? untimed : given;
	const colon = line.search(aColon);
	if (colon < 0) return undefined;
	const [before, after] = [line.slice(0, colon), line.slice(colon + 1)];
	const name = without(before, bold);
	const isLikeName =
		name !== '' && name.length <= longestName && !isOtherColon(before, after) && !isSentence(bareName(name));
	return { name, words: after.replace(/^[*_]{1,3}(?=\s|$)/, '').trim(), isLikeName };
}

/**
 * The name that a line begins with where it stands in brackets, before a dash or an arrow in place of a colon, or
 * alone, as in a screenplay.
 */
export function nameWithoutColon(line: string): { name: string; written: string } | undefined {
	const text = line.trimStart().slice(0, longestName + 4);
	const dashed = /^(?:\|\s{0,9})?([^\s\-–—=>|:;][^\-–—=>|:;\t]{0,119}?)(?:\t|;|\s{0,9}(?:[-=]?>|\||\s[-–—]|—)\s)/u.exec(
		text,
	);
	const bracketed = /^[*_]{0,3}([[(<【「（［]([^[\]()<>【】「」（）［］]{1,119})[\])>】」）］])[*_]{0,3}/u.exec(text);
	if (bracketed) return { name: without(bracketed[2] ?? '', bold), written: bracketed[1] ?? '' };
	if (dashed) return { name: without(dashed[1] ?? '', bold), written: without(dashed[0], ' \t') };
	const alone = line.trim();
	return alone.length <= longestName ? { name: without(alone, bold), written: alone } : undefined;
}
