import type { Calls } from '../requests/calls';
import { inputError } from '../errors';
import { readJson } from '../requests/readAnswer';
import type { Query } from '../requests/http';
import { largestPage, readAll } from '../requests/pages';
import { readVoice, readVoicePage, type Voice, type VoicePage } from './voice';
import { shown } from '../../text/shown';
import { parseVoiceId } from './voiceId';

/** Which voices to list, and in which order. */
export interface VoiceFilter {
	/** Only the account's own voices. */
	own?: boolean;
	title?: string;
	tags?: string[];
	/** Two letters, as of `filterLanguage`. */
	language?: string;
	/** The same. */
	titleLanguage?: string;
	/** Not together with `own`: the API ignores it then. */
	authorId?: string;
	/** Only voices whose owners have licensed them to Fish Audio. Not together with `own`, either. */
	licensed?: boolean;
	/** Default of the API: `score`. */
	sortBy?: 'score' | 'task_count' | 'created_at';
}

/** The account's own voices, newest first as far as the API keeps to it. */
export const ownNewestFirst: VoiceFilter = { own: true, sortBy: 'created_at' };

/** Voices of the public library that one search can list, whatever its `total` says (measured 2026-09). */
export const libraryWindow = 1_000;

/**
 * The two letters by which the API filters languages: of a longer tag, such as `zh-CN`, which finds nothing, its first
 * part. Fails with `input` on anything else; `label` is what the panel calls the filter.
 */
export function filterLanguage(given: string, label: string): string {
	const language = /^\s*([a-z]{2})(?:[-_][a-z0-9_-]*)?\s*$/i.exec(given)?.[1];
	if (language !== undefined) return language.toLowerCase();
	throw inputError(
		`'${label}' cannot be '${shown(given)}'`,
		"Enter the two-letter code of one language, such as 'en' or 'zh': Fish Audio finds voices by no other.",
	);
}

/** Which page of a list. */
export interface PageChoice {
	/** From 1. */
	page: number;
	/** 1–100 */
	pageSize: number;
}

/** Reads the account's voices and the public library (`/model` of the API). */
export interface Voices {
	/** One voice; `maxTries` where they are to be fewer than the client's. */
	get(id: string, maxTries?: number): Promise<Voice>;
	page(filter: VoiceFilter, choice: PageChoice): Promise<VoicePage>;
	/** Up to `most` voices, over as many pages as it takes, each voice once. */
	list(filter: VoiceFilter, most?: number): Promise<Voice[]>;
}

/** Path of a voice. Fails with `input` on what is no id, so that it cannot lead elsewhere. */
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
		list: async (filter, most = Infinity) => {
			// A short list is one small page; every page of a longer one has the same size.
			const pageSize = Math.min(most, largestPage);
			return await readAll(
				async (number) => await page(filter, { page: number, pageSize }),
				(voice) => voice._id,
				{ most, window: calls.concurrency },
			);
		},
	};
}
