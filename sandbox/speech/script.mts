import { spelled } from './pronunciation.mts';

/** A stretch of text by one speaker: an index in the request's list of voices. */
export interface Line {
	speaker: number;
	text: string;
	/** The speaker tag as written before the text, if any. */
	tag: string;
}

/** What is spoken in one go. */
export interface Piece {
	/** Only the words, as heard. */
	text: string;
	/** The words before phonemes became letters, as dictionaries see them. */
	words: string;
	/** The text as written, with cues. */
	content: string;
}

const LONGEST_PIECE = 300;

/** Marks where a cue was, so that positions stay the same. A private-use character of Unicode. */
const BLANK = '\ue000';

/** Cues are directions, not words. */
function withoutCues(text: string, cues: RegExp[]): string {
	return cues.reduce((rest, cue) => rest.replace(cue, (found) => BLANK.repeat(found.length)), text);
}

/** The words to speak: a removed cue still separates two words, but leaves no gap before a full stop. */
function wordsOf(piece: string): string {
	return piece
		.replace(/(?<=[\p{L}\p{N}])\ue000+(?=[\p{L}\p{N}])/gu, ' ')
		.replace(/\s*\ue000+(?=[.,!?;:…])/g, '')
		.replaceAll(BLANK, '')
		.trim()
		.replace(/\s+/g, ' ');
}

const symbols: Record<string, string> = { '<': ' less than ', '>': ' greater than ', '&': ' and ' };

/** espeak would take these for markup and drop the text between them. */
export function withoutMarkup(text: string): string {
	return text.replace(/[<>&]/g, (symbol) => symbols[symbol] ?? ' ');
}

/** Splits at `<|speaker:N|>` tags; text before the first belongs to speaker 0. */
export function linesOf(text: string): Line[] {
	const parts = text.split(/<\|speaker:(\d+)\|>/);
	const lines = [{ speaker: 0, text: parts[0] ?? '', tag: '' }];
	for (let i = 1; i < parts.length; i += 2) {
		lines.push({ speaker: Number(parts[i]), text: parts[i + 1] ?? '', tag: `<|speaker:${parts[i]}|>` });
	}
	return lines.filter((line) => line.text.trim() !== '');
}

/** Cuts text without a sentence end: at the last space, or inside a very long word. */
function* shortened(sentence: string): Generator<string> {
	let rest = sentence;
	while (rest.length > LONGEST_PIECE) {
		const space = rest.lastIndexOf(' ', LONGEST_PIECE);
		const at = space > 0 ? space : LONGEST_PIECE;
		yield rest.slice(0, at);
		rest = rest.slice(at);
	}
	yield rest;
}

/** Pieces so small that speaking one does not block the server. */
export function* piecesOf({ text, tag }: Omit<Line, 'speaker'>, cues: RegExp[]): Generator<Piece> {
	let from = 0;
	let to = 0;
	for (const sentence of withoutCues(text, cues).split(/(?<=[.!?]\s)|(?<=[。！？\n])/)) {
		for (const piece of shortened(sentence)) {
			to += piece.length;
			const words = wordsOf(piece);
			if (words === '') continue;
			yield { text: spelled(words), words, content: (from === 0 ? tag : '') + text.slice(from, to) };
			from = to;
		}
	}
}
