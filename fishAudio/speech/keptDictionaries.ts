import { FishAudioError, isFishAudioError } from '../errors';
import type { Calls } from '../requests/calls';
import { readJson } from '../requests/readAnswer';
import type { KeptDictionary } from './pronunciation';

/** Pronunciation dictionaries that Fish Audio keeps (`/v1/pronunciation-dictionaries` of the API). */
export interface KeptDictionaries {
	/**
	 * Fails with `notFound` where there is no such version: speech would leave it out, without an error. Asks once for
	 * each. Costs nothing.
	 */
	check(dictionary: KeptDictionary): Promise<void>;
}

const advice =
	"Check its ID and the ID of its version in 'Dictionaries'. Both are on its page, at " +
	'https://fish.audio/app/pronunciation-dictionary. It may belong to another account. A server of your own may keep ' +
	'no dictionaries.';

function explained(error: unknown, name: string): unknown {
	if (!isFishAudioError(error) || error.kind === 'cancelled') return error;
	if (error.kind === 'notFound')
		return new FishAudioError(error.kind, `Fish Audio has no pronunciation dictionary '${name}'`, {
			...error.facts,
			advice,
		});
	const message = `${error.message} (when asked for the pronunciation dictionary '${name}')`;
	return new FishAudioError(error.kind, message, error.facts);
}

/** Creates the part of the client that looks for dictionaries. */
export function createKeptDictionaries({ call }: Calls): KeptDictionaries {
	const looks = new Map<string, Promise<void>>();
	const look = async ({ id, version }: KeptDictionary, name: string): Promise<void> =>
		await call({
			request: () => ({ method: 'GET', path: `/v1/pronunciation-dictionaries/${id}/versions/${version}`, headers: {} }),
			// The answer has all entries of the dictionary, which can be megabytes.
			read: async (answer) => void (await readJson(answer)),
		}).catch((error: unknown) => Promise.reject(explained(error, name)));
	return {
		check: async (dictionary) => {
			const name = `${dictionary.id}@${dictionary.version}`;
			const found = looks.get(name) ?? look(dictionary, name);
			looks.set(name, found);
			await found;
		},
	};
}
