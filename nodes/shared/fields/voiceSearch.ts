import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { isFishAudioError, type FailureKind } from '../../../fishAudio/errors';
import type { Voice } from '../../../fishAudio/voices/voice';
import { parseVoiceId } from '../../../fishAudio/voices/voiceId';
import { createVoices, ownNewestFirst, type VoiceFilter, type Voices } from '../../../fishAudio/voices/voices';
import { languageCode } from '../../../text/languageNames';
import { asNodeError } from '../items/nodeErrors';
import { connect } from '../request/connect';
import { anyChoice, libraryChoice, ownChoice, toldApart, type Choice } from './voiceLabel';
import type { VoiceSearch } from './voiceField';

const pageSize = 50;

/** A tag is a word or a few; longer texts and lists are searched for in titles only. */
const couldBeTag = (text: string): boolean => /^[^\s,]+(?:\s[^\s,]+){0,2}$/.test(text);

/**
 * How the typed text is searched for. The API filters by a part of the title, by a language or by a tag, but by one
 * *or* the other only in requests of their own. They are sent at the same time, and only where they can find something:
 * the language if the text names one, the tag if the text is short enough to be one.
 */
function waysToFind(text: string | undefined): VoiceFilter[] {
	if (text === undefined) return [{}];
	const language = languageCode(text);
	return [{ title: text }, ...(language ? [{ language }] : []), ...(couldBeTag(text) ? [{ tags: [text] }] : [])];
}

/** Whether a voice should be found in this way. How the API compares is not documented. */
function isFoundBy({ title, language, tags = [] }: VoiceFilter, voice: Voice): boolean {
	if (title !== undefined) return voice.title.toLowerCase().includes(title.toLowerCase());
	const has = (list: unknown, one: string): boolean => Array.isArray(list) && list.includes(one);
	return language !== undefined ? has(voice.languages, language) : tags.every((tag) => has(voice.tags, tag));
}

/** Where voices are listed from. */
interface Place {
	from: 'own' | 'library';
	ways: VoiceFilter[];
	toChoice(voice: Voice): Choice;
}

const ownPlace = (text: string | undefined): Place => ({
	from: 'own',
	// Voices of the account are never licensed.
	ways: (isLicensed(text) ? [{ title: text }] : waysToFind(text)).map((way) => ({ ...ownNewestFirst, ...way })),
	toChoice: ownChoice,
});

/** `licensed`, alone or before other words, finds licensed voices only. */
const licensedWord = /^licensed(?:\s+(\S.*))?$/i;

const isLicensed = (text: string | undefined): text is string => text !== undefined && licensedWord.test(text);

const libraryPlace = (text: string | undefined): Place => ({
	from: 'library',
	ways: isLicensed(text)
		? waysToFind(licensedWord.exec(text)?.[1]).map((way) => ({ ...way, licensed: true }))
		: waysToFind(text),
	toChoice: libraryChoice,
});

/** The next page of one of the ways. */
interface Next {
	way: number;
	page: number;
}

/** Reads the token with which a list continues, such as `library:0.2,1.3`: pages 2 and 3 of the ways 0 and 1. */
function nextOf(token: string | undefined, place: Place): Next[] {
	const [from, list = ''] = token?.split(':') ?? [];
	const given = from === place.from ? list.split(',').map((one) => one.split('.').map(Number)) : [];
	const read = given.flatMap(([way = 0, page = 1]) => (place.ways[way] && page >= 1 ? [{ way, page }] : []));
	return read.length > 0 ? read : place.ways.map((_, way) => ({ way, page: 1 }));
}

const tokenOf = ({ from }: Place, next: Next[]): string =>
	`${from}:${next.map(({ way, page }) => `${way}.${page}`).join(',')}`;

/** Choices, each voice once, and where they continue. */
interface Found {
	choices: Choice[];
	next: Next[];
}

/**
 * Reads the next page of each way at the same time. A voice belongs to the first way that finds it. A way whose pages
 * were not all read just now may have listed it before, or lists it later; the voice itself tells that.
 */
async function readPages(voices: Voices, { ways, toChoice }: Place, wanted: Next[]): Promise<Found> {
	const pages = await Promise.all(
		wanted.map(async ({ way, page }) => ({ way, page, ...(await voices.page(ways[way] ?? {}, { page, pageSize })) })),
	);
	const next = pages.flatMap(({ way, page, hasMore }) => (hasMore ? [{ way, page: page + 1 }] : []));
	const isComplete = (way: number): boolean => pages.some((one) => one.way === way && one.page === 1 && !one.hasMore);
	const choices = new Map<string, Choice>();
	for (const { way, items } of pages) {
		const before = ways.filter((_, other) => other < way && !isComplete(other));
		for (const voice of items) {
			if (choices.has(voice._id) || before.some((other) => isFoundBy(other, voice))) continue;
			choices.set(voice._id, toChoice(voice));
		}
	}
	return { choices: [...choices.values()], next };
}

/** Failures that mean: show no result. */
const noSuchVoice: FailureKind[] = ['input', 'refused', 'forbidden', 'notFound'];

/** The voice whose id or page was typed into the search. */
async function voiceNamed(voices: Voices, text: string | undefined): Promise<Choice[]> {
	if (!text || !/[0-9a-f]{32}/i.test(text)) return [];
	const found = await Promise.resolve(text)
		.then(async (given) => [await voices.get(parseVoiceId(given))])
		.catch((error: unknown) =>
			isFishAudioError(error) && noSuchVoice.includes(error.kind) ? [] : Promise.reject(error),
		);
	return found.map(anyChoice);
}

async function search(
	context: ILoadOptionsFunctions,
	text: string | undefined,
	token: string | undefined,
	withLibrary: boolean,
): Promise<INodeListSearchResult> {
	const { fishAudio: voices } = await connect(context, createVoices, { maxTries: 2, timeout: 20_000 });
	const wanted = text?.trim() || undefined;
	const named = token ? [] : await voiceNamed(voices, wanted);
	if (named.length > 0) return { results: named };
	const places = [ownPlace(wanted), ...(withLibrary ? [libraryPlace(wanted)] : [])];
	const choices = new Map<string, Choice>();
	// The account's own voices first, to their end.
	for (const place of places.slice(token?.startsWith('library:') ? -1 : 0)) {
		const found = await readPages(voices, place, nextOf(token, place));
		for (const one of found.choices) if (!choices.has(one.value)) choices.set(one.value, one);
		const results = toldApart([...choices.values()]);
		if (found.next.length > 0) return { results, paginationToken: tokenOf(place, found.next) };
	}
	return { results: toldApart([...choices.values()]) };
}

type Search = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

const searchWith = (withLibrary: boolean): Search =>
	async function (this, filter, paginationToken) {
		return await search(this, filter, paginationToken, withLibrary).catch((error: unknown) =>
			Promise.reject(asNodeError(error, { node: this.getNode() })),
		);
	};

/** List searches of the voice field: the account's own voices first, then the public library. */
export const voiceSearch: Record<VoiceSearch, Search> = {
	searchVoices: searchWith(true),
	searchOwnVoices: searchWith(false),
};
