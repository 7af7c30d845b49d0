/** As small a share of the longest part the last one should be at least. */
const leastTail = 20;

/** Cues and tags. With more than 200 characters in them, brackets hold prose, which is split like any other. */
const cues = /\[[^[\]\n]{1,200}\]|\([^()\n]{1,200}\)|<\|[^|\n]{1,200}\|>/g;

/** Characters beyond a part's longest that a cue it would end in may reach to. */
const ahead = 204;

/**
 * Where a text can be cut: gaps, speaker tags, and in scripts that need no gap the signs behind which a clause ends
 * (Unicode: Terminal_Punctuation), with what closes quotations and brackets.
 */
const seams = /\s+|(?<!\s)(?=<\|speaker:)|(?:(?![\0-\x7f])\p{Term})+[\p{Pe}\p{Pf}]*/gu;

const sentenceEnd = /[\p{STerm}…][\p{Pe}\p{Pf}"']*$/u;
/** A point that ends a title, an initial, or the number of a list or a German day is no end of a sentence. */
const abbreviation = /(?<![\p{L}\p{Nd}])(?:\p{L}|\p{Nd}{1,2}|Mrs?|Ms|[DJS]r|St|Prof)\.$/u;
const clauseEnd = /(?:(?!\.)\p{Term}|[–—])[\p{Pe}\p{Pf}"']*$/u;
const cueEnd = /[\])>]$/;
const paragraphEnd = /\n\s*\n|\u2029/;
const cuesAlone = new RegExp(`^\\s*(?:(?:${cues.source})\\s*)+$`);

/** How good a place to cut is: paragraph, sentence, clause or line, gap. */
type Rank = 0 | 1 | 2 | 3;
const ranks: Rank[] = [0, 1, 2, 3];

interface Place {
	at: number;
	rank: Rank;
}

/** The rank of a place by what stands there; undefined behind a cue, which belongs to the words it directs. */
function rankOf(before: string, gap: string, after: string): Rank | undefined {
	if (paragraphEnd.test(gap) || after.startsWith('<|speaker:')) return 0;
	if (sentenceEnd.test(before) && !abbreviation.test(before) && !/^\p{Ll}/u.test(after)) return 1;
	if (cueEnd.test(before)) return undefined;
	return clauseEnd.test(before) || gap.includes('\n') ? 2 : 3;
}

/** Whether a line of cues alone ends here, which directs the paragraph behind it. */
const isBehindCues = (text: string, at: number): boolean =>
	cuesAlone.test(text.slice(text.lastIndexOf('\n', at - 1) + 1, at));

/** The places up to `most` in a stretch of text. Each stands before its gap. */
function placesIn(text: string, most: number): Place[] {
	const places: Place[] = [];
	for (const { 0: found, index } of text.matchAll(seams)) {
		const gap = found.trim() === '' ? found : '';
		const after = index + found.length;
		const at = gap ? index : after;
		if (at > most) break;
		const rank = rankOf(text.slice(Math.max(0, at - 12), at), gap, text.slice(after, after + 10));
		if (rank !== undefined && at > 0 && !(rank === 0 && isBehindCues(text, at))) places.push({ at, rank });
	}
	return places;
}

/** Moves a place that is inside of a whole back to its start. `text` begins with a whole grapheme. */
function unsplitIn(text: string, most: number, graphemes: Intl.Segmenter): (at: number) => number {
	const found = Array.from(text.matchAll(cues), ({ 0: cue, index }) => ({ from: index, to: index + cue.length }));
	const segments = graphemes.segment(text);
	const back = (at: number): number => {
		const cue = found.find(({ from, to }) => at > from && at < to && to - from <= most);
		return cue ? cue.from : (segments.containing(at)?.index ?? at);
	};
	return (at) => {
		let start = at;
		for (let next = back(at); next !== start; next = back(next)) start = next;
		return start;
	};
}

/**
 * Where a stretch of text is cut: at the best place in its second half, else at the last in its first, else anywhere.
 */
function cutOf(text: string, most: number, graphemes: Intl.Segmenter): number {
	const unsplit = unsplitIn(text, most, graphemes);
	const places = placesIn(text, most).reverse();
	const isWhole = ({ at }: Place): boolean => unsplit(at) === at;
	for (const wanted of ranks) {
		const place = places.find((one) => one.rank === wanted && one.at > most / 2 && isWhole(one));
		if (place) return place.at;
	}
	const at = places.find(isWhole)?.at ?? unsplit(most);
	if (at > 0) return at;
	// One grapheme that is longer than a part: only its code points stay whole.
	return /[\ud800-\udbff]/.test(text.charAt(most - 1)) ? most - 1 : most;
}

/** Where the next part begins: behind white space, but for that which carries a mark and is one grapheme with it. */
function skipGap(text: string, from: number, graphemes: Intl.Segmenter): number {
	const gap = /\s*/y;
	gap.lastIndex = from;
	gap.test(text);
	const at = gap.lastIndex;
	const isJoined = at > from && graphemes.segment(text.slice(at - 1, at + 2)).containing(1)?.index === 0;
	return isJoined ? at - 1 : at;
}

/**
 * Splits a text into parts, to be spoken one after the other: at ends of paragraphs, else of sentences, else of
 * clauses, else at gaps, and never inside a cue, a tag or a letter. `mostFrom` tells how many characters (UTF-16 units,
 * at least 2) a part that begins there may have. White space around the parts is left out. The last is a 20th of that,
 * if it can be: a word or a sign alone may be spoken oddly or not at all. Takes time in proportion to the text.
 */
export function splitText(text: string, mostFrom: (from: number) => number): string[] {
	const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
	const parts: string[] = [];
	const end = text.trimEnd().length;
	for (let at = skipGap(text, 0, graphemes); at < end; at = skipGap(text, at, graphemes)) {
		const left = end - at;
		const most = mostFrom(at);
		const longest = Math.min(most, left - Math.floor(most / leastTail));
		const stretch = text.slice(at, Math.min(end, at + longest + ahead));
		const length = left > most ? cutOf(stretch, longest, graphemes) : left;
		parts.push(stretch.slice(0, length));
		at += length;
	}
	return parts;
}
