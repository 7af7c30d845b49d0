import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult, INodeProperties } from 'n8n-workflow';

import { isFishAudioError, type FailureKind } from '../../../fishAudio/errors';
import { isRecord } from '../../../fishAudio/requests/json';
import { stateOf, type Voice } from '../../../fishAudio/voices/voice';
import { parseVoiceId, voiceUrl } from '../../../fishAudio/voices/voiceId';
import { createVoices, ownNewestFirst, type VoiceFilter, type Voices } from '../../../fishAudio/voices/voices';
import { connect } from '../request/connect';
import { asNodeError } from '../items/nodeErrors';

/** Method names that the field's list mode is bound to. */
export type VoiceSearch = 'searchVoices' | 'searchOwnVoices';

const pageSize = 50;

/** The field that chooses a voice: from a list, by its title, by its page or by its ID. */
export const voiceField = (search: VoiceSearch, text: Partial<INodeProperties>): INodeProperties => ({
	displayName: 'Voice',
	name: 'voice',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	...text,
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a voice...',
			typeOptions: { searchListMethod: search, searchable: true },
		},
		{
			displayName: 'By Title',
			name: 'title',
			type: 'string',
			hint: 'The exact title of one of your own voices, or an expression that gives it',
			placeholder: 'e.g. Anna',
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://fish.audio/m/802e3bc2b27e49c2995d23ef70e6ac89',
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 802e3bc2b27e49c2995d23ef70e6ac89',
		},
	],
});

const authorOf = (voice: Voice): string =>
	isRecord(voice.author) && typeof voice.author.nickname === 'string' ? `, by ${voice.author.nickname}` : '';

const choice = (voice: Voice, about: string): INodeListSearchItems => ({
	name: `${voice.title} (${about})`,
	value: voice._id,
	url: voiceUrl(voice._id),
});

const ownChoice = (voice: Voice): INodeListSearchItems => choice(voice, `Yours, ${stateOf(voice)}`);

const libraryChoice = (voice: Voice): INodeListSearchItems => {
	const licensed = voice.licensed === true ? ', licensed' : '';
	const state = voice.state === 'trained' ? '' : `, ${stateOf(voice)}`;
	return choice(voice, `Library${authorOf(voice)}${licensed}${state}`);
};

/** Where a list continues: in the account's own voices or in the library, and at which page. */
interface Position {
	from: 'own' | 'library';
	page: number;
}

function positionOf(token: string | undefined): Position {
	const [from, page] = (token ?? 'own:1').split(':');
	return { from: from === 'library' ? 'library' : 'own', page: Number(page) || 1 };
}

/** The filter for the library. `licensed`, alone or before a title, finds licensed voices only. */
function libraryFilter(text: string | undefined): VoiceFilter {
	const [, title] = /^licensed(?:\s+(\S.*))?$/i.exec(text ?? '') ?? [undefined, text];
	return { ...(title && { title }), ...(title !== text && { licensed: true }) };
}

const ownFilter = (text: string | undefined): VoiceFilter => ({ ...ownNewestFirst, ...(text && { title: text }) });

async function voicesAt(
	voices: Voices,
	text: string | undefined,
	{ from, page }: Position,
): Promise<{ results: INodeListSearchItems[]; more: boolean }> {
	const own = from === 'own';
	const found = await voices.page(own ? ownFilter(text) : libraryFilter(text), { page, pageSize });
	return { results: found.items.map(own ? ownChoice : libraryChoice), more: found.hasMore };
}

/** Failures that mean: show no result. */
const noSuchVoice: FailureKind[] = ['input', 'refused', 'forbidden', 'notFound'];

/** The voice whose id or page was typed into the search. */
async function voiceNamed(voices: Voices, text: string | undefined): Promise<INodeListSearchItems[]> {
	if (!text || !/[0-9a-f]{32}/i.test(text)) return [];
	const found = await Promise.resolve(text)
		.then(async (given) => [await voices.get(parseVoiceId(given))])
		.catch((error: unknown) =>
			isFishAudioError(error) && noSuchVoice.includes(error.kind) ? [] : Promise.reject(error),
		);
	// A voice does not say whose it is.
	return found.map((voice) => choice(voice, stateOf(voice)));
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
	const at = positionOf(token);
	const { results, more } = await voicesAt(voices, wanted, at);
	if (more) return { results, paginationToken: `${at.from}:${at.page + 1}` };
	if (at.from === 'library' || !withLibrary) return { results };
	const library = await voicesAt(voices, wanted, { from: 'library', page: 1 });
	return {
		results: [...results, ...library.results],
		...(library.more && { paginationToken: 'library:2' }),
	};
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
