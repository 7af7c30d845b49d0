import { writeDialogue } from '../../fishAudio/dialogue';
import { inputError, type FishAudioError } from '../../fishAudio/errors';
import { shown } from '../../fishAudio/shown';
import { oneLine } from '../../fishAudio/unseen';
import type { Item } from '../shared/item';
import { textOf } from '../shared/parameters/values';
import { voiceIdIn } from '../shared/parameters/voice';

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

interface Speaker {
	name: string;
	voice: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const notSpeakers = (value: unknown): FishAudioError =>
	inputError(
		"'Speakers' is not a list of speakers",
		`Its expression gives ${shown(value)}. It has to give a list such as [{ name: 'Anna', voice: '802e3bc2b27e49c2995d23ef70e6ac89' }], with the ID or page of a voice for each name.`,
	);

/** Text that an AI model or a sheet has as JSON. */
function parsed(value: unknown): unknown {
	if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
	try {
		return JSON.parse(value) as unknown;
	} catch {
		return value;
	}
}

/** What the panel keeps, or a list by expression, in place of all of it or of its entries. */
function entriesOf(given: unknown): unknown[] {
	const value = parsed(given);
	const list = parsed(isObject(value) && 'speaker' in value ? value.speaker : value);
	if (Array.isArray(list)) return list;
	if (list === undefined || list === null || list === '') return [];
	if (isObject(list) && 'name' in list) return [list];
	if (isObject(list) && Object.keys(list).length === 0) return [];
	throw notSpeakers(given);
}

const speakerOf = (entry: unknown, _: number, all: unknown[]): Speaker => {
	if (!isObject(entry)) throw notSpeakers(all);
	return { name: oneLine(textOf(entry.name, 'Name')), voice: entry.voice };
};

function voiceOf({ name, voice }: Speaker, place: number): string {
	const who = name ? shown(name) : `Speaker ${place + 1}`;
	const id = voiceIdIn(voice, `Voice' of '${who}`);
	if (id !== undefined) return id;
	throw inputError(`'${who}' in 'Speakers' has no voice`, 'Choose a voice for each speaker.');
}

/** Reads the speakers and makes the API's text of the script. Fails with `input` on what would be spoken by the wrong voice. */
export function conversationOf(item: Item, script: string, model: string): Conversation {
	const speakers = entriesOf(item.given('speakers')).map(speakerOf);
	const names = speakers.map(({ name }) => name);
	const { text, warnings } = writeDialogue(script, names, model);
	return { text, names, warnings, speakers: speakers.map(voiceOf) };
}
