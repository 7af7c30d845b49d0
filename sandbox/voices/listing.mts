import { FieldsError } from '../errors.mts';
import type { Settings } from '../settings.mts';
import type { SortBy, VoiceStore } from './store.mts';
import { stateOf, type Voice } from './voice.mts';

export interface ListQuery {
	pageSize: number;
	pageNumber: number;
	sortBy: SortBy;
	own: boolean;
	title: string | undefined;
	tags: string[];
	authorId: string | undefined;
	licensed: boolean;
	languages: string[];
	titleLanguages: string[];
}

export interface VoicePage {
	total: number;
	voices: Voice[];
	hasMore: boolean;
	/** The window, if it cut the list. */
	window: number | null;
}

/** Pages of the public library end here for every query (measured twice, 2026-09). */
const LIBRARY_WINDOW = 1000;

const wrong = (name: string, type: string, msg: string) => new FieldsError([{ loc: ['query', name], type, msg }]);

function wholeNumber(params: URLSearchParams, name: string, fallback: number, max: number): number {
	const written = params.get(name);
	if (written === null) return fallback;
	const value = Number(written);
	if (!/^-?\d+$/.test(written))
		throw wrong(name, 'int_parsing', 'Input should be a valid integer, unable to parse string as an integer');
	if (value < 1) throw wrong(name, 'greater_than_equal', 'Input should be greater than or equal to 1');
	if (value > max) throw wrong(name, 'less_than_equal', `Input should be less than or equal to ${max}`);
	return value;
}

function flag(params: URLSearchParams, name: string): boolean {
	const written = (params.get(name) ?? 'false').toLowerCase();
	if (['true', '1'].includes(written)) return true;
	if (['false', '0', ''].includes(written)) return false;
	throw wrong(name, 'bool_parsing', 'Input should be a valid boolean, unable to interpret input');
}

function order(params: URLSearchParams): SortBy {
	const written = params.get('sort_by') ?? 'score';
	if (written === 'score' || written === 'task_count' || written === 'created_at') return written;
	throw wrong('sort_by', 'literal_error', "Input should be 'score', 'task_count' or 'created_at'");
}

/** Unknown parameters are ignored. @throws FieldsError for what the contract does not allow */
export function readListQuery(params: URLSearchParams): ListQuery {
	return {
		pageSize: wholeNumber(params, 'page_size', 10, 100),
		pageNumber: wholeNumber(params, 'page_number', 1, Infinity),
		sortBy: order(params),
		own: flag(params, 'self'),
		title: params.get('title') || undefined,
		tags: params.getAll('tag').filter((tag) => tag !== ''),
		authorId: params.get('author_id') || undefined,
		licensed: flag(params, 'licensed'),
		languages: params.getAll('language').filter((language) => language !== ''),
		titleLanguages: params.getAll('title_language').filter((language) => language !== ''),
	};
}

type Test = (voice: Voice) => boolean;

/** One test per filter in use. A plain list has none, so it need not look at each voice. */
function tests(query: ListQuery, listDelayMs: number, now: number): Test[] {
	const { title, tags, authorId, licensed, languages, titleLanguages, own } = query;
	const found: Test[] = [];
	if (listDelayMs > 0) found.push((voice) => !voice.own || voice.createdAt + listDelayMs <= now);
	if (!own) found.push((voice) => !voice.own || stateOf(voice, now) === 'trained');
	if (!own && authorId !== undefined) found.push((voice) => voice.author.id === authorId);
	if (!own && licensed) found.push((voice) => voice.licensed);
	if (title !== undefined) found.push((voice) => voice.title.toLowerCase().includes(title.toLowerCase()));
	if (tags.length > 0) found.push((voice) => tags.every((tag) => voice.tags.includes(tag)));
	if (languages.length > 0) found.push((voice) => voice.languages.some((language) => languages.includes(language)));
	if (titleLanguages.length > 0) found.push((voice) => titleLanguages.includes(voice.titleLanguage));
	return found;
}

function orderedVoices(store: VoiceStore, { own, sortBy }: ListQuery, { createdAtOrder }: Settings): readonly Voice[] {
	const voices = store.sorted(own, sortBy);
	return sortBy === 'created_at' && createdAtOrder === 'oldestFirst' ? voices.toReversed() : voices;
}

/** One page of voices, within the window of the service and the settings. */
export function pageOf(store: VoiceStore, query: ListQuery, settings: Settings, now: number): VoicePage {
	const all = orderedVoices(store, query, settings);
	const wanted = tests(query, settings.listDelayMs, now);
	const matching = wanted.length === 0 ? all : all.filter((voice) => wanted.every((test) => test(voice)));
	const window = Math.min(query.own ? Infinity : LIBRARY_WINDOW, settings.windowLimit ?? Infinity);
	const reachable = Math.min(matching.length, window);
	const from = Math.min((query.pageNumber - 1) * query.pageSize, reachable);
	const to = Math.min(from + query.pageSize, reachable);
	return {
		total: matching.length,
		voices: matching.slice(from, to),
		hasMore: to < reachable,
		window: matching.length > window ? window : null,
	};
}
