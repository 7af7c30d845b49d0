import { VOICES, type Answer, type Api } from '../api.mts';
import { sight, type Fact } from '../fact.mts';
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
			return sight(
				itemsOf(tenth).length > 0 && eleventh.status === 200 && itemsOf(eleventh).length === 0,
				`page 10: ${itemsOf(tenth).length}`,
				`page 11: ${itemsOf(eleventh).length}`,
			);
		},
	},
	{
		id: 'lists.total',
		expected: 'Its total is 1000 to 1002 and means nothing: `total_is_exact: false`, `window_limited: true`',
		standing: 'measured',
		async check(api) {
			const { json } = await list(api, 'page_size=1');
			const total = Number(at(json, 'total'));
			const ok =
				total >= 1000 && total <= 1002 && at(json, 'total_is_exact') === false && at(json, 'window_limited') === true;
			return sight(
				ok,
				total,
				`total_is_exact: ${String(at(json, 'total_is_exact'))}`,
				`window_limited: ${String(at(json, 'window_limited'))}`,
			);
		},
	},
	{
		id: 'lists.end',
		expected: 'Behind its end, `has_more` is false',
		standing: 'measured',
		async check(api) {
			const { json } = await beyond(api);
			return sight(
				at(json, 'has_more') === false,
				`has_more: ${String(at(json, 'has_more'))}`,
				`max_offset: ${String(at(json, 'max_offset'))}`,
				`accessible_upper_bound: ${String(at(json, 'accessible_upper_bound'))}`,
			);
		},
	},
	{
		id: 'lists.language',
		expected: '`language` is two letters: `zh` finds voices, `zh-CN` none',
		standing: 'measured',
		async check(api) {
			const counts = [
				itemsOf(await list(api, 'language=zh')).length,
				itemsOf(await list(api, 'language=zh-CN')).length,
			];
			return sight((counts[0] ?? 0) > 0 && counts[1] === 0, ...counts);
		},
	},
	{
		id: 'lists.licensed',
		expected: '`licensed=true` gives licensed voices alone',
		standing: 'contract',
		async check(api) {
			const found = itemsOf(await list(api, 'licensed=true')).map((voice) => at(voice, 'licensed'));
			return sight(found.length > 0 && found.every((licensed) => licensed === true), found);
		},
	},
	{
		id: 'lists.own',
		expected: '`author_id` and `licensed` are ignored with `self=true`',
		standing: 'contract',
		async check(api) {
			// A voice of the account, so that there is something to leave out.
			await api.once('voice', async () => api.makeVoice(await sampleOf(api), ['texts', SAMPLE_TEXT]));
			const [own, filtered] = [
				await list(api, 'self=true'),
				await list(api, `self=true&licensed=true&author_id=${'0'.repeat(32)}`),
			];
			return sight(
				itemsOf(own).length > 0 && idsOf(own) === idsOf(filtered),
				itemsOf(own).length,
				itemsOf(filtered).length,
			);
		},
	},
	{
		id: 'lists.title',
		expected: '`title` is a part of the title, in capitals or not',
		standing: 'docs',
		async check(api) {
			const [first] = itemsOf(await list(api, 'page_size=1'));
			const part = textAt(first, 'title').slice(1).toUpperCase();
			const found = itemsOf(await list(api, `page_size=100&title=${encodeURIComponent(part)}`)).map((voice) =>
				textAt(voice, '_id'),
			);
			return sight(found.includes(textAt(first, '_id')), `${found.length} found`);
		},
	},
	{
		id: 'lists.tag',
		expected: '`tag` gives voices that have it, and may be there twice',
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
			return sight(ok, `${found.length} with ${first} and ${second}`);
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
			return sight(
				ok,
				times.map((time) => (Number.isNaN(time) ? 'no time' : new Date(time).toISOString().slice(0, 10))).slice(0, 5),
			);
		},
	},
	{
		id: 'lists.times',
		expected: '`created_at` is a time with its zone',
		standing: 'assumed',
		async check(api) {
			const written = textAt(itemsOf(await list(api, 'page_size=1'))[0], 'created_at');
			return sight(/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(written), written);
		},
	},
];
