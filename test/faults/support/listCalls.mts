import type { INodeExecutionData, INodeListSearchResult } from 'n8n-workflow';

import type { SeenRequest } from '../../support/sandbox.mts';
import { outcomeOf, runCases } from './nodeRun.mts';
import type { Call, Outcome, Outcomes, Scene } from './scene.mts';

/** All cases read the same list: every title holds all labels, and each case searches for its own label. */
const titleOf = (labels: string[]): string => labels.join(' ');

const longAgo = '2026-01-01T00:00:00Z';

/** Requests whose query matches the pattern. */
const matchingQuery = (queryOf: (label: string) => string): Pick<Scene, 'match' | 'isOf'> => ({
	match: (label) => ({ method: 'GET', path: '^/model$', query: queryOf(label ?? '\\w+') }),
	isOf: ({ method, path, query }: SeenRequest, label) =>
		method === 'GET' && path === '/model' && new RegExp(queryOf(label)).test(query),
});

/** Voices, more than a page holds. */
const voiceCount = 130;

const listing = (name: string, page: number): Call => ({
	name,
	cutAt: 40,
	pace: 200_000,
	knownBy: 'path',
	setUp: async (stage, labels) => {
		const { ids } = await stage.sandbox.seedVoices({ count: voiceCount, title: titleOf(labels), createdAt: longAgo });
		return {
			...matchingQuery((label) => `page_number=${page}&.*title=${label}`),
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
				const complete = JSON.stringify(found.sort()) === JSON.stringify([...ids].sort());
				return complete ? undefined : `wrong: ${new Set(found).size} voices in ${found.length} items`;
			},
		};
	},
});

export const list = listing('list: the first page', 1);
export const listOn = listing('list: a later page', 2);

type Search = (text: string) => Promise<INodeListSearchResult>;

async function searchAll(texts: string[], searched: Search): Promise<Outcomes> {
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
	knownBy: 'path',
	setUp: async (stage, labels) => {
		await stage.sandbox.seedVoices({ count: 3, title: titleOf(labels), createdAt: longAgo });
		await stage.sandbox.seedVoices({ count: 2, title: titleOf(labels), createdAt: longAgo, own: false });
		const searched: Search = async (text) => await stage.engine.search('speak', 'searchVoices', text);
		const expected = await searched(labels[0]!);
		return {
			...matchingQuery(queryOf),
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
	knownBy: 'path',
	setUp: async (stage, labels) => {
		const { ids } = await stage.sandbox.seedVoices({ count: labels.length, title: 'Old', createdAt: longAgo });
		const idOf = (label: string): string => ids[labels.indexOf(label)]!;
		const searched: Search = async (text) => await stage.engine.search('speak', 'searchVoices', text);
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
