import { glob } from 'node:fs/promises';
import { join } from 'node:path';

import { loadWorkflow, type Changes } from '../examples/load.mts';
import type { Rest } from './rest.mts';

/** The API that the nodes talk to. */
export interface Account {
	apiKey: string;
	baseUrl: string;
	concurrentRequests?: number;
}

/** A credential in n8n, as nodes name it. */
export interface CredentialName {
	id: string;
	name: string;
}

const type = 'fishAudioApi';
const name = 'Fish Audio account';

/** Puts the account into n8n's credential of that name, which is made where there is none. */
export async function putCredential(rest: Rest, account: Account): Promise<CredentialName> {
	const data = { concurrentRequests: 5, ...account };
	const all = (await rest.call('GET', 'credentials')) as (CredentialName & { type: string })[];
	const found = all.find((one) => one.type === type && one.name === name);
	const { id } = found
		? await rest.call('PATCH', `credentials/${found.id}`, { name, type, data })
		: await rest.call('POST', 'credentials', { name, type, data });
	return { id, name };
}

/** Paths of all example workflows. */
export async function examplePaths(project: string): Promise<string[]> {
	const found: string[] = [];
	for await (const file of glob('*.json', { cwd: join(project, 'examples') })) found.push(join(project, 'examples', file));
	return found.sort();
}

/** Imports the examples that are not there yet; what a person has made of one stays. Gives the names of all. */
export async function importExamples(rest: Rest, project: string, changes: Changes): Promise<string[]> {
	const there = (await rest.call('GET', 'workflows')) as { name: string }[];
	const names: string[] = [];
	for (const path of await examplePaths(project)) {
		const { name: title, nodes, connections, settings } = await loadWorkflow(path, changes);
		if (!there.some((workflow) => workflow.name === title)) {
			await rest.call('POST', 'workflows', { name: title, nodes, connections, settings });
		}
		names.push(title);
	}
	return names;
}
