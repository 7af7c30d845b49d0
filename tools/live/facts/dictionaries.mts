import { DICTIONARIES, messageOf, type Answer, type Api } from '../api.mts';
import { observed, type Fact } from '../fact.mts';
import { at, textAt } from '../read.mts';

const kept = (api: Api): Promise<Answer> => api.once('dictionary', () => api.makeDictionary());

function addressOf({ json, status }: Answer): string {
	const id = textAt(json, 'id');
	if (id === '') throw new Error(`no dictionary was made: ${status}`);
	return `${DICTIONARIES}/${id}`;
}

/** The vendor's name of the list of rules is unknown. */
const version = (expected: string | null) => ({
	json: { expected_latest_version_id: expected, items: [{ key: 'Anna', value: 'AE1 N AH0' }] },
});

export const dictionaries: Fact[] = [
	{
		id: 'dictionaries.made',
		expected: 'A new dictionary: 201, without a version',
		standing: 'docs',
		async check(api) {
			const made = await kept(api);
			return observed(
				made.status === 201 && at(made.json, 'latest_version_id') === null,
				made.status,
				made.json === undefined ? messageOf(made) : Object.keys(Object(made.json) as object).join(', '),
			);
		},
	},
	{
		id: 'dictionaries.listed',
		expected: 'Lists have `has_more` and `next_cursor`, and with `page` a `total`',
		standing: 'docs',
		async check(api) {
			const [byCursor, byPage] = [await api.ask('GET', DICTIONARIES), await api.ask('GET', `${DICTIONARIES}?page=1`)];
			const ok =
				typeof at(byCursor.json, 'has_more') === 'boolean' &&
				at(byCursor.json, 'next_cursor') !== undefined &&
				typeof at(byPage.json, 'total') === 'number';
			return observed(
				ok,
				Object.keys(Object(byCursor.json) as object).join(', '),
				`total: ${String(at(byPage.json, 'total'))}`,
			);
		},
	},
	{
		id: 'dictionaries.changed',
		expected: 'PATCH changes name and description: 200 and the dictionary',
		standing: 'docs',
		async check(api) {
			const patched = await api.ask('PATCH', addressOf(await kept(api)), { json: { description: 'Of a check.' } });
			return observed(
				patched.status === 200 && textAt(patched.json, 'description') === 'Of a check.',
				patched.status,
				messageOf(patched),
			);
		},
	},
	{
		id: 'dictionaries.versions',
		expected: 'A version needs `items` and `expected_latest_version_id`: 201, or 409 if the ID is outdated',
		standing: 'assumed',
		async check(api) {
			const path = `${addressOf(await kept(api))}/versions`;
			const [first, late] = [await api.ask('POST', path, version(null)), await api.ask('POST', path, version(null))];
			return observed(first.status === 201 && late.status === 409, first.status, messageOf(first), late.status);
		},
	},
	{
		id: 'dictionaries.archived',
		expected: 'DELETE: 204, and 204 again',
		standing: 'docs',
		async check(api) {
			const path = addressOf(await api.makeDictionary());
			const statuses = [(await api.ask('DELETE', path)).status, (await api.ask('DELETE', path)).status];
			return observed(
				statuses.every((status) => status === 204),
				...statuses,
			);
		},
	},
];
