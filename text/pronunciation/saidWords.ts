import { withoutPhonemeTags } from '../brackets';
import { cuesIn, withoutCues, type TextRange } from '../cues';
import { spokenText } from '../spokenText';
import { textWords, type TextWord } from '../textWords';
import { placedTurns } from '../speakerTags';
import type { Saying } from './sayings';

/** Counts the characters (UTF-16 units) that are no white space. */
const visibleIn = (text: string): number => text.replace(/\s+/g, '').length;

/** A saying by the visible characters of the text without cues. */
interface Share {
	from: number;
	to: number;
	said: string;
}

/** Where speaker tags and cues are in a text. */
const hiddenIn = (text: string, model: string): TextRange[] =>
	placedTurns(text).flatMap(({ tag, text: words }) => [
		tag,
		...cuesIn(words, model).map(({ from, to }) => ({ from: tag.to + from, to: tag.to + to })),
	]);

function sharesOf(text: string, model: string, sayings: Saying[]): Share[] {
	const hidden = hiddenIn(text, model);
	let [at, visible, next] = [0, 0, 0];
	/** Goes on to a position. */
	const upTo = (position: number): number => {
		for (let cue = hidden[next]; cue && cue.from < position; cue = hidden[++next]) {
			visible += visibleIn(text.slice(at, cue.from));
			at = cue.to;
		}
		visible += visibleIn(text.slice(at, position));
		at = position;
		return visible;
	};
	return sayings.map(({ from, to, sent }) => ({
		from: upTo(from),
		to: upTo(to),
		said: withoutCues(withoutPhonemeTags(sent), model).trim(),
	}));
}

/** Cuts what is said in place of several words: word for word if it has as many, else by their lengths. */
function cutFor(said: string, lengths: number[]): string[] {
	const words = said.split(/\s+/);
	if (words.length === lengths.length) return words;
	const all = lengths.reduce((sum, length) => sum + length, 0);
	let before = 0;
	return lengths.map((length) => {
		const from = Math.round((said.length * before) / all);
		before += length;
		return said.slice(from, Math.round((said.length * before) / all));
	});
}

/** A stretch of a word, by its visible characters, and what is said in its place. */
interface Piece {
	from: number;
	to: number;
	said: string;
}

/** What is said in place of each word's stretches. `ends` has the visible characters up to the end of each word. */
function piecesByWord(shares: Share[], ends: number[]): Piece[][] {
	const pieces = ends.map((): Piece[] => []);
	let word = 0;
	for (const { from, to, said } of shares) {
		while (word < ends.length && (ends[word] ?? 0) <= from) word += 1;
		const own: Array<{ word: number; from: number; to: number }> = [];
		for (let at = word, start = from; start < to && at < ends.length; at++) {
			const end = Math.min(to, ends[at] ?? 0);
			own.push({ word: at, from: start - (ends[at - 1] ?? 0), to: end - (ends[at - 1] ?? 0) });
			start = end;
		}
		const cut = cutFor(
			said,
			own.map((piece) => piece.to - piece.from),
		);
		own.forEach((piece, index) => pieces[piece.word]?.push({ ...piece, said: cut[index] ?? '' }));
	}
	return pieces;
}

function saidOf({ text }: TextWord, pieces: Piece[]): string {
	const visible = text.replace(/\s+/g, '');
	let at = 0;
	let said = '';
	for (const piece of pieces) {
		said += visible.slice(at, piece.from) + piece.said;
		at = piece.to;
	}
	return said + visible.slice(at);
}

/**
 * The words of a text as they are written, each with what is said in its place where that differs. What is said in
 * place of several words is shared between them.
 */
export function saidWords(text: string, model: string, sayings: Saying[]): TextWord[] {
	const words = textWords(spokenText(text, model));
	if (sayings.length === 0) return words;
	let end = 0;
	const ends = words.map((word) => (end += visibleIn(word.text)));
	const pieces = piecesByWord(sharesOf(text, model, sayings), ends);
	return words.map((word, at) => {
		const own = pieces[at] ?? [];
		return own.length === 0 ? word : { ...word, said: saidOf(word, own) };
	});
}
