import type { TextRange } from '../cues';
import { comparedText, comparedWord, exactForm, type ComparedText } from './comparedText';
import type { PronunciationRule } from './rule';
import { wordBorders, type WordBorders } from './wordBorders';

/** A place in a text where a rule applies. */
export interface FoundWord extends TextRange {
	rule: PronunciationRule;
}

/** Finds the words of rules in a text, outside of the ranges `skipped`, which are in order. */
export type FindWords = (text: string, skipped: TextRange[]) => FoundWord[];

/** Words as a tree of their units: edges by node and unit, and the rules whose words end at a node, in order. */
interface WordTree {
	edges: Map<number, number>;
	ends: Map<number, PronunciationRule[]>;
}

/** UTF-16 has this many units. */
const units = 0x1_0000;

function treeOf(rules: PronunciationRule[]): WordTree {
	const edges = new Map<number, number>();
	const ends = new Map<number, PronunciationRule[]>();
	let nodes = 1;
	for (const rule of rules) {
		const word = comparedWord(rule.word.trim());
		let node = 0;
		for (let at = 0; at < word.length; at++) {
			const edge = node * units + word.charCodeAt(at);
			const next = edges.get(edge) ?? nodes++;
			edges.set(edge, next);
			node = next;
		}
		if (word) ends.set(node, [...(ends.get(node) ?? []), rule]);
	}
	return { edges, ends };
}

/** A text while it is searched. */
interface Search {
	text: string;
	compared: ComparedText;
	borders: WordBorders;
}

const fits = ({ matchCase, word }: PronunciationRule, found: string): boolean =>
	!matchCase || exactForm(word.trim()) === exactForm(found);

/** The longest word that begins with a unit and ends before a position, and the unit after it. */
function longestFrom(
	{ edges, ends }: WordTree,
	{ text, compared, borders }: Search,
	first: number,
	before: number,
): { word: FoundWord; next: number } | undefined {
	const from = compared.from[first] ?? 0;
	let longest: { word: FoundWord; next: number } | undefined;
	let node: number | undefined = 0;
	for (let at = first; at < compared.units.length; ) {
		node = edges.get(node * units + compared.units.charCodeAt(at));
		at += 1;
		const to = compared.from[at] ?? 0;
		if (node === undefined || to > before) break;
		const rules = compared.begins[at] ? ends.get(node) : undefined;
		const rule = rules?.find((one) => fits(one, text.slice(from, to)));
		if (rule && borders.isWhole({ from, to })) longest = { word: { from, to, rule }, next: at };
	}
	return longest;
}

/**
 * Prepares a search for the words of rules: the first word in the text counts, of those that begin there the longest,
 * of equal ones the earlier rule. Only whole words are found. Takes time in proportion to the text.
 */
export function wordFinder(rules: PronunciationRule[]): FindWords {
	const tree = treeOf(rules);
	return (text, skipped) => {
		const search = { text, compared: comparedText(text), borders: wordBorders(text) };
		const { from, begins, units: all } = search.compared;
		const found: FoundWord[] = [];
		let range = 0;
		for (let at = 0; at < all.length; ) {
			const position = from[at] ?? 0;
			while ((skipped[range]?.to ?? Infinity) <= position) range += 1;
			const next = skipped[range]?.from ?? Infinity;
			const isStart = begins[at] === 1 && position < next && search.borders.mayStart(position);
			const longest = isStart ? longestFrom(tree, search, at, next) : undefined;
			if (longest) found.push(longest.word);
			at = longest?.next ?? at + 1;
		}
		return found;
	};
}
