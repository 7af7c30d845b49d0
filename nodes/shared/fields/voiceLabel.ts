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

/** Only what is unusual: most voices are trained. */
const stateIfNotTrained = (voice: Voice): string[] => (voice.state === 'trained' ? [] : [stateOf(voice)]);

/**
 * A voice of the account. n8n shows about 50 characters, so what tells voices of one title apart comes first: the day.
 */
export const ownChoice = (voice: Voice): Choice =>
	choice(voice, ['Yours', ...stateIfNotTrained(voice), ...dayOf(voice), ...languagesOf(voice)]);

/** A voice of the library. */
export const libraryChoice = (voice: Voice): Choice =>
	choice(voice, [
		'Library',
		...stateIfNotTrained(voice),
		...languagesOf(voice),
		...authorOf(voice),
		...(voice.licensed === true ? ['licensed'] : []),
	]);

/** A voice that does not say whose it is. */
export const anyChoice = (voice: Voice): Choice =>
	choice(voice, [stateOf(voice), ...dayOf(voice), ...languagesOf(voice)]);

/** Adds the last characters of the ID, in front, where several choices look the same. */
export function toldApart(choices: Choice[]): Choice[] {
	const count = new Map<string, number>();
	for (const { name } of choices) count.set(name, (count.get(name) ?? 0) + 1);
	const withId = ({ name, value, ...others }: Choice): Choice => {
		const at = name.lastIndexOf(' (') + 2;
		return { ...others, value, name: `${name.slice(0, at)}ID …${value.slice(-4)}, ${name.slice(at)}` };
	};
	return choices.map((one) => (count.get(one.name) === 1 ? one : withId(one)));
}
