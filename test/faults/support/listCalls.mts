import type { INodeExecutionData, INodeListSearchResult } from 'n8n-workflow';

import type { SeenRequest } from '../../support/sandbox.mts';
import { outcomeOf, runCases } from './nodeRun.mts';
import type { Call, Outcome, Outcomes, Scene } from './scene.mts';

/** The list is the same for all cases, whose labels are all in every title: by them the requests are told apart. */
const titleOf = (labels: string[]): string => labels.join(' ');

const inTime = '2026-01-01T00:00:00Z';

/** What a request's query has to be like. */
const strikesOn = (queryOf: (label: string) => string): Pick<Scene, 'match' | 'isOf'> => ({
	match: (label) => ({ method: 'GET', path: '^/model$', query: queryOf(label ?? '\\w+') }),
	isOf: ({ method, path, query }: SeenRequest, label) =>
		method === 'GET' && path === '/model' && new RegExp(queryOf(label)).test(query),
});

const all = 130;

const listing = (name: string, page: number): Call => ({
	name,
	cutAt: 40,
	pace: 200_000,
	toldBy: 'path',
	set: async (stage, labels) => {
		const { ids } = await stage.sandbox.seedVoices({ count: all, title: titleOf(labels), createdAt: inTime });
		return {
			...strikesOn((label) => `page_number=${page}&.*title=${label}`),
			run: async (stops) => {
				const parameters = { operation: 'list', returnAll: true, filters: { title: '={{ $json.label }}' } };
				return await runCases(
					stage,
					{ type: 'voiceClone', parameters },
					labels.map((label) => ({ json: { label } })),
					stops,
				);
			},
			judge: async (_, { result }) => {
				if (result === undefined) return undefined;
				const found = (result as INodeExecutionData[]).map(({ json }) => json.id as string);
				const whole = JSON.stringify(found.sort()) === JSON.stringify([...ids].sort());
				return whole ? undefined : `wrong: ${new Set(found).size} voices in ${found.length} items`;
			},
		};
	},
});

export const list = listing('list: the first page', 1);
export const listOn = listing('list: a later page', 2);

type Searched = (text: string) => Promise<INodeListSearchResult>;

async function searchAll(texts: string[], searched: Searched): Promise<Outcomes> {
	const all = await Promise.all(texts.map(async (text) => await outcomeOf(searched(text))));
	return { outcomes: all.map(({ outcome }) => outcome), shown: all.map(({ shown }) => shown) };
}

function judgeFound(expected: INodeListSearchResult, { result }: Outcome): string | undefined {
	if (result === undefined || JSON.stringify(result) === JSON.stringify(expected)) return undefined;
	return (result as INodeListSearchResult).results.length === 0 ? 'nothing found' : 'wrong: another list';
}

const searching = (name: string, queryOf: (label: string) => string): Call => ({
	name,
	cutAt: 40,
	pace: 200_000,
	toldBy: 'path',
	set: async (stage, labels) => {
		await stage.sandbox.seedVoices({ count: 3, title: titleOf(labels), createdAt: inTime });
		await stage.sandbox.seedVoices({ count: 2, title: titleOf(labels), createdAt: inTime, own: false });
		const searched: Searched = async (text) => await stage.engine.search('speak', 'searchVoices', text);
		const expected = await searched(labels[0]!);
		return {
			...strikesOn(queryOf),
			run: async () => await searchAll(labels, searched),
			judge: async (_, outcome) => judgeFound(expected, outcome),
		};
	},
});

export const search = searching('search: own voices', (label) => `self=true&title=${label}`);
export const searchLibrary = searching('search: the library', (label) => `page_number=1&title=${label}`);

export const searchById: Call = {
	name: 'search: by ID',
	cutAt: 40,
	pace: 200_000,
	toldBy: 'path',
	set: async (stage, labels) => {
		const { ids } = await stage.sandbox.seedVoices({ count: labels.length, title: 'Old', createdAt: inTime });
		const idOf = (label: string): string => ids[labels.indexOf(label)]!;
		const searched: Searched = async (text) => await stage.engine.search('speak', 'searchVoices', text);
		return {
			match: (label) => ({ method: 'GET', path: label === undefined ? '^/model/.+' : `^/model/${idOf(label)}$` }),
			isOf: ({ path }, label) => path === `/model/${idOf(label)}`,
			run: async () => await searchAll(labels.map(idOf), searched),
			judge: async (label, { result }) => {
				if (result === undefined) return undefined;
				const { results } = result as INodeListSearchResult;
				if (results.length === 0) return 'nothing found';
				return results.length === 1 && results[0]!.value === idOf(label) ? undefined : 'wrong: another voice';
			},
		};
	},
};
