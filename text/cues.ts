import { apiTag, phonemes } from './brackets';
import { cuesOfModel, type ModelCues } from './modelCues';

/** A part of a text, by positions in UTF-16 units. */
export interface TextRange {
	from: number;
	/** The position after it. */
	to: number;
}

const apiTags = new RegExp(`${phonemes.source}|${apiTag.source}`, 'g');
const wordTag = /<(\/?)([a-z]{2,20})>/g;

const rangeOf = ({ 0: found, index }: RegExpExecArray): TextRange => ({ from: index, to: index + found.length });

/** Words for the strength of a cue of S1, which may stand before its name. */
const strength = /^(?:very|slightly|extremely|a little|a bit)\s+/;

function bracketsIn(text: string, { brackets, names }: ModelCues): TextRange[] {
	const isCue = (name: string): boolean => !names || names.has(name.trim().toLowerCase().replace(strength, ''));
	return Array.from(text.matchAll(brackets)).flatMap((found) => (isCue(found[1] ?? '') ? [rangeOf(found)] : []));
}

/**
 * The names of a model's tags around words in a text: known ones, and unknown ones that are opened and closed, since no
 * list of the languages is complete.
 */
export function wordTagNames(text: string, model: string): Set<string> {
	const { tags } = cuesOfModel(model);
	if (!tags) return new Set();
	const found = Array.from(text.matchAll(wordTag));
	const closed = new Set(found.flatMap(([, slash, name]) => (slash ? [name] : [])));
	const opened = new Set(found.flatMap(([, slash, name]) => (slash ? [] : [name])));
	const names = found.map(([, , name = '']) => name);
	return new Set(names.filter((name) => tags.has(name) || (closed.has(name) && opened.has(name))));
}

function wordTagsIn(text: string, model: string): TextRange[] {
	const names = wordTagNames(text, model);
	if (names.size === 0) return [];
	return Array.from(text.matchAll(wordTag))
		.filter(([, , name = '']) => names.has(name))
		.map(rangeOf);
}

/**
 * The parts of a text that the model does not speak, in order: cues in the model's brackets, its tags around words, and
 * the API's tags for speakers and phonemes. Takes time in proportion to the text.
 */
export function cuesIn(text: string, model: string): TextRange[] {
	const cues = cuesOfModel(model);
	const all = [
		...Array.from(text.matchAll(apiTags), rangeOf),
		...bracketsIn(text, cues),
		...wordTagsIn(text, model),
	].sort((a, b) => a.from - b.from);
	let end = 0;
	// Phonemes in a cue are part of it.
	return all.filter(({ from, to }) => {
		const isApart = from >= end;
		if (isApart) end = to;
		return isApart;
	});
}

/** The words that the model speaks, with a space in place of each cue. */
export function withoutCues(text: string, model: string): string {
	let at = 0;
	let spoken = '';
	for (const { from, to } of cuesIn(text, model)) {
		spoken += `${text.slice(at, from)} `;
		at = to;
	}
	return spoken + text.slice(at);
}
