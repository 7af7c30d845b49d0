/** How a speaker tag begins. */
export const speakerTagStart = '<|speaker:';

/** A speaker tag, with the speaker's number: all words up to the next tag are theirs. */
const speakerTag = /<\|speaker:(\d+)\|>/;

/** What somebody may have meant as a speaker tag. */
const similar = /<\s*(?:\|\s*)?speaker\b[^<>]*>/gi;

/** A text up to the next speaker tag. */
export interface SpeakerText {
	/** The number in the tag before it; undefined before the first tag. */
	speaker: string | undefined;
	text: string;
}

/** Cuts a text at its speaker tags. The first entry is what stands before them, even if that is empty. */
export function splitAtSpeakerTags(text: string): SpeakerText[] {
	const [before = '', ...parts] = text.split(speakerTag);
	const texts: SpeakerText[] = [{ speaker: undefined, text: before }];
	for (let at = 0; at < parts.length; at += 2) texts.push({ speaker: parts[at], text: parts[at + 1] ?? '' });
	return texts;
}

/** Whether a text has a speaker tag, or what may have been meant as one. */
export const hasSpeakerTags = (text: string): boolean => text.search(similar) >= 0;

/** The first speaker tag that is not written as it has to be. */
export const wrongSpeakerTag = (text: string): string | undefined =>
	text.match(similar)?.find((found) => found.replace(speakerTag, '') !== '');
