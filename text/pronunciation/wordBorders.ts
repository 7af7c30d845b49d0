import { wordSegments } from '../wordSegments';
import { southeastAsian } from '../writingSystems';

/** A stretch of a text that may be a whole word: positions in UTF-16 units. */
interface Stretch {
	from: number;
	to: number;
}

/** Where the words of a text are. */
export interface WordBorders {
	/** Whether a word may begin at a position, by the letters next to it alone. */
	mayStart(at: number): boolean;
	/** Whether a stretch of the text is a whole word, or several. */
	isWhole(stretch: Stretch): boolean;
}

/** Marks, joiners and the signs that lengthen a Japanese syllable belong to the letter before them. */
const attached = String.raw`\p{M}\u30fc\uff70\uff9e\uff9f\u200c\u200d`;

const isAttached = new RegExp(`^[${attached}]`, 'u');
const lastLetter = new RegExp(`([^${attached}])[${attached}]{0,12}$`, 'u');
const wordSign = /[\p{L}\p{N}]/u;

/** Scripts without spaces between words, and Korean, whose words end with particles. */
const kinds = {
	han: /\p{Script=Han}/u,
	hiragana: /\p{Script=Hiragana}/u,
	katakana: /\p{Script=Katakana}/u,
	southeastAsian: new RegExp(`[${southeastAsian}]`, 'u'),
	hangul: /\p{Script=Hangul}/u,
};

type Kind = keyof typeof kinds | 'other';

const names = Object.keys(kinds) as Array<keyof typeof kinds>;
const kindOf = (letter: string): Kind => names.find((name) => kinds[name].test(letter)) ?? 'other';

/** Of two such letters side by side, the second one never begins a word. */
const isLatinLetter = (letter: string): boolean => /^\p{Script=Latin}$/u.test(letter);

/** Particles and endings that Korean writes without a space after a name. */
const particles = new RegExp(
	`^(?:${[
		'에게서|한테서|으로|에게|에서|께서|한테|까지|부터|처럼|보다|마다|조차|밖에|이랑|하고|이나|라도|이라도|이여',
		'입니다|이에요|예요|이라고|라고|이라는|라는|이었다|였다|이다|이고|이며|이자|인',
		'은|는|이|가|을|를|에|께|와|과|랑|로|의|도|만|나|야|아|여|님|씨|들',
	].join('|')}){1,3}(?!\\p{Script=Hangul})`,
	'u',
);

/** What English puts behind an apostrophe instead of a word. */
const contraction = /^(?:t|d|m|em|ll|re|ve)$/i;

/** Longest word with an elision, in letters: `l'eau`, `qu'il`. */
const longestElision = 2;

const beforeOf = (text: string, at: number): string => lastLetter.exec(text.slice(Math.max(0, at - 14), at))?.[1] ?? '';
const afterOf = (text: string, at: number): string => String.fromCodePoint(text.codePointAt(at) ?? 0x20);

/** Whether a point or a comma is inside of a word or number: `example.com`, `1.5`, but not `end.Next`. */
function isInnerSign(before: string, sign: string, after: string): boolean {
	if (/[.,]/.test(sign) && /\p{N}/u.test(before) && /\p{N}/u.test(after)) return true;
	return sign === '.' && wordSign.test(before) && wordSign.test(after) && !/\p{Ll}\p{Lu}/u.test(before + after);
}

/** Whether an apostrophe after a word belongs to it: `can't` and `l'eau`, but not `Nike's` or `NATO'nun`. */
function isInnerApostrophe(text: string, { from, to }: Stretch): boolean {
	const suffix = /^['’](\p{L}{1,20})/u.exec(text.slice(to, to + 22))?.[1];
	if (suffix === undefined || /^s$/i.test(suffix)) return false;
	return contraction.test(suffix) || to - from <= longestElision;
}

function startsWord(text: string, { from, to }: Stretch): boolean {
	const sign = text.charAt(from - 1);
	const before = beforeOf(text, from - 1);
	if (isInnerSign(before, sign, afterOf(text, from))) return false;
	const isEnding = /['’]/.test(sign) && wordSign.test(before);
	return !isEnding || !/^(?:s|t|d|m|em|ll|re|ve)$/i.test(text.slice(from, to));
}

const endsWord = (text: string, stretch: Stretch): boolean =>
	!isInnerSign(beforeOf(text, stretch.to), text.charAt(stretch.to), afterOf(text, stretch.to + 1)) &&
	!isInnerApostrophe(text, stretch);

/** Where the words of scripts without spaces begin, by dictionary (Unicode Annex 29). Found once, when needed. */
function createSegments(text: string): (at: number) => Stretch {
	let starts: number[] | undefined;
	return (at) => {
		starts ??= wordSegments(text).map(({ index }) => index);
		let [low, high] = [0, starts.length];
		while (high - low > 1) {
			const middle = (low + high) >> 1;
			if ((starts[middle] ?? 0) <= at) low = middle;
			else high = middle;
		}
		return { from: starts[low] ?? 0, to: starts[low + 1] ?? text.length };
	};
}

/**
 * Decides for a text which stretches are whole words. Letters and digits next to them make them a part of a word, with
 * these exceptions. Chinese characters are words by themselves. A word of katakana is a whole run of it. A word of
 * hiragana, or of Thai, Lao, Khmer or Burmese, may not be a part of one longer word of the dictionary. A Korean word
 * may have particles after it. Takes time in proportion to the text for all stretches together.
 */
export function wordBorders(text: string): WordBorders {
	const segmentAt = createSegments(text);

	function isInLongerWord({ from, to }: Stretch): boolean {
		const segment = segmentAt(from);
		return segment.to >= to && segment.to - segment.from > to - from;
	}

	function isBorder(at: number, stretch: Stretch): boolean {
		if (at === 0 || at === text.length) return true;
		const after = afterOf(text, at);
		if (isAttached.test(after)) return false;
		const before = beforeOf(text, at);
		const [isWordBefore, isWordAfter] = [wordSign.test(before), wordSign.test(after)];
		if (!isWordBefore && !isWordAfter) return before !== after || /\s/.test(before);
		if (!isWordBefore || !isWordAfter) return at === stretch.from ? startsWord(text, stretch) : endsWord(text, stretch);
		const kind = kindOf(before);
		if (kind !== kindOf(after) || kind === 'han') return true;
		if (kind === 'hangul') return at === stretch.to && particles.test(text.slice(at, at + 16));
		return (kind === 'hiragana' || kind === 'southeastAsian') && !isInLongerWord(stretch);
	}

	return {
		mayStart: (at) => !(isLatinLetter(text.charAt(at - 1)) && isLatinLetter(text.charAt(at))),
		isWhole: (stretch) => isBorder(stretch.from, stretch) && isBorder(stretch.to, stretch),
	};
}
