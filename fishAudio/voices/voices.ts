import type { Calls } from '../requests/calls';
import { inputError } from '../errors';
import { readJson } from '../requests/readAnswer';
import type { Query } from '../requests/http';
import { largestPage, readAll } from '../requests/listPages';
import { readVoice, type Voice } from './voice';
import { type PageChoice, readVoicePage, type VoicePage } from './voicePage';
import { shown } from '../../text/shown';
import { parseVoiceId } from './voiceId';

/** Which voices to list, and in which order. Without a field the API decides. */
export interface VoiceFilter {
	/** Only the account's own voices. */
	own?: boolean;
	title?: string;
	tags?: string[];
	/** Two letters; see `filterLanguage`. */
	language?: string;
	/** Two letters; see `filterLanguage`. */
	titleLanguage?: string;
	/** Ignored by the API together with `own`. */
	authorId?: string;
	/** Only voices whose owners have licensed them to Fish Audio. Ignored by the API together with `own`. */
	licensed?: boolean;
	/** Default of the API: `score`. */
	sortBy?: 'score' | 'task_count' | 'created_at';
}

/** The account's own voices, newest first. The API does not document the order. */
export const ownNewestFirst: VoiceFilter = { own: true, sortBy: 'created_at' };

/** Maximum number of library voices that one search lists, whatever its `total` says (measured 2026-09). */
export const libraryWindow = 1_000;

/**
 * The two letters of a language by which the API filters. For a longer tag, such as `zh-CN`, which would find nothing,
 * it gives the first part. Fails with `input` on anything else. `label` is the parameter's display name.
 */
export function filterLanguage(given: string, label: string): string {
	const language = /^\s*([a-z]{2})(?:[-_][a-z0-9_-]*)?\s*$/i.exec(given)?.[1];
	if (language !== undefined) return language.toLowerCase();
	throw inputError(
		`'${label}' cannot be '${shown(given)}'`,
		"Enter the two-letter code of one language, such as 'en' or 'zh'.",
	);
}

/** Reads the account's voices and the public library (`/model` of the API). */
export interface Voices {
	/**
	 * Reads one voice, with up to `maxTries` tries (default: the client's). Fails with `notFound` if there is none.
	 */
	get(id: string, maxTries?: number): Promise<Voice>;
	/** Reads one page. Fails with `badAnswer` if the answer is not one. */
	page(filter: VoiceFilter, choice: PageChoice): Promise<VoicePage>;
	/** Up to `limit` voices, each once, from as many pages as that takes. */
	list(filter: VoiceFilter, limit?: number): Promise<Voice[]>;
}

/** Path of a voice. Fails with `input` on anything but an ID, so that no other path can be requested. */
export const pathOf = (id: string): string => `/model/${encodeURIComponent(parseVoiceId(id))}`;

const queryOf = (filter: VoiceFilter, { page, pageSize }: PageChoice): Query => ({
	page_size: pageSize,
	page_number: page,
	self: filter.own || undefined,
	title: filter.title || undefined,
	tag: filter.tags?.length ? filter.tags : undefined,
	language: filter.language || undefined,
	title_language: filter.titleLanguage || undefined,
	author_id: filter.authorId || undefined,
	licensed: filter.licensed || undefined,
	sort_by: filter.sortBy,
});

/** Builds the part of the client that reads voices. */
export function createVoices(calls: Calls): Voices {
	const page: Voices['page'] = async (filter, choice) =>
		await calls.call({
			request: () => ({ method: 'GET', path: '/model', query: queryOf(filter, choice) }),
			read: async (answer) => readVoicePage(await readJson(answer), answer, choice),
		});

	return {
		page,
		get: async (id, maxTries) =>
			await calls.call({
				about: 'voice',
				request: () => ({ method: 'GET', path: pathOf(id) }),
				read: async (answer) => readVoice(await readJson(answer), answer),
				...(maxTries !== undefined && { maxTries }),
			}),
		list: async (filter, limit = Infinity) => {
			// A short list is one small page. All pages of a longer one must have the same size.
			const pageSize = Math.min(limit, largestPage);
			return await readAll(
				async (number) => await page(filter, { page: number, pageSize }),
				(voice) => voice._id,
				{ limit, window: calls.concurrency },
			);
		},
	};
}
