/** How many characters of a text are searched for words. */
const searched = 500;

/** Longest name in characters. */
const longest = 40;

/**
 * A file name made from the first words of a text. People see what is in the file, and files of different texts have
 * different names, even if they come from different executions. Undefined if the text has no words.
 */
export function nameOfText(text: string): string | undefined {
	// Cues and tags are not spoken. Apostrophes and the invisible characters of emoji do not end a word.
	const spoken = text
		.slice(0, searched)
		.replace(/\[[^[\]]*\]|<[^<>]*>|['’]|\u20e3|\ufe0e|\ufe0f/g, (found) => (found.length > 1 ? ' ' : ''));
	const words = spoken.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? [];
	const [first = '', ...others] = words;
	let name = [...first].slice(0, longest).join('');
	for (const word of others) {
		if (name.length + 1 + word.length > longest) break;
		name += `-${word}`;
	}
	return name === '' ? undefined : name;
}
