import { wordTagNames } from './cues';

const wordTag = /<(\/?)([a-z]{2,20})>/g;
const emptyPair = /<([a-z]{2,20})><\/\1>/g;

/** Most tags that are carried. More of them inside each other are a mistake. */
const mostOpen = 8;

/** The tags that are open after a text, in order, if `open` are open before it. */
function openAfter(text: string, open: string[], names: ReadonlySet<string>): string[] {
	const now = [...open];
	for (const [, slash, name = ''] of text.matchAll(wordTag)) {
		if (!names.has(name)) continue;
		const at = now.lastIndexOf(name);
		if (!slash) now.push(name);
		else if (at >= 0) now.splice(at, 1);
	}
	return now.slice(-mostOpen);
}

/**
 * The pieces of a text with a model's tags around words (`<whisper>…</whisper>`) closed at the end of each piece and
 * opened again in the next, as far as they are open there.
 */
export function withCarriedTags(pieces: string[], model: string): string[] {
	const names = wordTagNames(pieces.join(''), model);
	if (names.size === 0) return pieces;
	let open: string[] = [];
	return pieces.map((piece) => {
		const before = open.map((name) => `<${name}>`).join('');
		open = openAfter(piece, open, names);
		const after = open.map((name) => `</${name}>`).reverse();
		return (before + piece + after.join('')).replace(emptyPair, '');
	});
}
