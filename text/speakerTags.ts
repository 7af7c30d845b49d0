import type { TextTurn } from './textWords';

/** How a speaker tag begins. */
export const speakerTagStart = '<|speaker:';

/** A speaker tag, with the speaker's number: all words up to the next tag are theirs. */
const speakerTag = /<\|speaker:(\d+)\|>/;

/** The tag of a speaker, whose number is as it is written. */
export const speakerTagOf = (speaker: string): string => `${speakerTagStart}${speaker}|>`;

/** What may have been meant as a speaker tag. */
const similar = /<\s*(?:\|\s*)?speaker\b[^<>]*>/gi;

/**
 * Cuts a text at its speaker tags; `speaker` is the number in the tag. The first turn has none: it is what stands
 * before the first tag, even if that is empty.
 */
export function splitAtSpeakerTags(text: string): TextTurn[] {
	const [before = '', ...parts] = text.split(speakerTag);
	const turns: TextTurn[] = [{ text: before }];
	for (let at = 0; at < parts.length; at += 2) {
		turns.push({ speaker: parts[at] ?? '', text: parts[at + 1] ?? '' });
	}
	return turns;
}

/** A turn of a text, and where its tag is in it; its words begin where the tag ends. */
export interface PlacedTurn {
	tag: { from: number; to: number };
	text: string;
}

/** The turns of a text with their positions. The tag of the first turn is empty. */
export function placedTurns(text: string): PlacedTurn[] {
	let at = 0;
	return splitAtSpeakerTags(text).map(({ speaker, text: words }) => {
		const tag = { from: at, to: at + (speaker === undefined ? 0 : speakerTagOf(speaker).length) };
		at = tag.to + words.length;
		return { tag, text: words };
	});
}

/** A text without its speaker tags. */
export const withoutSpeakerTags = (text: string): string => text.replace(new RegExp(speakerTag, 'g'), '');

/**
 * A text without the speaker tags at its end, and the last of these: it says who speaks the text that follows. Empty if
 * there is none.
 */
export function cutLastTag(text: string): { text: string; tag: string } {
	const turns = splitAtSpeakerTags(text);
	const written = turns.map(({ speaker, text: words }) =>
		speaker === undefined ? words : speakerTagOf(speaker) + words,
	);
	let end = turns.length;
	while (end > 1 && !turns[end - 1]?.text.trim()) end -= 1;
	return { text: written.slice(0, end).join(''), tag: written.slice(Math.max(end, turns.length - 1)).join('') };
}

/** The last speaker tag of a text, as it is written. */
export const lastSpeakerTag = (text: string): string | undefined => text.match(new RegExp(speakerTag, 'g'))?.at(-1);

/** Whether a text has a speaker tag, or what may have been meant as one. */
export const hasSpeakerTags = (text: string): boolean => text.search(similar) >= 0;

/** The first speaker tag that is not written as it has to be. */
export const wrongSpeakerTag = (text: string): string | undefined =>
	text.match(similar)?.find((found) => found.replace(speakerTag, '') !== '');
