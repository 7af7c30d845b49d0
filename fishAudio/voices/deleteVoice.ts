import type { Calls } from '../requests/calls';
import { isFishAudioError } from '../errors';
import { drain } from '../requests/readAnswer';
import { pathOf, type Voices } from './voices';

async function isGone(id: string, get: Voices['get']): Promise<boolean> {
	return await get(id).then(
		() => false,
		(error: unknown) => (isFishAudioError(error) && error.kind === 'notFound' ? true : Promise.reject(error)),
	);
}

/** Deletes a voice. Fails with `notFound` if there is none. */
export async function deleteVoice(calls: Calls, id: string, get: Voices['get']): Promise<void> {
	await calls.call({
		about: 'voice',
		request: () => ({ method: 'DELETE', path: pathOf(id) }),
		read: async (answer) => {
			await drain(answer);
			return 'deleted' as const;
		},
		repeatCosts: 'falseError',
		// To delete it once more would fail with `notFound`.
		findMade: async () => ((await isGone(id, get)) ? 'deleted' : undefined),
	});
}
