import type { Calls } from '../requests/calls';
import { createVoice } from './createVoice';
import { FishAudioError, isFishAudioError } from '../errors';
import { drain } from '../requests/readAnswer';
import type { NewVoice } from './newVoice';
import { largestPage } from '../requests/pages';
import { repeatAfter } from '../requests/repeat';
import { shown } from '../../text/shown';
import { createForm } from '../requests/form';
import type { SourceFile } from '../requests/sourceFile';
import type { Visibility, Voice } from './voice';
import { ownNewestFirst, pathOf, type VoiceFilter, type Voices } from './voices';

/** What to change in a voice; only what is given changes. */
export interface VoiceChanges {
	title?: string;
	description?: string;
	visibility?: Visibility;
	/** Replaces all tags. */
	tags?: string[];
	coverImage?: SourceFile;
}

/** Makes and changes the account's own voices (`/model` of the API). */
export interface OwnVoices {
	/**
	 * Makes a voice. After a failure of unsure outcome it looks for the one it may have made before it asks again, if at
	 * all.
	 */
	create(voice: NewVoice): Promise<Voice>;
	/** Changes a voice and reads it again: the API answers a change with nothing. */
	update(id: string, changes: VoiceChanges): Promise<Voice>;
	delete(id: string): Promise<void>;
	/**
	 * Waits until training has ended; fails with `trainingFailed` or, after `deadline` milliseconds, `trainingTimeout`.
	 */
	waitUntilTrained(voice: Voice, deadline: number): Promise<Voice>;
}

/** The bodies that bring a change about. A form has no way to say that there are no tags. */
function bodiesOf({ coverImage, ...changes }: VoiceChanges): Array<() => FormData | object> {
	if (!coverImage) return [() => changes];
	const form = () => createForm({ ...changes, cover_image: coverImage });
	return changes.tags?.length === 0 ? [form, () => ({ tags: [] })] : [form];
}

/** First wait between two looks at a voice in training, and the longest, in milliseconds. */
const looks = { first: 1_000, longest: 10_000 };

function stillTraining(voice: Voice, deadline: number): FishAudioError {
	const after = `${Math.round(deadline / 1000)} seconds`;
	return new FishAudioError('trainingTimeout', `The voice '${shown(voice.title)}' was not trained after ${after}`, {
		advice: `It exists (ID ${voice._id}) and its training goes on. Raise 'Wait Timeout (Seconds)', or let the Fish Audio Voice Clone Trigger tell you when it is trained.`,
		voiceId: voice._id,
	});
}

function trainingFailed(voice: Voice): FishAudioError {
	return new FishAudioError('trainingFailed', `The training of the voice '${shown(voice.title)}' failed`, {
		advice: `Check that its samples hold clear speech of one person, then create it again. The failed voice (ID ${voice._id}) can be deleted.`,
		voiceId: voice._id,
	});
}

/** Builds the part of the client that makes and changes voices. */
export function createOwnVoices(calls: Calls, { get, page }: Voices): OwnVoices {
	/** One look at a voice in training. One that fails in passing shows it as it was. */
	const look = async (voice: Voice): Promise<Voice> =>
		await get(voice._id, 1).catch((error: unknown) => {
			if (!isFishAudioError(error) || error.kind === 'cancelled') return Promise.reject(error);
			if (repeatAfter(error, 'repeatable') === 'again') return voice;
			return Promise.reject(new FishAudioError(error.kind, error.message, { ...error.facts, voiceId: voice._id }));
		});

	const isGone = async (id: string): Promise<boolean> =>
		await get(id).then(
			() => false,
			(error: unknown) => {
				if (isFishAudioError(error) && error.kind === 'notFound') return true;
				return Promise.reject(error);
			},
		);

	const create = createVoice(calls, async (title) => {
		const filter: VoiceFilter = { ...ownNewestFirst, ...(title !== undefined && { title }) };
		return await page(filter, { page: 1, pageSize: largestPage });
	});

	return {
		create,
		update: async (id, changes) => {
			for (const makeBody of bodiesOf(changes)) {
				await calls.call({
					about: 'voice',
					request: () => ({ method: 'PATCH', path: pathOf(id), body: makeBody() }),
					read: drain,
				});
			}
			return await get(id);
		},
		delete: async (id) => {
			await calls.call({
				about: 'voice',
				request: () => ({ method: 'DELETE', path: pathOf(id) }),
				read: async (answer) => {
					await drain(answer);
					return 'deleted' as const;
				},
				effect: 'looked',
				// Deleting it again would only tell that it is not there.
				findMade: async () => ((await isGone(id)) ? 'deleted' : undefined),
			});
		},
		waitUntilTrained: async (voice, deadline) => {
			const end = calls.world.now() + deadline;
			let seen = voice;
			for (let wait = looks.first; ; wait = Math.min(wait * 1.5, looks.longest)) {
				if (seen.state === 'trained') return seen;
				if (seen.state === 'failed') throw trainingFailed(seen);
				const left = end - calls.world.now();
				if (left <= 0) throw stillTraining(seen, deadline);
				await calls.world.sleep(Math.min(wait, left));
				seen = await look(seen);
			}
		},
	};
}
