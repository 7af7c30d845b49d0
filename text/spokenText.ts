import { cuesIn } from './cues';
import type { TextTurn } from './textWords';
import { hasLetters, spaceBetween } from './scripts';

const speakerTag = /<\|speaker:(\d+)\|>/;

/** Marks that no space comes before. */
const closing = /^[\p{Pe}\p{Pf}.,;:!?…%、。，！？；：]/u;

/** The first and the last character of a text, which may be two units long. */
const first = (text: string): string => [...text.slice(0, 2)][0] ?? '';
const last = (text: string): string => [...text.slice(-2)].at(-1) ?? '';

const isSpaced = (before: string, after: string): boolean =>
	hasLetters(before) && hasLetters(after) && spaceBetween(before, after);

/** Takes the space off that stood before a cue. */
function trimEnd(pieces: string[]): void {
	for (let at = pieces.length - 1; at >= 0; at--) {
		const trimmed = (pieces[at] ?? '').trimEnd();
		pieces[at] = trimmed;
		if (trimmed) return;
	}
}

/**
 * What is spoken of a text of one speaker: its cues are taken out so that the spaces are as if they had never been
 * there.
 */
function spokenOf(text: string, model: string): string {
	const pieces: string[] = [];
	let at = 0;
	/** Tags may stand inside of a word; other cues part two. */
	let parts = false;
	const add = (piece: string): void => {
		if (!piece) return;
		if (at > 0 && closing.test(piece)) trimEnd(pieces);
		else if (parts && isSpaced(last(pieces.at(-1) ?? ''), first(piece))) pieces.push(' ');
		pieces.push(piece);
		parts = false;
	};
	for (const { from, to } of cuesIn(text, model)) {
		add(text.slice(at, from));
		parts ||= !text.startsWith('<', from);
		at = to;
	}
	add(text.slice(at));
	return pieces.join('');
}

/** What the model speaks of a text, without its cues; in a dialogue who speaks, by the number in the speaker's tag. */
export function spokenText(text: string, model: string): TextTurn[] {
	const [before = '', ...parts] = text.split(speakerTag);
	const turns: TextTurn[] = [{ text: spokenOf(before, model) }];
	for (let at = 0; at < parts.length; at += 2)
		turns.push({ speaker: parts[at] ?? '', text: spokenOf(parts[at + 1] ?? '', model) });
	return turns.filter((turn) => turn.text.trim());
}
