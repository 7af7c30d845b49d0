/** How many characters of a text are compared. */
const compared = 100;

/** Pairs of neighbouring characters, without capitals. With spaces around it, a single letter has pairs, too. */
function pairsOf(text: string): string[] {
	const signs = [...` ${text.normalize('NFKC').toLowerCase().slice(0, compared)} `];
	return signs.slice(1).map((sign, at) => `${signs[at] ?? ''}${sign}`);
}

/** How alike two texts are, from 0 to 1: the share of pairs that both have (the Sørensen–Dice coefficient). */
function likeness(wanted: ReadonlySet<string>, other: ReadonlySet<string>): number {
	const shared = [...other].filter((pair) => wanted.has(pair)).length;
	return (2 * shared) / (wanted.size + other.size);
}

/** The texts spelt most like `wanted`, the nearest first: each once, `count` at most. Equal ones keep their order. */
export function nearest(wanted: string, texts: readonly string[], count: number): string[] {
	const pairs = new Set(pairsOf(wanted));
	return [...new Set(texts)]
		.map((text) => ({ text, likeness: likeness(pairs, new Set(pairsOf(text))) }))
		.sort((a, b) => b.likeness - a.likeness)
		.slice(0, count)
		.map(({ text }) => text);
}
