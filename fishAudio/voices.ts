import type { Calls } from './client';
import { createVoice, type NewVoice } from './createVoice';
import { FishAudioError, isFishAudioError } from './errors';
import { drain, readJson, type Query } from './http';
import { largestPage, readAll } from './pages';
import { mayRepeat } from './retry';
import { createForm, type SourceFile } from './upload';
import { asVoice, asVoicePage, type Visibility, type Voice, type VoicePage } from './voice';
import { parseVoiceId } from './voiceId';

/** Which voices to list, and in which order. */
export interface VoiceFilter {
	/** Only the account's own voices. */
	own?: boolean;
	title?: string;
	tags?: string[];
	language?: string;
	titleLanguage?: string;
	/** Not together with `own`, which the API prefers. */
	authorId?: string;
	/** Default of the API: `score`. */
	sortBy?: 'score' | 'task_count' | 'created_at';
}

/** The account's own voices, newest first as far as the API keeps to it. */
export const ownNewestFirst: VoiceFilter = { own: true, sortBy: 'created_at' };

/** Which page of a list. */
export interface PageChoice {
	/** From 1. */
	page: number;
	/** 1–100 */
	pageSize: number;
}

/** What to change in a voice; only what is given changes. */
export interface VoiceChanges {
	title?: string;
	description?: string;
	visibility?: Visibility;
	/** Replaces all tags. */
	tags?: string[];
	coverImage?: SourceFile;
}

/** The account's voices and the public library (`/model` of the API). */
export interface Voices {
	/** Makes a voice. After a failure of unsure outcome it looks for the one it may have made before it asks again, if at all. */
	create(voice: NewVoice): Promise<Voice>;
	get(id: string): Promise<Voice>;
	page(filter: VoiceFilter, choice: PageChoice): Promise<VoicePage>;
	/** Up to `most` voices, over as many pages as it takes, each voice once. */
	list(filter: VoiceFilter, most?: number): Promise<Voice[]>;
	/** Changes a voice and reads it again: the API answers a change with nothing. */
	update(id: string, changes: VoiceChanges): Promise<Voice>;
	delete(id: string): Promise<void>;
	/** Waits until training has ended; fails with `trainingFailed` or, after `deadline` milliseconds, `trainingTimeout`. */
	waitUntilTrained(voice: Voice, deadline: number): Promise<Voice>;
}

/** Fails with `input` on what is no id, so that it cannot lead elsewhere. */
const pathOf = (id: string): string => `/model/${parseVoiceId(id)}`;

const queryOf = (filter: VoiceFilter, { page, pageSize }: PageChoice): Query => ({
	page_size: pageSize,
	page_number: page,
	self: filter.own || undefined,
	title: filter.title || undefined,
	tag: filter.tags?.length ? filter.tags : undefined,
	language: filter.language || undefined,
	title_language: filter.titleLanguage || undefined,
	author_id: filter.authorId || undefined,
	sort_by: filter.sortBy,
});

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
	return new FishAudioError('trainingTimeout', `The voice '${voice.title}' was not trained after ${after}`, {
		advice: `It exists (ID ${voice._id}) and its training goes on. Raise 'Wait Timeout (Seconds)', or let the Fish Audio Voice Clone Trigger tell you when it is trained.`,
		voiceId: voice._id,
	});
}

function trainingFailed(voice: Voice): FishAudioError {
	return new FishAudioError('trainingFailed', `The training of the voice '${voice.title}' failed`, {
		advice: `Check that its samples hold clear speech of one person, then create it again. The failed voice (ID ${voice._id}) can be deleted.`,
		voiceId: voice._id,
	});
}

/** Builds the voices part of the client. */
export function createVoices(calls: Calls): Voices {
	const page: Voices['page'] = async (filter, choice) =>
		await calls.call({
			request: () => ({ method: 'GET', path: '/model', query: queryOf(filter, choice) }),
			read: async (answer) => asVoicePage(await readJson(answer), answer, choice),
		});

	const read = async (id: string, maxTries?: number): Promise<Voice> =>
		await calls.call({
			about: 'voice',
			request: () => ({ method: 'GET', path: pathOf(id) }),
			read: async (answer) => asVoice(await readJson(answer), answer),
			...(maxTries !== undefined && { maxTries }),
		});
	const get: Voices['get'] = async (id) => await read(id);

	/** One look at a voice in training. One that fails in passing shows it as it was. */
	const look = async (voice: Voice): Promise<Voice> =>
		await read(voice._id, 1).catch((error: unknown) => {
			if (!isFishAudioError(error) || error.kind === 'cancelled') return Promise.reject(error);
			if (mayRepeat(error.kind, 'repeatable', error.facts.status) === 'safe') return voice;
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
		page,
		get,
		create,
		list: async (filter, most = Infinity) => {
			// A short list is one small page; every page of a longer one has the same size.
			const pageSize = Math.min(most, largestPage);
			return await readAll(
				async (number) => await page(filter, { page: number, pageSize }),
				(voice) => voice._id,
				{ most, window: calls.concurrency },
			);
		},
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
