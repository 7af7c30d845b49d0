import type { IDataObject } from 'n8n-workflow';

import { writeDialogue } from '../../fishAudio/dialogue';
import { inputError } from '../../fishAudio/errors';
import { voiceIdOf, type Item } from '../shared/item';

/** A script for several voices, ready to be sent. */
export interface Conversation {
	/** With the API's tags. */
	text: string;
	/** Voice ids, in the order of the tags. */
	speakers: string[];
	names: string[];
	/** What may be a mistake. */
	warnings: string[];
}

const listOf = (value: unknown): IDataObject[] => (Array.isArray(value) ? (value as IDataObject[]) : []);

function voiceOf({ name, voice }: IDataObject, place: number): string {
	const id = voiceIdOf(voice);
	if (id !== undefined) return id;
	const who = String(name ?? '').trim() || `Speaker ${place + 1}`;
	throw inputError(`'${who}' in 'Speakers' has no voice`, 'Choose a voice for each speaker.');
}

/** Reads the speakers and makes the API's text of the script. Fails with `input` on what would be spoken by the wrong voice. */
export function conversationOf(item: Item, script: string, model: string): Conversation {
	const speakers = listOf(item.collection('speakers').speaker);
	const names = speakers.map(({ name }) => String(name ?? '').trim());
	const { text, warnings } = writeDialogue(script, names, model);
	return { text, names, warnings, speakers: speakers.map(voiceOf) };
}
