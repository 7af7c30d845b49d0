import { inputError, type FishAudioError } from '../errors';
import { nearest } from '../../text/nearest';
import { shown } from '../../text/shown';
import { stateOf, type Voice } from './voice';
import type { TitleChoice } from './voiceChoice';

/** Own voices that are read at most to find a title: 50 pages. */
export const maxRead = 5_000;

/** Titles or voices that an error names at most. */
const named = { titles: 5, voices: 10 };

const byId = 'choose it from the list or by its ID.';

/** A voice in an error: its title, ID, state and day. */
function described(voice: Voice): string {
	const day = /^\d{4}-\d\d-\d\d/.exec(voice.created_at)?.[0];
	return `'${shown(voice.title)}' ${voice._id} (${stateOf(voice)}${day === undefined ? '' : `, created ${day}`})`;
}

/** Several voices in an error, the first ten of them one by one. */
function listOfVoices(voices: Voice[]): string {
	const more = voices.length - named.voices;
	return voices.slice(0, named.voices).map(described).join('; ') + (more > 0 ? `; and ${more} more` : '');
}

function whatThereIs(own: Voice[], title: string): string {
	if (own.length === 0) return 'Your account has no voices. Create one with Fish Audio Voice Clone.';
	const titles = own.map((voice) => voice.title).filter((one) => one !== '');
	const near = nearest(title, titles, named.titles).map((one) => `'${shown(one)}'`);
	const count = own.length < maxRead ? String(own.length) : `at least ${maxRead}`;
	return (
		`Your account has ${count} ${own.length === 1 ? 'voice' : 'voices'}. ` +
		`The nearest ${near.length === 1 ? 'title is' : 'titles are'}: ${near.join(', ')}.`
	);
}

/** No voice has the title. `own`: all voices of the account. */
export const noSuchTitle = ({ title, label }: TitleChoice, own: Voice[]): FishAudioError =>
	inputError(
		`'${label}' is not the title of one of your voices: '${shown(title)}'`,
		`${whatThereIs(own, title)} Only your own voices are found by their title; a voice of the library: ${byId}`,
	);

/** Several voices have the title, at least apart from capitals and spaces. */
export const severalOfTitle = (
	{ title, label }: TitleChoice,
	voices: Voice[],
	advice = 'Choose one by its ID, or give them different titles',
): FishAudioError =>
	inputError(
		`'${label}' is the title of ${voices.length} of your voices: '${shown(title)}'`,
		`${advice}: ${listOfVoices(voices)}.`,
	);

/** A new voice would have the title of others. */
export const titleTaken = (title: string, voices: Voice[]): FishAudioError =>
	inputError(
		`You have ${voices.length === 1 ? 'a voice' : `${voices.length} voices`} of this title already: '${shown(title)}'`,
		`Nothing was created. Enter another title, or choose otherwise in 'If the Title Exists'. There is: ` +
			`${listOfVoices(voices)}.`,
	);

/** More voices than are read have the title as a part of theirs. */
export const tooManyToSearch = (title: string): FishAudioError =>
	inputError(
		`More than ${maxRead} of your voices have '${shown(title)}' in their title`,
		'They are too many to be searched for one title. Choose the voice by its ID, or give it a longer title.',
	);
