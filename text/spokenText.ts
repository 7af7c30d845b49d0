import { cuesIn } from './cues';
import { needsSpace } from './spacing';
import { splitAtSpeakerTags } from './speakerTags';
import type { TextTurn } from './textWords';

/** Marks that have no space before them. */
const closing = /^[\p{Pe}\p{Pf}.,;:!?…%、。，！？；：]/u;

/** Removes the space that stood before a cue. */
function trimEnd(texts: string[]): void {
	for (let at = texts.length - 1; at >= 0; at--) {
		const trimmed = (texts[at] ?? '').trimEnd();
		texts[at] = trimmed;
		if (trimmed) return;
	}
}

/** The spoken words of one speaker's text, with spaces as if its cues had never been there. */
function spokenOf(text: string, model: string): string {
	const texts: string[] = [];
	let at = 0;
	/** Tags may stand inside a word; other cues separate two words. */
	let isSeparated = false;
	const add = (next: string): void => {
		if (!next) return;
		if (at > 0 && closing.test(next)) trimEnd(texts);
		else if (isSeparated && needsSpace(texts.at(-1) ?? '', next)) texts.push(' ');
		texts.push(next);
		isSeparated = false;
	};
	for (const { from, to } of cuesIn(text, model)) {
		add(text.slice(at, from));
		isSeparated ||= !text.startsWith('<', from);
		at = to;
	}
	add(text.slice(at));
	return texts.join('');
}

/** What the model speaks of a text, without its cues, by speaker: the number in the speaker tag. */
export const spokenText = (text: string, model: string): TextTurn[] =>
	splitAtSpeakerTags(text)
		.map((turn): TextTurn => ({ ...turn, text: spokenOf(turn.text, model) }))
		.filter((turn) => turn.text.trim());
