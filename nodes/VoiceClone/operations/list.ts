import { inputError } from '../../../fishAudio/errors';
import { shown } from '../../../text/shown';
import { oneLine } from '../../../text/unseen';
import { filterLanguage, libraryWindow, type VoiceFilter } from '../../../fishAudio/voices/voices';
import { showHints } from '../../shared/items/hints';
import type { Item } from '../../shared/items/item';
import type { Readers } from '../../shared/parameters/readers';
import { voiceItem } from '../../shared/fields/simplifyVoice';
import { listFields } from './listFields';
import type { Operation } from './operation';

interface Listing {
	filter: VoiceFilter;
	/** Largest number of voices; may be Infinity. */
	limit: number;
}

function limitOf(item: Item): number {
	if (item.flag('returnAll')) return Infinity;
	const limit = item.number('limit');
	if (Number.isInteger(limit) && limit >= 1) return limit;
	throw inputError(
		`'Limit' cannot be ${shown(limit)}`,
		"Enter a whole number of 1 or more, or switch on 'Return All'.",
	);
}

const orders = ['score', 'created_at', 'task_count'] as const;

/** Filters for the public library only: the API ignores them for own voices. */
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
	return { filter, limit: limitOf(item) };
}

/** Shows that the library may have more voices than one search can list. */
function hintAtSearchLimit(item: Item, { filter, limit }: Listing, found: number): void {
	if (filter.own || found < libraryWindow || limit <= found) return;
	const bound = libraryWindow.toLocaleString('en');
	showHints(item, 'info', [
		`Fish Audio lists at most about ${bound} library voices per search. There may be more: narrow the search ` +
			`with 'Filters'.`,
	]);
}

/** Shows why there is no voice. */
function hintAtNone(item: Item, { filter }: Listing): void {
	const isFiltered = Object.keys(filter).some((name) => name !== 'own' && name !== 'sortBy');
	if (isFiltered) showHints(item, 'info', ["No voice matches the 'Filters'."]);
	else if (filter.own)
		showHints(item, 'info', ["Your account has no voices yet. Create one, or choose 'Public Library' in 'Source'."]);
}

export const list: Operation<Listing> = {
	name: 'Get Many',
	action: 'Get many voices',
	description: 'List your voices or those of the public library',
	forAgents:
		"Lists voices of the account or of the public library. Returns each one's id, title, languages, tags, state and " +
		'url. id is what to speak with.',
	fields: listFields,
	check,
	run: async (listing, fishAudio, item) => {
		const voices = await fishAudio.voices.list(listing.filter, listing.limit);
		hintAtSearchLimit(item, listing, voices.length);
		if (voices.length === 0) hintAtNone(item, listing);
		const simplify = item.flag('simplify');
		return voices.map((voice) => voiceItem(voice, simplify));
	},
};
