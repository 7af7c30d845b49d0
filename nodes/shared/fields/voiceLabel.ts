import type { INodeListSearchItems } from 'n8n-workflow';

import { isRecord } from '../../../fishAudio/requests/json';
import { stateOf, type Voice } from '../../../fishAudio/voices/voice';
import { voiceUrl } from '../../../fishAudio/voices/voiceId';
import { languageName } from '../../../text/languageNames';

/** A voice as the picker lists it. */
export interface Choice extends INodeListSearchItems {
	value: string;
}

/** The languages of a voice by name: one or two of them, or the first and how many more. */
function languagesOf({ languages }: Voice): string[] {
	const codes = Array.isArray(languages) ? languages.filter((one) => typeof one === 'string' && one !== '') : [];
	const [first, second, ...others] = codes.map((code) => languageName(String(code)));
	if (first === undefined) return [];
	if (second === undefined) return [first];
	return [others.length > 0 ? `${first} and ${others.length + 1} more` : `${first} and ${second}`];
}

/** The day a voice was made, as the API gives it. */
const dayOf = ({ created_at: date }: Voice): string[] => /^\d{4}-\d\d-\d\d/.exec(date)?.slice(0, 1) ?? [];

const authorOf = ({ author }: Voice): string[] =>
	isRecord(author) && typeof author.nickname === 'string' && author.nickname !== '' ? [`by ${author.nickname}`] : [];

const choice = (voice: Voice, about: string[]): Choice => ({
	name: `${voice.title} (${about.join(', ')})`,
	value: voice._id,
	url: voiceUrl(voice._id),
});

/** A voice of the account: its state, its languages and its day. */
export const ownChoice = (voice: Voice): Choice =>
	choice(voice, ['Yours', stateOf(voice), ...languagesOf(voice), ...dayOf(voice)]);

/** A voice of the library: its languages, its author, and what is unusual about it. */
export const libraryChoice = (voice: Voice): Choice =>
	choice(voice, [
		'Library',
		...languagesOf(voice),
		...authorOf(voice),
		...(voice.licensed === true ? ['licensed'] : []),
		...(voice.state === 'trained' ? [] : [stateOf(voice)]),
	]);

/** A voice that does not say whose it is. */
export const anyChoice = (voice: Voice): Choice =>
	choice(voice, [stateOf(voice), ...languagesOf(voice), ...dayOf(voice)]);

/** Adds the last characters of the ID where several choices look the same. */
export function toldApart(choices: Choice[]): Choice[] {
	const count = new Map<string, number>();
	for (const { name } of choices) count.set(name, (count.get(name) ?? 0) + 1);
	return choices.map((one) =>
		count.get(one.name) === 1 ? one : { ...one, name: one.name.replace(/\)$/, `, ID …${one.value.slice(-4)})`) },
	);
}
