import { writeDialogue } from '../../fishAudio/speech/dialogue';
import type { VoiceChoice } from '../../fishAudio/voices/voiceChoice';
import { inputError } from '../../fishAudio/errors';
import { isRecord } from '../../fishAudio/requests/json';
import { shown } from '../../text/shown';
import { oneLine } from '../../text/unseen';
import type { Item } from '../shared/items/item';
import { collectionOf } from '../shared/parameters/readers';
import { textOf } from '../shared/parameters/values';
import { asListed, isChosen, voiceIn } from '../shared/parameters/voice';

/** A script for several voices, ready to be sent. */
export interface Conversation {
	/** With the API's tags. */
	text: string;
	/** The voices, in the order of the tags. */
	voices: VoiceChoice[];
	names: string[];
	/** Possible mistakes. */
	warnings: string[];
}

/** Everyone who speaks. */
export interface Speakers {
	names: string[];
	/** Their voices, in the same order. */
	voices: VoiceChoice[];
}

/** Someone who speaks, once the voices are known, as in the JSON. */
export interface KnownSpeaker {
	/** As in the text. */
	name: string;
	/** The title of the voice, where it is known. */
	voice?: string;
	voiceId: string;
}

interface Speaker {
	name: string;
	voice: unknown;
	/** The voice as it was set. */
	set: unknown;
}

const addSeparately =
	"Add each speaker separately. 'Name' and 'Voice' accept expressions; n8n does not resolve one for the whole list.";

/** The speakers as they were set, with their expressions. */
function setEntries(item: Item): Array<Record<string, unknown> | undefined> {
	const set = item.raw('speakers');
	const entries: unknown = isRecord(set) ? set.speaker : undefined;
	return Array.isArray(entries) ? entries.map((entry) => (isRecord(entry) ? entry : undefined)) : [];
}

/**
 * The speakers of the panel. An expression in place of the list leaves nothing, or an empty entry for each of its
 * characters.
 */
function entriesOf(item: Item): Speaker[] {
	const { speaker } = collectionOf(item.given('speakers'), 'Speakers');
	const entries: unknown[] = Array.isArray(speaker) ? speaker : [];
	const set = setEntries(item);
	const speakers = entries.map((entry, at): Speaker => {
		const { name, voice } = collectionOf(entry, 'Speakers');
		return { name: oneLine(textOf(name, "Name' in 'Speakers")), voice, set: set[at]?.voice };
	});
	if (speakers.length > 0 && speakers.some(({ name, voice }) => name !== '' || isChosen(voice))) return speakers;
	throw inputError(
		"'Speakers' is empty",
		`Add everyone who speaks in 'Text', each with a name and a voice. ${addSeparately}`,
	);
}

function voiceOf({ name, voice, set }: Speaker, index: number): VoiceChoice {
	const who = name ? shown(name) : `Speaker ${index + 1}`;
	const chosen = voiceIn(voice, `Voice' of '${who}`);
	if (chosen !== undefined) return asListed(chosen, set);
	throw inputError(`'${who}' in 'Speakers' has no voice`, 'Choose a voice for each speaker.');
}

/** Reads who speaks. Fails with `input` if someone has no voice. */
export function speakersOf(item: Item): Speakers {
	const speakers = entriesOf(item);
	return { names: speakers.map(({ name }) => name), voices: speakers.map(voiceOf) };
}

/**
 * Reads the speakers and turns the script into the API's text. Fails with `input` if a wrong voice would speak.
 */
export function conversationOf(item: Item, script: string, model: string): Conversation {
	const speakers = entriesOf(item);
	const names = speakers.map(({ name }) => name);
	const { text, warnings } = writeDialogue(script, names, model);
	return { text, names, warnings, voices: speakers.map(voiceOf) };
}
