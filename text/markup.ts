import { cuesIn } from './cues';
import { withoutPauses } from './pauses';

/** Markup in a text, which a voice would read aloud or stumble over. */
export interface Markup {
	kind: 'expression' | 'JSON' | 'escapes' | 'times' | 'tags' | 'entities' | 'code' | 'link' | 'Markdown' | 'address';
	/** The first one, as it stands in the text. */
	example: string;
}

/**
 * Elements of HTML and SSML 1.1 (W3C) that are common in pasted texts. Others are recognized by their attributes or
 * their closing tag.
 */
const elements =
	'speak|voice|prosody|say-as|sub|phoneme|emphasis|break|mark|audio|lexicon|lookup|p|s|w|br|hr|b|i|u|em|strong|' +
	'small|del|ins|sup|span|div|a|ul|ol|li|h[1-6]|' +
	'table|tr|td|th|tbody|thead|img|code|pre|blockquote|font|html|head|body|title|section|article|script|style|bu' +
	'tton|center';

/** Character names that are common in pasted HTML. */
const entities =
	'amp|lt|gt|quot|apos|nbsp|copy|reg|trade|hellip|mdash|ndash|lsquo|rsquo|ldquo|rdquo|laquo|raquo|bull|middot|e' +
	'uro|pound|shy|zwnj|zwj|deg|times|szlig|aelig|oelig|' +
	'[aeiouyncsz](?:acute|grave|circ|uml|tilde|cedil|caron|ring|slash)|#\\d{1,7}|#x[\\da-f]{1,6}';

/** Each takes time in proportion to the text: its repetitions have a limit, or cannot start inside themselves. */
const patterns: Array<[Markup['kind'], RegExp[]]> = [
	['expression', [/\{\{[^{}\n]{1,200}\}\}/g]],
	['JSON', [/^\s{0,8}(?:\[\s{0,8})?\{\s{0,8}"[^"\n]{1,60}"\s{0,8}:/g]],
	['escapes', [/\\(?:n|"|u[\dA-Fa-f]{4})/g]],
	['times', [/^[ \t]{0,8}(?:\d{1,2}:)?\d{2}:\d{2}[.,]\d{3}[ \t]{1,8}-->[^\n<]{0,40}/gm]],
	[
		'tags',
		[
			new RegExp(`<(?:${elements})\\s?/?>`, 'gi'),
			/<[a-z][a-z\d:-]{0,30}\s[^<>=]{1,60}=\s?["'][^<>]{0,300}>/gi,
			/<\/[a-z][a-z\d:-]{0,30}>/gi,
			/<!--|<!\[CDATA\[|<\?xml/gi,
		],
	],
	['entities', [new RegExp(`&(?:${entities});`, 'gi')]],
	['code', [/^[ \t]{0,8}(?:```|~~~)[^\n]{0,40}/gm, /(?<!`)`[^`\n]{1,100}`(?!`)/g]],
	['link', [/!?\[[^[\]\n]{0,200}\]\((?:https?:|www\.|mailto:|tel:|\/|#)[^()\s]{0,300}\)/gi]],
	[
		'Markdown',
		[
			/\*\*(?=[^\s*])[^*\n]{0,200}[^\s*]\*\*/g,
			/(?<![\p{L}\p{N}_])__(?=[^\s_])[^_\n]{0,200}[^\s_]__(?![\p{L}\p{N}_])/gu,
			/(?<![\p{L}\p{N}*)\]])\*(?=[^\s*])(?:[^*\n]{0,200}[^\s*])?\*(?![\p{L}\p{N}*])/gu,
			/~~(?=[^\s~])[^~\n]{0,200}~~/g,
			/^#{1,6}[ \t]+[^\s#][^\n]{0,60}/gm,
			/^[ \t]{0,8}(?:-{3,}|\*{3,}|_{3,}|={3,})[ \t]{0,8}$/gm,
			/^[ \t]{0,8}\*[ \t]{1,4}[^\s*][^\n]{0,60}/gm,
			/^>[ \t]?[^\s>][^\n]{0,60}/gm,
			/^[ \t]{0,8}\|[^|\n]{0,200}\|[^|\n]{0,200}\|/gm,
		],
	],
	['address', [/(?:https?:\/\/|(?<![\p{L}\p{N}@.])www\.)[^\s<>"')\]]{3,200}/giu]],
];

/** The markup in a text, each kind with its first example. Pauses, and cues and tags of the model, do not count. */
export function markupIn(given: string, model: string): Markup[] {
	const text = withoutPauses(given);
	let tags: Set<number> | undefined;
	const isOfModel = (at: number): boolean => (tags ??= new Set(cuesIn(text, model).map(({ from }) => from))).has(at);
	return patterns.flatMap(([kind, expressions]) => {
		for (const expression of expressions) {
			for (const { 0: example, index } of text.matchAll(expression)) {
				const isMeant = kind === 'tags' && isOfModel(index);
				if (!isMeant) return [{ kind, example }];
			}
		}
		return [];
	});
}
