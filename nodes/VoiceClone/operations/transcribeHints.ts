import type { TimedWords } from '../../../text/timing/timeWords';
import { shown } from '../../../text/shown';
import type { ReadList, Transcript } from '../../../fishAudio/transcription/transcript';
import { showHints, showHintOnce } from '../../shared/items/hints';
import type { Item } from '../../shared/items/item';

/** What the output has besides the text of a transcript. */
export interface Wanted {
	words: boolean;
	speakers: boolean;
	captions: boolean;
}

/** Says whether a list that was asked for is missing or incomplete. */
function aboutList({ entries, isComplete }: ReadList<unknown>, list: { field: string; what: string }): string[] {
	if (entries.length === 0) return [`Fish Audio transcribed the recording, but gave no ${list.what}.`];
	return isComplete ? [] : [`Fish Audio gave only some of the ${list.what}: '${list.field}' has gaps.`];
}

const wordsList = { field: 'words', what: 'word times' };
const turnsList = { field: 'turns', what: 'speakers' };

/** Shows above the output what is missing in a transcript. */
export function hintAtTranscript(item: Item, { text, words, turns }: Transcript, wanted: Wanted): void {
	if (text === '') {
		const without = wanted.captions ? ', so there are no captions' : '';
		return showHints(item, 'info', [`No speech was found in the recording${without}.`]);
	}
	showHints(item, 'warning', [
		...(wanted.words ? aboutList(words, wordsList) : []),
		...(wanted.speakers ? aboutList(turns, turnsList) : []),
	]);
}

/** Shows what is missing in the captions of a recording. */
export function hintAtCaptions(item: Item, { words, untimed }: TimedWords): void {
	if (words.length === 0) {
		return showHints(item, 'warning', ['Fish Audio gave no times for the transcript, so there are no captions.']);
	}
	if (!untimed) return;
	const { count, first } = untimed;
	const word = `'${shown(first, 40)}'`;
	const left =
		count === 1
			? `the word ${word}: Fish Audio gave no time for it`
			: `${count} words of the transcript, the first of them ${word}: Fish Audio gave no times for them`;
	showHints(item, 'warning', [`The captions leave out ${left}.`]);
}

const aboutOlderModel =
	"The model 'transcribe-1' ends on 31 December 2026. Choose 'Transcribe 1 Pro': it costs the same and accepts " +
	'recordings of up to 60 minutes.';

/** Shows, once for all items, that the previous model will end. */
export const hintAtOlderModel = ({ context }: Item): void => showHintOnce(context, 'warning', aboutOlderModel);
