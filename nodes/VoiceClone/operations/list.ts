import { inputError } from '../../../fishAudio/errors';
import { shown } from '../../../text/shown';
import { oneLine } from '../../../text/unseen';
import { filterLanguage, libraryWindow, type VoiceFilter } from '../../../fishAudio/voices/voices';
import { showHints } from '../../shared/items/hints';
import type { Item } from '../../shared/items/item';
import type { Readers } from '../../shared/parameters/readers';
import { voiceItem } from '../../shared/fields/simplifyVoice';
import type { Operation } from './operation';

interface Listing {
	filter: VoiceFilter;
	/** At most so many voices. */
	most: number;
}

function mostOf(item: Item): number {
	if (item.flag('returnAll')) return Infinity;
	const limit = item.number('limit');
	if (Number.isInteger(limit) && limit >= 1) return limit;
	throw inputError(`'Limit' cannot be ${shown(limit)}`, "Enter a whole number from 1, or switch on 'Return All'.");
}

const orders = ['score', 'created_at', 'task_count'] as const;

/** What the API takes for the library only: with own voices it is ignored. */
function libraryFilter(filters: Readers): VoiceFilter {
	const authorId = filters.text('authorId')?.trim();
	const licensed = filters.flag('licensedOnly');
	return { ...(authorId !== undefined && { authorId }), ...(licensed && { licensed }) };
}

function filterOf(filters: Readers): VoiceFilter {
	const title = filters.text('title');
	const tags = filters.names('tags');
	const language = filters.text('language');
	const titleLanguage = filters.text('titleLanguage');
	const sortBy = filters.choice('sortBy', orders);
	return {
		...(title !== undefined && { title: oneLine(title) }),
		...(tags !== undefined && { tags: tags.map(oneLine) }),
		...(language !== undefined && { language: filterLanguage(language, 'Language') }),
		...(titleLanguage !== undefined && { titleLanguage: filterLanguage(titleLanguage, 'Title Language') }),
		...(sortBy !== undefined && { sortBy }),
	};
}

function check(item: Item): Listing {
	const own = item.choice('source', ['own', 'library']) === 'own';
	const filters = item.within('filters');
	const filter = { own, ...filterOf(filters), ...(!own && libraryFilter(filters)) };
	return { filter, most: mostOf(item) };
}

/** Says where the library may go on though the list ends: one search sees no more of it. */
function hintAtSearchLimit(item: Item, { filter, most }: Listing, found: number): void {
	if (filter.own || found < libraryWindow || most <= found) return;
	const bound = libraryWindow.toLocaleString('en');
	showHints(item, 'info', [
		`Fish Audio lists about ${bound} voices of its library for one search. There may be more: narrow the search by 'Filters'.`,
	]);
}

export const list: Operation<Listing> = {
	name: 'Get Many',
	action: 'Get many voices',
	description: 'List your voices or those of the public library',
	fields: [
		{
			displayName: 'Source',
			name: 'source',
			type: 'options',
			default: 'own',
			description: 'Which voices to list',
			options: [
				{ name: 'My Voices', value: 'own', description: 'The voices of your account' },
				{ name: 'Public Library', value: 'library', description: 'The voices that everybody can use' },
			],
		},
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 50,
			description: 'Max number of results to return',
			displayOptions: { show: { returnAll: [false] } },
		},
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [
				{
					displayName: 'Author ID',
					name: 'authorId',
					type: 'string',
					default: '',
					placeholder: 'e.g. 64d3a1f0c2b84e3f9a1b2c3d4e5f6071',
					description: 'Only voices of this author. Works in the public library.',
					displayOptions: { show: { '/source': ['library'] } },
				},
				{
					displayName: 'Language',
					name: 'language',
					type: 'string',
					default: '',
					placeholder: 'e.g. en',
					description:
						'Only voices that speak this language, by its two-letter code; of a longer code the first two letters are taken',
				},
				{
					displayName: 'Licensed Only',
					name: 'licensedOnly',
					type: 'boolean',
					default: true,
					description:
						'Whether to list only voices that Fish Audio has licensed from their owners. Works in the public library.',
					displayOptions: { show: { '/source': ['library'] } },
				},
				{
					displayName: 'Sort By',
					name: 'sortBy',
					type: 'options',
					default: 'score',
					description: 'Which voices come first',
					options: [
						{ name: 'Newest', value: 'created_at' },
						{ name: 'Most Used', value: 'task_count' },
						{ name: 'Relevance', value: 'score' },
					],
				},
				{
					displayName: 'Tags',
					name: 'tags',
					type: 'string',
					default: '',
					placeholder: 'e.g. ivr, english',
					description: 'Only voices with these tags, separated by commas',
				},
				{
					displayName: 'Title',
					name: 'title',
					type: 'string',
					default: '',
					placeholder: 'e.g. Anna',
					description: 'Only voices whose title contains this',
				},
				{
					displayName: 'Title Language',
					name: 'titleLanguage',
					type: 'string',
					default: '',
					placeholder: 'e.g. en',
					description: 'Only voices whose title is in this language, by its two-letter code',
				},
			],
		},
	],
	check,
	run: async (listing, fishAudio, item) => {
		const voices = await fishAudio.voices.list(listing.filter, listing.most);
		hintAtSearchLimit(item, listing, voices.length);
		const simplify = item.flag('simplify');
		return voices.map((voice) => voiceItem(voice, simplify));
	},
};
