import { VOICES, type Answer, type Api } from '../api.mts';
import { observed, type Fact } from '../fact.mts';
import { at, listAt, textAt } from '../read.mts';
import { sampleOf, SAMPLE_TEXT } from '../sounds.mts';

const list = (api: Api, query: string): Promise<Answer> => api.ask('GET', `${VOICES}?${query}`);
const itemsOf = ({ json }: Answer): unknown[] => listAt(json, 'items');
const idsOf = (answer: Answer): string =>
	itemsOf(answer)
		.map((voice) => textAt(voice, '_id'))
		.join();
const beyond = (api: Api): Promise<Answer> => api.once('page 11', () => list(api, 'page_size=100&page_number=11'));

export const lists: Fact[] = [
	{
		id: 'lists.window',
		expected: 'The public library ends at 1,000: page 11 of 100 is empty',
		standing: 'measured',
		async check(api) {
			const [tenth, eleventh] = [await list(api, 'page_size=100&page_number=10'), await beyond(api)];
			return observed(
				itemsOf(tenth).length > 0 && eleventh.status === 200 && itemsOf(eleventh).length === 0,
				`page 10: ${itemsOf(tenth).length}`,
				`page 11: ${itemsOf(eleventh).length}`,
			);
		},
	},
	{
		id: 'lists.total',
		expected: 'The total of the public library is always 1000 to 1002: `total_is_exact: false`, `window_limited: true`',
		standing: 'measured',
		async check(api) {
			const { json } = await list(api, 'page_size=1');
			const total = Number(at(json, 'total'));
			const ok =
				total >= 1000 && total <= 1002 && at(json, 'total_is_exact') === false && at(json, 'window_limited') === true;
			return observed(
				ok,
				total,
				`total_is_exact: ${String(at(json, 'total_is_exact'))}`,
				`window_limited: ${String(at(json, 'window_limited'))}`,
			);
		},
	},
	{
		id: 'lists.end',
		expected: 'After the end of the public library, `has_more` is false',
		standing: 'measured',
		async check(api) {
			const { json } = await beyond(api);
			return observed(
				at(json, 'has_more') === false,
				`has_more: ${String(at(json, 'has_more'))}`,
				`max_offset: ${String(at(json, 'max_offset'))}`,
				`accessible_upper_bound: ${String(at(json, 'accessible_upper_bound'))}`,
			);
		},
	},
	{
		id: 'lists.language',
		expected: '`language` has two letters: `zh` finds voices, `zh-CN` none',
		standing: 'measured',
		async check(api) {
			const counts = [
				itemsOf(await list(api, 'language=zh')).length,
				itemsOf(await list(api, 'language=zh-CN')).length,
			];
			return observed((counts[0] ?? 0) > 0 && counts[1] === 0, ...counts);
		},
	},
	{
		id: 'lists.licensed',
		expected: '`licensed=true` gives only licensed voices',
		standing: 'contract',
		async check(api) {
			const found = itemsOf(await list(api, 'licensed=true')).map((voice) => at(voice, 'licensed'));
			return observed(found.length > 0 && found.every((licensed) => licensed === true), found);
		},
	},
	{
		id: 'lists.own',
		expected: '`author_id` and `licensed` are ignored with `self=true`',
		standing: 'contract',
		async check(api) {
			// The account needs a voice that a filter could leave out.
			await api.once('voice', async () => api.makeVoice(await sampleOf(api), ['texts', SAMPLE_TEXT]));
			const [own, filtered] = [
				await list(api, 'self=true'),
				await list(api, `self=true&licensed=true&author_id=${'0'.repeat(32)}`),
			];
			return observed(
				itemsOf(own).length > 0 && idsOf(own) === idsOf(filtered),
				itemsOf(own).length,
				itemsOf(filtered).length,
			);
		},
	},
	{
		id: 'lists.title',
		expected: '`title` matches a part of the title, in upper or lower case',
		standing: 'docs',
		async check(api) {
			const [first] = itemsOf(await list(api, 'page_size=1'));
			const part = textAt(first, 'title').slice(1).toUpperCase();
			const found = itemsOf(await list(api, `page_size=100&title=${encodeURIComponent(part)}`)).map((voice) =>
				textAt(voice, '_id'),
			);
			return observed(found.includes(textAt(first, '_id')), `${found.length} found`);
		},
	},
	{
		id: 'lists.tag',
		expected: '`tag` may be repeated, and gives voices that have all of them',
		standing: 'contract',
		async check(api) {
			const tagged =
				itemsOf(await list(api, 'page_size=100'))
					.map((voice) => listAt(voice, 'tags').map(String))
					.find((tags) => tags.length > 1) ?? [];
			const [first = '', second = ''] = tagged;
			const found = itemsOf(
				await list(
					api,
					new URLSearchParams([
						['tag', first],
						['tag', second],
					]).toString(),
				),
			);
			const ok =
				found.length > 0 && found.every((voice) => [first, second].every((tag) => listAt(voice, 'tags').includes(tag)));
			return observed(ok, `${found.length} with ${first} and ${second}`);
		},
	},
	{
		id: 'lists.newest-first',
		expected: '`sort_by=created_at` gives the newest first',
		standing: 'assumed',
		async check(api) {
			const times = itemsOf(await list(api, 'sort_by=created_at&page_size=20')).map((voice) =>
				Date.parse(textAt(voice, 'created_at')),
			);
			const ok = times.length > 1 && times.every((time, index) => index === 0 || time <= (times[index - 1] ?? 0));
			return observed(
				ok,
				times.map((time) => (Number.isNaN(time) ? 'no time' : new Date(time).toISOString().slice(0, 10))).slice(0, 5),
			);
		},
	},
	{
		id: 'lists.times',
		expected: '`created_at` is a time with a time zone',
		standing: 'assumed',
		async check(api) {
			const written = textAt(itemsOf(await list(api, 'page_size=1'))[0], 'created_at');
			return observed(/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(written), written);
		},
	},
];
