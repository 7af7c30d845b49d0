import type { TimedWords } from '../../../text/timing/timeWords';
import { shown } from '../../../text/shown';
import type { ReadList, Transcript } from '../../../fishAudio/transcription/transcript';
import { showHints, showHintOnce } from '../../shared/items/hints';
import type { Item } from '../../shared/items/item';

/** What of a transcript comes out beside its text. */
export interface Wanted {
	words: boolean;
	speakers: boolean;
	captions: boolean;
}

/** What a person should know of a list that was asked for: that it is missing, or not whole. */
function aboutList({ entries, isComplete }: ReadList<unknown>, list: { field: string; tells: string }): string[] {
	if (entries.length === 0) return [`Fish Audio transcribed the recording, but did not tell ${list.tells}.`];
	return isComplete ? [] : [`Fish Audio told ${list.tells} in part only: '${list.field}' has gaps.`];
}

const wordsList = { field: 'words', tells: 'when the words are heard' };
const turnsList = { field: 'turns', tells: 'who speaks' };

/** Tells beside the output what is missing in a transcript. */
export function hintAtTranscript(item: Item, { text, words, turns }: Transcript, wanted: Wanted): void {
	if (text === '') {
		const without = wanted.captions ? ', so there are no captions' : '';
		return showHints(item, 'info', [`Nobody was heard to say anything in the recording${without}.`]);
	}
	showHints(item, 'warning', [
		...(wanted.words ? aboutList(words, wordsList) : []),
		...(wanted.speakers ? aboutList(turns, turnsList) : []),
	]);
}

/** Tells what the captions of a recording lack. */
export function hintAtCaptions(item: Item, { words, untimed }: TimedWords): void {
	if (words.length === 0) {
		return showHints(item, 'warning', [
			'Fish Audio did not tell when anything is said in the recording, so there are no captions.',
		]);
	}
	if (!untimed) return;
	const { count, first } = untimed;
	const word = `'${shown(first, 40)}'`;
	const lack =
		count === 1
			? `the word ${word}: Fish Audio did not tell when it is heard`
			: `${count} words of the transcript, the first of them ${word}: Fish Audio did not tell when they are heard`;
	showHints(item, 'warning', [`The captions lack ${lack}.`]);
}

const aboutOlderModel =
	"The model 'transcribe-1' ends on 31 December 2026. Choose 'Transcribe 1 Pro': it costs the same, and takes recordings of up to 60 minutes.";

/** Tells, once for all items, that the model before ends. */
export const hintAtOlderModel = ({ context }: Item): void => showHintOnce(context, 'warning', aboutOlderModel);
