import { splitAtSpeakerTags, wrongSpeakerTag } from '../speakerTags';
import { withoutPauses } from '../pauses';
import type { TagFault, Turn } from './script';

/** The turns of a text with speaker tags, without what stands before the first one. */
export const turnsOf = (text: string): Turn[] =>
	splitAtSpeakerTags(text).flatMap(({ speaker, text: words }) =>
		speaker === undefined ? [] : [{ speaker: Number(speaker), text: words }],
	);

/** A text with a speaker tag before each turn. */
export const taggedText = (turns: Turn[]): string =>
	turns.map(({ speaker, text }) => `<|speaker:${speaker}|>${text}`).join('');

/** What is wrong with a text that has speaker tags, for this number of speakers. */
export function tagFault(text: string, speakers: number): TagFault | undefined {
	const wrong = wrongSpeakerTag(text);
	if (wrong !== undefined) return { kind: 'wrongTag', tag: wrong };
	if (withoutPauses(splitAtSpeakerTags(text)[0]?.text ?? '').trim()) return { kind: 'noFirstTag' };
	for (const { speaker, text: words } of turnsOf(text)) {
		if (speaker >= speakers) return { kind: 'unknownSpeaker', speaker };
		if (!words.trim()) return { kind: 'emptyTag', speaker };
	}
	return undefined;
}
