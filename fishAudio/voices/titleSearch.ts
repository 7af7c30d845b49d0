import { likeTitle, exactTitle, ofTitle } from './title';
import { maxRead, noSuchTitle, severalOfTitle, tooManyToSearch } from './titleErrors';
import type { Voice } from './voice';
import type { VoiceChoice, TitleChoice } from './voiceChoice';
import { ownNewestFirst, type Voices } from './voices';

/** Finds the account's own voices by their title. A title is looked up once, however many items ask for it. */
export interface TitleSearch {
	/** All own voices of exactly this title, newest first. Fails with `input` where too many voices must be searched. */
	all(title: string): Promise<Voice[]>;
	/**
	 * The one own voice of this title. Without one it takes the only voice whose title differs in capitals and spaces
	 * alone. Fails with `input` on none or several, and names what there is.
	 */
	one(choice: TitleChoice): Promise<Voice>;
	/** The same, to speak: where several have the title, those whose training failed do not count. */
	oneThatSpeaks(choice: TitleChoice): Promise<Voice>;
	/** The ID of a voice, however it was chosen. */
	idOf(choice: VoiceChoice): Promise<string>;
}

/** Characters of a title that the request holds. The API looks for a part, and a long address could be refused. */
const longestFilter = 100;

/** Keeps what was read under its key, failures included. */
function once<T>(read: (key: string) => Promise<T>): (key: string) => Promise<T> {
	const known = new Map<string, Promise<T>>();
	return async (key) => {
		const value = known.get(key) ?? read(key);
		known.set(key, value);
		return await value;
	};
}

const thatCount = (voices: Voice[]): Voice[] => {
	const others = voices.filter(({ state }) => state !== 'failed');
	return others.length > 0 ? others : voices;
};

/** Builds the search. It remembers what it has read, so each execution needs its own. */
export function createTitleSearch({ list }: Pick<Voices, 'list'>): TitleSearch {
	const withPart = async (part: string): Promise<Voice[]> =>
		await list({ ...ownNewestFirst, ...(part && { title: part }) }, maxRead);
	const own = once(withPart);
	const everything = async (): Promise<Voice[]> => await own('');

	const all = once(async (title) => {
		const part = [...title].slice(0, longestFilter).join('').trim();
		const voices = await withPart(part);
		if (voices.length >= maxRead) throw tooManyToSearch(title);
		const exact = ofTitle(voices, title);
		// How the API compares is not documented: capitals, accents and spaces may keep it from finding a title.
		return exact.length > 0 ? exact : ofTitle(await everything(), title);
	});
	const candidates = async (title: string): Promise<Voice[]> => {
		const exact = await all(exactTitle(title));
		return exact.length > 0 ? exact : likeTitle(await everything(), title);
	};
	const only = async (choice: TitleChoice, voices: Voice[]): Promise<Voice> => {
		const [voice, ...others] = voices;
		if (voice === undefined) throw noSuchTitle(choice, await everything());
		if (others.length > 0) throw severalOfTitle(choice, voices);
		return voice;
	};
	const one = async (choice: TitleChoice): Promise<Voice> => await only(choice, await candidates(choice.title));

	return {
		all: async (title) => await all(exactTitle(title)),
		one,
		oneThatSpeaks: async (choice) => await only(choice, thatCount(await candidates(choice.title))),
		idOf: async (choice) => ('id' in choice ? choice.id : (await one(choice))._id),
	};
}
