import { textWords, type TextTurn } from '../../text/textWords';
import type { Heard } from '../../text/timing/heard';
import { timeWords, type TimedWords } from '../../text/timing/timeWords';
import type { SpeakerTurn, Transcript } from './transcript';

const areSeveral = (turns: SpeakerTurn[]): boolean => new Set(turns.map(({ speaker }) => speaker)).size > 1;

/**
 * What is said, with speakers if there are several. If a turn could not be read, the whole text: no word may be lost.
 */
function turnsOf({ text, turns: { entries, isComplete } }: Transcript): TextTurn[] {
	if (!isComplete || entries.length === 0) return [{ text }];
	const withSpeakers = areSeveral(entries);
	return entries.map((turn) => ({ text: turn.text, ...(withSpeakers && { speaker: turn.speaker }) }));
}

/** When it is heard: by words or, without these, by turns, over which the words are spread evenly. */
const heardIn = ({ words, turns }: Transcript): Heard[] =>
	words.entries.length > 0
		? [{ segments: words.entries }]
		: turns.entries.map(({ text, start, end }) => ({ segments: [], content: text, from: start, to: end }));

/** The words of a transcript with their punctuation, their times and, if several people speak, their speakers. */
export const captionWords = (transcript: Transcript): TimedWords =>
	timeWords(textWords(turnsOf(transcript)), heardIn(transcript), transcript.seconds);
