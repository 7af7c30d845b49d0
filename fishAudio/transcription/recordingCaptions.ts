import { textWords, type TextTurn } from '../../text/textWords';
import { timeWords, type Heard, type TimedWords } from '../../text/timing/timeWords';
import type { SpeakerTurn, Transcript } from './transcript';

const areSeveral = (turns: SpeakerTurn[]): boolean => new Set(turns.map(({ speaker }) => speaker)).size > 1;

/**
 * What is said, by whom where several speak. Where a turn could not be read, the whole text, so that no word is lost
 * with it.
 */
function scriptOf({ text, turns: { entries, isWhole } }: Transcript): TextTurn[] {
	if (!isWhole || entries.length === 0) return [{ text }];
	const withSpeakers = areSeveral(entries);
	return entries.map((turn) => ({ text: turn.text, ...(withSpeakers && { speaker: turn.speaker }) }));
}

/** When it is heard: each word, or, where no words are told, each turn, whose words then come evenly. */
const heardIn = ({ words, turns }: Transcript): Heard[] =>
	words.entries.length > 0
		? [{ segments: words.entries }]
		: turns.entries.map(({ text, start, end }) => ({ segments: [], content: text, from: start, to: end }));

/**
 * The words of a transcript as they are written, with their marks, the times at which they are heard and, where several
 * speak, by whom.
 */
export const captionWords = (transcript: Transcript): TimedWords =>
	timeWords(textWords(scriptOf(transcript)), heardIn(transcript), transcript.seconds);
