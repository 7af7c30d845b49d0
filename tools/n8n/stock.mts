import { glob, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import type { IWorkflowBase } from 'n8n-workflow';

import { loadWorkflow, type Changes } from '../../examples/load.mts';
import { readKept } from './kept.mts';
import { preparedExample, type SpeakerVoice } from './preparedExample.mts';
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

interface Workflow {
	id: string;
	name: string;
}

const type = 'fishAudioApi';
const name = 'Fish Audio account';

/** Writes the account into n8n's credential of that name. Creates the credential if there is none. */
export async function putCredential(rest: Rest, account: Account): Promise<CredentialName> {
	const data = { concurrentRequests: 5, ...account };
	const all = (await rest.call('GET', 'credentials')) as (CredentialName & { type: string })[];
	const found = all.find((one) => one.type === type && one.name === name);
	const { id } = found
		? await rest.call('PATCH', `credentials/${found.id}`, { name, type, data })
		: await rest.call('POST', 'credentials', { name, type, data });
	return { id, name };
}

/** The examples to start with, and what for. They need no more than a click. */
const startHere = new Map([
	['captioned-ad.json', 'To hear it'],
	['clone-and-announce.json', 'For your own voice'],
]);

/** Paths of all example workflows, those to start with first. */
async function examplePaths(project: string): Promise<string[]> {
	const found: string[] = [];
	for await (const file of glob('*.json', { cwd: join(project, 'examples') }))
		found.push(join(project, 'examples', file));
	const first = [...startHere.keys()].map((name) => join(project, 'examples', name));
	return [...first, ...found.filter((path) => !first.includes(path)).sort()];
}

/** The file in the user folder that maps each example to its workflow. */
const importedFile = (home: string): string => join(home, 'imported.json');

/** An example in n8n. */
export interface Imported {
	name: string;
	/** What to start with it for. */
	startFor?: string | undefined;
	/** What it needs that this command cannot set up. */
	needs?: string;
}

/** Other credentials are for chat models. */
function needsOf({ nodes }: IWorkflowBase): Pick<Imported, 'needs'> {
	const types = nodes.flatMap(({ credentials }) => Object.keys(credentials ?? {}));
	return types.every((one) => one === type) ? {} : { needs: 'the credential of a chat model, such as OpenAI' };
}

/**
 * Imports the examples that are missing, prepared. Edited or renamed ones stay as they are. `voices` are the
 * sandbox's, for nodes and speakers without one. Returns the examples, those to start with first.
 */
export async function importExamples(
	rest: Rest,
	project: string,
	{ home, voices, ...changes }: Changes & { home: string; voices: SpeakerVoice[] },
): Promise<Imported[]> {
	const there = (await rest.call('GET', 'workflows')) as Workflow[];
	const ids = (await readKept<Record<string, string>>(importedFile(home))) ?? {};
	const imported: Imported[] = [];
	// n8n lists the newest first.
	for (const path of (await examplePaths(project)).reverse()) {
		const loaded = preparedExample(await loadWorkflow(path, changes), voices);
		const example = basename(path);
		const known =
			there.find(({ id }) => id === ids[example]) ?? there.find((workflow) => workflow.name === loaded.name);
		const workflow: Workflow = known ?? { id: await rest.saveWorkflow(loaded), name: loaded.name };
		ids[example] = workflow.id;
		imported.unshift({ name: workflow.name, startFor: startHere.get(example), ...needsOf(loaded) });
	}
	await writeFile(importedFile(home), JSON.stringify(ids));
	return imported;
}
