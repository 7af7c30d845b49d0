import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { isFishAudioError } from '../../fishAudio/errors';
import { endOfS1 } from '../../fishAudio/models';
import { usedPronunciation } from '../../fishAudio/speech/pronunciation';
import type { SpokenText } from '../../fishAudio/speech/longSpeech';
import type { SpokenCaption } from '../../fishAudio/speech/subtitleSpeech';
import { longestPart } from '../../fishAudio/speech/textParts';
import { shown } from '../../text/shown';
import { showHints, showHintOnce } from '../shared/items/hints';
import type { Item } from '../shared/items/item';
import type { SpeechItem } from './speechItem';
import type { Fitted } from './takes';
import { hintAtMarkup } from './markupHints';
import { spokenTexts } from './plannedSpeech';

/** A duration as clocks show it: 4:07 or 1:12:03. */
function asClock(seconds: number): string {
	const total = Math.round(seconds);
	const [hours, minutes, rest] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
	const two = (number: number): string => String(number).padStart(2, '0');
	return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** Only about parts of a long text: who writes pauses expects parts. */
function aboutParts({ request, track }: SpeechItem, { parts, seconds }: SpokenText<unknown>): string[] {
	if (track || parts === 1 || Buffer.byteLength(request.text) <= longestPart) return [];
	const length = seconds === undefined ? '' : ` of ${asClock(seconds)}`;
	return [`The text was spoken in ${parts} parts and joined into one file${length}.`];
}

/** What is missing in the captions or the list of words. The audio is complete in any case. */
function aboutTimes({ captions }: SpeechItem, { timed }: SpokenText<unknown>): string[] {
	if (!timed) return [];
	const isList = captions === 'none';
	if (timed.words.length === 0) {
		const lost = isList ? "is no list 'words'" : 'are no captions';
		return [`Fish Audio gave no times for the words, so there ${lost}. The audio is complete.`];
	}
	if (!timed.untimed) return [];
	const { count, first } = timed.untimed;
	const word = `'${shown(first, 40)}'`;
	const left =
		count === 1
			? `the word ${word}: Fish Audio gave no time for it`
			: `${count} words, the first of them ${word}: Fish Audio gave no times for them`;
	return [`${isList ? "The list 'words' leaves" : 'The captions leave'} out ${left}. The audio is complete.`];
}

/** The beginning of a caption, and when it begins in the subtitles. */
const placeOf = ({ text, plannedStart }: SpokenCaption): string =>
	`'${shown(text, 40)}' at ${asClock(Math.floor(plannedStart))}`;

/** How much later than planned captions begin, and which of them the most. */
function aboutLate(captions: SpokenCaption[] = []): string[] {
	const late = captions.filter((caption) => caption.late > 0);
	const [latest] = [...late].sort((one, other) => other.late - one.late);
	if (latest === undefined) return [];
	const by = `${latest.late.toFixed(1)} seconds`;
	return late.length === 1
		? [`1 caption begins ${by} later than in 'Subtitles': ${placeOf(latest)}.`]
		: [
				`${late.length} captions begin later than in 'Subtitles'. The latest, by ${by}, is ${placeOf(latest)}. ` +
					`'late' in 'cues' says it of each.`,
			];
}

/** Shows what of the subtitles is not spoken. */
export function hintAtSubtitles(item: Item, { notes }: SpeechItem): void {
	if (!notes) return;
	showHints(item, 'info', notes.info);
	showHints(item, 'warning', notes.warning);
}

/** Shows above the output what to know about speech that succeeded. */
export function hint(
	item: Item,
	wanted: SpeechItem,
	spoken: SpokenText<unknown>,
	captions: SpokenCaption[] | undefined,
): void {
	hintAtMarkup(item, wanted.markup, wanted.track ? 'Subtitles' : 'Text');
	hintAtSubtitles(item, wanted);
	showHints(item, 'info', [...aboutParts(wanted, spoken), ...aboutLate(captions)]);
	showHints(item, 'warning', [
		...aboutTimes(wanted, spoken),
		...aboutPhonemes(wanted),
		...(wanted.conversation?.warnings ?? []),
	]);
}

/** Shows which takes were spoken again for their words, and which could not be checked. */
export function hintAtWords(item: Item, takes: Array<Pick<Fitted<unknown>, 'words'>>): void {
	const checks = takes.flatMap(({ words }) => (words ? [words] : []));
	const again = checks.reduce((sum, check) => sum + check.checks - 1, 0);
	if (again > 0) {
		const times = again === 1 ? 'once' : `${again} times`;
		showHints(item, 'info', [`'Text' was spoken again ${times}, because the words did not match ('Check Words').`]);
	}
	const unchecked = checks.find(({ failure }) => failure !== undefined);
	if (!unchecked) return;
	showHints(item, 'warning', [
		`The words were not checked: ${unchecked.failure}. The audio is kept. Listen to it before you use it.`,
	]);
}

/** Shows that some of several takes failed, and why. */
export function hintAtFailedTakes(item: Item, takes: number, failures: unknown[]): void {
	const [first] = failures;
	if (!isFishAudioError(first)) return;
	showHints(item, 'warning', [`${failures.length} of ${takes} takes failed: ${first.message}. The others are here.`]);
}

/** Shows, once for all items, which fields and files of the input the node's own replaced. */
export function hintAtReplaced(
	{ context }: Item,
	{ input }: SpeechItem,
	own: Pick<INodeExecutionData, 'json' | 'binary'>,
): void {
	// The input is this node's own output: its fields are meant to be replaced.
	if ('fingerprint' in input.json) return;
	const fields = Object.keys(input.json).filter((name) => Object.hasOwn(own.json, name));
	const files = Object.keys(input.binary ?? {}).filter((name) => Object.hasOwn(own.binary ?? {}, name));
	if (fields.length > 0) {
		showHintOnce(
			context,
			'warning',
			`The node's own fields replaced these fields of the input: ${fields.join(', ')}. To keep both, rename the ` +
				`input's fields before this node.`,
		);
	}
	if (files.length > 0) {
		showHintOnce(
			context,
			'warning',
			`The node's own files replaced these files of the input: ${shown(files.join(', '))}. To keep both, choose ` +
				`another name in 'Put Output in Field'.`,
		);
	}
}

/** Phonemes may be read aloud by a model that does not support them. */
function aboutPhonemes(item: SpeechItem): string[] {
	if (item.request.model !== 's1') return [];
	const used = usedPronunciation(spokenTexts(item), item.request);
	if (!used?.rules.some(({ written }) => written === 'phonemes')) return [];
	return [
		"Phonemes are not confirmed for S1, which may read them aloud. Listen to the audio, or choose 'Respelling' as " +
			"'Written As' under 'Pronunciation'.",
	];
}

const aboutS1 =
	`S1 is available until ${endOfS1}. After that Fish Audio uses and bills s2.1-pro instead, without an error, and ` +
	`(happy) is not a cue there. Choose another 'Model' and write its cues as [happy].`;

/** Shows once what concerns all items. `models` are those that spoke them. */
export function hintAtModels(context: IExecuteFunctions, models: unknown[]): void {
	if (models.includes('s1')) showHintOnce(context, 'warning', aboutS1);
}
