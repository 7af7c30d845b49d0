import type { IDataObject } from 'n8n-workflow';

import { inputError } from '../../../fishAudio/errors';
import { filterLanguage, libraryWindow, type VoiceFilter } from '../../../fishAudio/voices';
import { tell } from '../../shared/hints';
import { toNames, type Item } from '../../shared/item';
import { voiceItem } from '../../shared/simplifyVoice';
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
	throw inputError(`'Limit' cannot be ${limit}`, "Enter a whole number from 1, or switch on 'Return All'.");
}

const orders = ['score', 'created_at', 'task_count'] as const;

function orderOf(given: unknown): (typeof orders)[number] {
	const order = orders.find((one) => one === given);
	if (order) return order;
	throw inputError(`'Sort By' cannot be '${String(given)}'`, `Choose one of: ${orders.join(', ')}.`);
}

/** Whether the account's own voices are to be listed. */
function isOwn(item: Item): boolean {
	const source = item.text('source', 'Source');
	if (source === 'own' || source === 'library') return source === 'own';
	throw inputError(`'Source' cannot be '${source.slice(0, 80)}'`, 'Choose one of: own, library.');
}

/** What the API takes for the library only: with own voices it is ignored. */
function libraryFilter({ authorId, licensedOnly }: IDataObject): VoiceFilter {
	return {
		...(authorId !== undefined && { authorId: String(authorId).trim() }),
		...(licensedOnly === true && { licensed: true }),
	};
}

function filterOf(filters: IDataObject): VoiceFilter {
	const { title, tags, language, titleLanguage, sortBy } = filters;
	return {
		...(title !== undefined && { title: String(title) }),
		...(tags !== undefined && { tags: toNames(tags) }),
		...(language !== undefined && { language: filterLanguage(String(language), 'Language') }),
		...(titleLanguage !== undefined && { titleLanguage: filterLanguage(String(titleLanguage), 'Title Language') }),
		...(sortBy !== undefined && { sortBy: orderOf(sortBy) }),
	};
}

function check(item: Item): Listing {
	const own = isOwn(item);
	const filters = item.collection('filters');
	const filter = { own, ...filterOf(filters), ...(!own && libraryFilter(filters)) };
	return { filter, most: mostOf(item) };
}

/** Says where the library may go on though the list ends: one search sees no more of it. */
function tellWindow(item: Item, { filter, most }: Listing, found: number): void {
	if (filter.own || found < libraryWindow || most <= found) return;
	const bound = libraryWindow.toLocaleString('en');
	tell(item, 'info', [`Fish Audio lists about ${bound} voices of its library for one search. There may be more: narrow the search by 'Filters'.`]);
}

export const list: Operation<Listing> = {
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
					description: 'Only voices that speak this language, by its two-letter code; of a longer code the first two letters are taken',
				},
				{
					displayName: 'Licensed Only',
					name: 'licensedOnly',
					type: 'boolean',
					default: true,
					description: "Whether to list only voices that Fish Audio has licensed from their owners. Works in the public library.",
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
		tellWindow(item, listing, voices.length);
		const simplify = item.flag('simplify');
		return voices.map((voice) => voiceItem(voice, simplify));
	},
};
