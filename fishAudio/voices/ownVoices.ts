import type { Calls } from '../requests/calls';
import { largestPage } from '../requests/listPages';
import { createVoice } from './createVoice';
import { deleteVoice } from './deleteVoice';
import type { NewVoice } from './newVoice';
import { waitUntilTrained } from './training';
import { updateVoice, type VoiceChanges } from './updateVoice';
import type { Voice } from './voice';
import { ownNewestFirst, type Voices } from './voices';

/** Creates, changes and deletes the account's own voices (`/model` of the API). */
export interface OwnVoices {
	/**
	 * Creates a voice. If a failed request may have created it, looks for the voice before sending another request, if
	 * any. `existing` are IDs of voices that were there before, so that none of them is taken for the new one. Fails with
	 * `input` on what the API would refuse.
	 */
	create(voice: NewVoice, existing?: string[]): Promise<Voice>;
	/** Changes a voice and reads it again: the API answers a change with nothing. */
	update(id: string, changes: VoiceChanges): Promise<Voice>;
	/** Fails with `notFound` if there is no such voice. */
	delete(id: string): Promise<void>;
	/**
	 * Waits until training has ended. Fails with `trainingFailed`, or with `trainingTimeout` after `deadline`
	 * milliseconds.
	 */
	waitUntilTrained(voice: Voice, deadline: number): Promise<Voice>;
}

/** Builds the part of the client that changes the account's voices. */
export function createOwnVoices(calls: Calls, { get, page }: Voices): OwnVoices {
	const newest = async (title?: string) =>
		await page({ ...ownNewestFirst, ...(title !== undefined && { title }) }, { page: 1, pageSize: largestPage });
	return {
		create: createVoice(calls, newest),
		update: async (id, changes) => {
			await updateVoice(calls, id, changes);
			return await get(id);
		},
		delete: async (id) => await deleteVoice(calls, id, get),
		waitUntilTrained: async (voice, deadline) => await waitUntilTrained(voice, deadline, { get, world: calls.world }),
	};
}
