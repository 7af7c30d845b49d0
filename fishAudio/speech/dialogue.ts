import { inputError } from '../errors';
import { checkSpeakerCount } from '../models';
import { readScript } from '../../text/script/readScript';
import { tagFault, taggedText, turnsOf } from '../../text/script/tagged';
import { shown } from '../../text/shown';
import { hasSpeakerTags } from '../../text/speakerTags';
import { checkCharacters } from '../checkCharacters';
import { scriptError, scriptExample, tagError } from './scriptErrors';
import { checkNames } from './speakerNames';

/** A script as the API takes it. */
export interface Dialogue {
	/** With a speaker tag such as `<|speaker:0|>` before each turn; the number is the index in the list of speakers. */
	text: string;
	/** Indexes in the list of speakers, of those that speak. */
	speakersUsed: number[];
	/** What may be a mistake, in whole sentences. */
	warnings: string[];
}

function checkedTags(script: string, names: string[]): string {
	const fault = tagFault(script, names.length);
	if (fault) throw tagError(fault, names.length);
	return script.trim();
}

function tagsOf(script: string, names: string[]): string {
	const read = readScript(script, names);
	if (!Array.isArray(read)) throw scriptError(read, names);
	return taggedText(read);
}

/**
 * Makes the API's text from a script: from lines of `Name: words`, or from a text that has speaker tags already, which
 * stays as it is. Fails with `input` on what would be spoken by the wrong voice, or not at all.
 */
export function writeDialogue(script: string, names: string[], model: string): Dialogue {
	checkSpeakerCount(model, names.length);
	checkNames(names);
	if (!script.trim()) throw inputError("'Text' is empty", `Enter what the speakers say. ${scriptExample}`);
	// Not in the text with tags: the position must be the one in 'Text'.
	checkCharacters('Text', script);
	const text = hasSpeakerTags(script) ? checkedTags(script, names) : tagsOf(script, names);
	const speakersUsed = [...new Set(turnsOf(text).map(({ speaker }) => speaker))].sort((a, b) => a - b);
	const silent = names.filter((_, index) => !speakersUsed.includes(index));
	return {
		text,
		speakersUsed,
		warnings: silent.map((name) => `'${shown(name.trim())}' in 'Speakers' never speaks in 'Text'.`),
	};
}
