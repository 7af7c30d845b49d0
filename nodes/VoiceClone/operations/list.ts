import { inputError } from '../../../fishAudio/errors';
import type { VoiceFilter } from '../../../fishAudio/voices';
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

function check(item: Item): Listing {
	const own = item.text('source', 'Source') !== 'library';
	const { title, tags, language, titleLanguage, authorId, sortBy } = item.collection('filters');
	const filter: VoiceFilter = {
		own,
		...(title !== undefined && { title: String(title) }),
		...(tags !== undefined && { tags: toNames(tags) }),
		...(language !== undefined && { language: String(language).trim() }),
		...(titleLanguage !== undefined && { titleLanguage: String(titleLanguage).trim() }),
		...(authorId !== undefined && !own && { authorId: String(authorId).trim() }),
		...(sortBy !== undefined && { sortBy: orderOf(sortBy) }),
	};
	return { filter, most: mostOf(item) };
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
					description: 'Only voices that speak this language, by its two-letter code',
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
	run: async ({ filter, most }, fishAudio, item) => {
		const voices = await fishAudio.voices.list(filter, most);
		const simplify = item.flag('simplify');
		return voices.map((voice) => voiceItem(voice, simplify));
	},
};
