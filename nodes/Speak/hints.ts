import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { endOfS1 } from '../../fishAudio/models';
import type { SpokenText } from '../../fishAudio/speech/longSpeech';
import { shown } from '../../text/shown';
import { showHints, showHintOnce } from '../shared/items/hints';
import type { Item } from '../shared/items/item';
import type { SpeechItem } from './speechItem';
import { hintAtMarkup } from './markupHints';

/** A length of time as clocks show it: 4:07 or 1:12:03. */
function asClock(seconds: number): string {
	const whole = Math.round(seconds);
	const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
	const two = (number: number): string => String(number).padStart(2, '0');
	return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

function aboutParts({ parts, seconds }: SpokenText<unknown>): string[] {
	if (parts === 1) return [];
	const length = seconds === undefined ? 'audio' : `${asClock(seconds)} of audio`;
	return [`'Text' is long: it was spoken in ${parts} parts, which were joined to ${length}.`];
}

function aboutVoice({ request: { voiceId, speakers, samples } }: SpeechItem, { parts }: SpokenText<unknown>): string[] {
	if (parts === 1 || voiceId || speakers || samples) return [];
	return ["No voice is chosen, so each part may have another one. Choose a voice in 'Voice' for a long text."];
}

/** What came of the times that were asked for. The audio is whole in any case. */
function aboutTimes({ captions }: SpeechItem, { timed }: SpokenText<unknown>): string[] {
	if (!timed) return [];
	const what = captions === 'none' ? "The list 'words'" : 'Captions';
	if (timed.words.length === 0)
		return [`${what} cannot be made: Fish Audio told no times of the words. The audio is complete.`];
	if (!timed.untimed) return [];
	const { count, first } = timed.untimed;
	const word = `'${shown(first, 40)}'`;
	const left =
		count === 1
			? `out the word ${word}: Fish Audio told no time of it`
			: `out ${count} words, the first of them ${word}: Fish Audio told no times of them`;
	return [`${what} ${captions === 'none' ? 'leaves' : 'leave'} ${left}. The audio is complete.`];
}

/** Tells beside the output what a person should know about speech that has come out well. */
export function hint(item: Item, wanted: SpeechItem, spoken: SpokenText<unknown>): void {
	hintAtMarkup(item, wanted.markup);
	showHints(item, 'info', aboutParts(spoken));
	showHints(item, 'warning', [
		...aboutVoice(wanted, spoken),
		...aboutTimes(wanted, spoken),
		...(wanted.conversation?.warnings ?? []),
	]);
}

/** Tells, once for all items, which fields and files of the input the node's own have replaced. */
export function hintAtReplaced(
	{ context }: Item,
	{ input }: SpeechItem,
	own: Pick<INodeExecutionData, 'json' | 'binary'>,
): void {
	// The input is this node's own output: it has all of these names, and they are meant to be replaced.
	if ('fingerprint' in input.json) return;
	const fields = Object.keys(input.json).filter((name) => Object.hasOwn(own.json, name));
	const files = Object.keys(input.binary ?? {}).filter((name) => Object.hasOwn(own.binary ?? {}, name));
	if (fields.length > 0) {
		showHintOnce(
			context,
			'warning',
			`The node's own fields have replaced those of the input named ${fields.join(', ')}. To keep both, rename the input's before this node.`,
		);
	}
	if (files.length > 0) {
		showHintOnce(
			context,
			'warning',
			`The node's own files have replaced those of the input named ${shown(files.join(', '))}. To keep both, choose another name in 'Put Output in Field'.`,
		);
	}
}

const aboutS1 = `S1 is served until ${endOfS1}. After that day Fish Audio speaks and bills such texts as s2.1-pro, without an error, and (happy) is no cue there. Choose another 'Model', and write its cues: [happy].`;

/** Tells once what concerns all items: `models` are those that they were spoken with. */
export function hintAtModels(context: IExecuteFunctions, models: unknown[]): void {
	if (models.includes('s1')) showHintOnce(context, 'warning', aboutS1);
}
