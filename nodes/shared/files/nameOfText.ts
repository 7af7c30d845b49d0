/** Characters of a text that its words are looked for in, and of the name at most. */
const near = 500;
const longest = 40;

/**
 * A file name from the first words of a text, for files that are given none: so files of different texts have different
 * names, also where each comes from a run of its own, and people see what is in them. Undefined where the text has no
 * words.
 */
export function nameOfText(text: string): string | undefined {
	// Cues and tags are not said. What makes a picture of a sign is not seen.
	const said = text
		.slice(0, near)
		.replace(/\[[^[\]]*\]|<[^<>]*>|['’]|\u20e3|\ufe0e|\ufe0f/g, (found) => (found.length > 1 ? ' ' : ''));
	const words = said.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? [];
	const [first = '', ...others] = words;
	let name = [...first].slice(0, longest).join('');
	for (const word of others) {
		if (name.length + 1 + word.length > longest) break;
		name += `-${word}`;
	}
	return name === '' ? undefined : name;
}
