import { inputError } from '../../fishAudio/errors';
import { looseTitle } from '../../fishAudio/voices/title';
import type { VoiceChoice } from '../../fishAudio/voices/voiceChoice';
import { shown } from '../../text/shown';
import { safeFileName } from '../shared/files/fileNames';
import type { Item } from '../shared/items/item';
import { collectionOf } from '../shared/parameters/readers';
import { voiceOf } from '../shared/parameters/voice';

/** A voice that speaks the same text as others. */
export interface EachVoice {
	choice: VoiceChoice;
	/** What tells its file from those of the other voices. */
	suffix: string;
	/** The other voices that speak the text. */
	others: VoiceChoice[];
}

const spokenTwice = 'It would speak the text twice, and both would be billed. Remove one of them.';

const addVoices = "Add each voice that is to speak the text under 'Voices'.";

const entriesOf = (collection: unknown): unknown[] => {
	const { voice } = collectionOf(collection, 'Voices');
	return Array.isArray(voice) ? voice : [];
};

/** Whether both are one voice, as far as is known without asking. Titles are found apart from capitals and spaces. */
const isSame = (one: VoiceChoice, other: VoiceChoice): boolean =>
	'id' in one
		? 'id' in other && one.id === other.id
		: 'title' in other && looseTitle(one.title) === looseTitle(other.title);

function checkDifferent(choices: VoiceChoice[]): void {
	for (const [at, choice] of choices.entries()) {
		const before = choices.findIndex((other) => isSame(other, choice));
		if (before === at) continue;
		throw inputError(`Voice ${before + 1} and voice ${at + 1} in 'Voices' are the same`, spokenTwice);
	}
}

/** The title of a voice, where it is known. */
const titleOf = (choice: VoiceChoice): string => ('id' in choice ? choice.called : choice.title) ?? '';

const nameOf = (choice: VoiceChoice): string | undefined => safeFileName(titleOf(choice));

/** A voice by its name or, without one, by the beginning of its ID. Equal names have the end of their ID, too. */
function suffixOf(choice: VoiceChoice, choices: VoiceChoice[]): string {
	const name = nameOf(choice);
	if (!('id' in choice)) return name ?? '';
	if (name === undefined) return choice.id.slice(0, 8);
	const isAlone = choices.filter((other) => nameOf(other)?.toLowerCase() === name.toLowerCase()).length === 1;
	return isAlone ? name : `${name}-${choice.id.slice(-4)}`;
}

/** Reads the voices. Fails with `input` if there are none, or one is missing or there twice. */
export function voicesOf(item: Item): EachVoice[] {
	const entries = entriesOf(item.given('voices'));
	const raw = entriesOf(item.raw('voices'));
	const choices = entries.map((entry, at) => {
		const label = `Voice ${at + 1}' in 'Voices`;
		const [value, set] = [entry, raw[at]].map((one) => collectionOf(one, 'Voices').voice);
		const choice = voiceOf({ raw: set, value }, label);
		if (choice === undefined) throw inputError(`'${label}' is empty`, 'Choose a voice there, or remove it.');
		return choice;
	});
	if (choices.length === 0) throw inputError("'Voices' is empty", addVoices);
	checkDifferent(choices);
	return choices.map((choice) => ({
		choice,
		suffix: suffixOf(choice, choices),
		others: choices.filter((other) => other !== choice),
	}));
}

/** Which of several voices a message is about, for its end. Empty where the message names the voice already. */
export function inVoice(message: string, { choice, suffix }: EachVoice): string {
	const isAlone = nameOf(choice) === suffix;
	const names = isAlone ? [suffix, shown(titleOf(choice))] : [suffix];
	return names.some((name) => message.includes(`'${name}'`)) ? '' : ` (in the voice '${suffix}')`;
}

/** Fails with `input` where a voice of a title is there by its ID, too. That is known only after its look-up. */
export function checkFoundOnce(among: EachVoice | undefined, id: string | undefined): void {
	const same = among?.others.find((other) => 'id' in other && other.id === id);
	if (among === undefined || same === undefined) return;
	const how = 'called' in same ? 'from the list' : 'by its ID';
	throw inputError(`'Voices' has the voice '${among.suffix}' twice: by its title and ${how}`, spokenTwice);
}

/** Fails with `input` where one fingerprint would be compared with those of several voices. */
export function checkEachVoice(hasFingerprint: boolean): void {
	if (!hasFingerprint) return;
	throw inputError(
		"'Previous Fingerprint' cannot be used with several voices",
		"Each voice has a fingerprint of its own. Pair each text with each voice before this node, as the example 'Ads " +
			"batch' does, and choose 'A Voice' in 'Voice From'.",
	);
}
