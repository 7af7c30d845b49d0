import { withCarriedTags } from '../../text/carriedTags';
import { splitAtPauses, withoutPauses } from '../../text/pauses';
import { canBeSpoken, hasWords } from '../../text/speakable';
import { cutLastTag, speakerTagStart, withoutSpeakerTags } from '../../text/speakerTags';

/** A stretch of text between two pauses, and the seconds of silence before it. */
export interface Stretch {
	text: string;
	silence: number;
}

/** Marks that belong to the word before a pause, as in `Hello [pause 1s], Anna`. */
const closing = /^\s*[\p{Pe}\p{Pf}.,;:!?…、。，！？；：]+(?=\s|$|\p{Lo})/u;

/** Pieces of text as one. A tag needs no space after it. */
const together = (pieces: string[]): string =>
	pieces.filter(Boolean).reduce((all, piece, at, { [at - 1]: before }) => {
		return at === 0 ? piece : `${all}${before?.endsWith('>') ? '' : ' '}${piece}`;
	}, '');

const isOnlyTags = (pieces: string[]): boolean => pieces.every((piece) => withoutSpeakerTags(piece).trim() === '');

/** Puts texts between pauses together, so that each stretch has something to speak. */
function createStretches(isSpoken: (text: string) => boolean) {
	const stretches: Stretch[] = [];
	let silence = 0;
	/** Cues and speaker tags without words: they belong to the words that follow. */
	let waiting: string[] = [];
	/** Moves the marks after a pause to the words before it, and returns the rest. */
	const closeLast = (text: string): string => {
		const last = stretches.at(-1);
		const marks = last && waiting.length === 0 ? (closing.exec(text)?.[0] ?? '') : '';
		if (last) last.text += marks.trim();
		return text.slice(marks.length);
	};
	return {
		add(pause: number, text: string): void {
			silence += pause;
			const piece = closeLast(text).trim();
			// Nobody speaks between two speaker tags.
			if (piece.startsWith(speakerTagStart) && isOnlyTags(waiting)) waiting = [];
			if (piece) waiting.push(piece);
			if (!isSpoken(piece)) return;
			const { text: spoken, tag } = cutLastTag(together(waiting));
			stretches.push({ text: spoken.trim(), silence });
			silence = 0;
			waiting = tag ? [tag.trim()] : [];
		},
		/** The stretches, and the silence after the last one. What has no words goes with the words before it. */
		end(pause: number): { stretches: Stretch[]; after: number } {
			const last = stretches.at(-1);
			if (last && !isOnlyTags(waiting)) last.text = together([last.text, ...waiting]);
			return { stretches, after: silence + pause };
		},
	};
}

/**
 * Cuts a text at its pauses. Several pauses in a row add up. What has no words, such as a cue alone, goes with the
 * words after it, or else with those before it. A text without pauses stays as it is.
 */
export function stretchesOf(text: string, model: string): { stretches: Stretch[]; after: number } {
	const { texts, pauses } = splitAtPauses(text);
	if (texts.length === 1) return { stretches: [{ text, silence: 0 }], after: 0 };
	const pieces = withCarriedTags(texts, model);
	const speaks = pieces.some((piece) => hasWords(piece, model)) ? hasWords : canBeSpoken;
	const found = createStretches((piece) => speaks(piece, model));
	pieces.forEach((piece, at) => found.add(pauses[at] ?? 0, piece));
	const all = found.end(pauses.at(-1) ?? 0);
	// Without anything to speak it is one part, which the check of the request refuses.
	return all.stretches.length > 0 ? all : { stretches: [{ text: withoutPauses(text), silence: 0 }], after: 0 };
}
