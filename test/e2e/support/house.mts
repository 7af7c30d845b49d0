import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parse } from 'flatted';
import type { IExecutionResponse } from './execution.mts';
import type { INodeExecutionData, IWorkflowBase } from 'n8n-workflow';

import { loadWorkflow } from '../../../examples/load.mts';
import { placePackage } from '../../../tools/n8n/placePackage.mts';
import type { releases } from '../../../tools/n8n/releases.mts';
import { Rest, type Login } from '../../../tools/n8n/rest.mts';
import { startN8n, type N8nOptions, type RunningN8n } from '../../../tools/n8n/server.mts';
import { putCredential, type CredentialName } from '../../../tools/n8n/stock.mts';
import { anyVoiceId } from '../../support/anyVoice.mts';
import { startSandbox, type RunningSandbox, type SandboxOptions } from '../../support/sandbox.mts';
import { packageName } from '../../support/workflow.mts';
import { until } from './until.mts';

/** Settings of a house that differ from the defaults. */
export interface HouseOptions {
	release?: keyof typeof releases;
	sandbox?: SandboxOptions;
	/** Where n8n and the packed package are. Default: where the set-up of the tests has put them. */
	installed?: string;
	tarball?: string;
	/** Settings of n8n. */
	settings?: () => N8nOptions['settings'];
}

/** A real n8n with the package installed, and a sandbox. */
export class House {
	readonly login: Login = { email: 'owner@example.com', password: 'Only4Tests' };
	readonly #options: HouseOptions;
	n8n!: RunningN8n;
	rest!: Rest;
	sandbox!: RunningSandbox;
	credential!: CredentialName;
	/** Credentials of other nodes, by their type. */
	readonly otherCredentials: Record<string, CredentialName> = {};
	/** User folder of n8n. */
	home!: string;
	/** Folder that n8n's file nodes may use. */
	files!: string;

	constructor(options: HouseOptions) {
		this.#options = options;
	}

	get n8nOptions(): N8nOptions {
		const line = (this.#options.release ?? 'current').toUpperCase();
		return {
			installed: this.#options.installed ?? process.env[`E2E_N8N_${line}`]!,
			home: this.home,
			files: this.files,
			settings: { N8N_ENCRYPTION_KEY: 'a key for tests only', GENERIC_TIMEZONE: 'UTC', ...this.#options.settings?.() },
		};
	}

	async open(): Promise<void> {
		this.home = await mkdtemp(join(tmpdir(), 'fish-audio-house-'));
		this.files = join(this.home, 'files');
		this.sandbox = await startSandbox({ trainingMs: 0, ...this.#options.sandbox });
		await placePackage(this.#options.tarball ?? process.env['E2E_TARBALL']!, this.home, packageName);
		await this.start();
		await this.rest.setUpOwner(this.login);
		this.credential = await putCredential(this.rest, { apiKey: this.sandbox.key, baseUrl: this.sandbox.url });
	}

	/** Creates the credential that nodes of examples use for a chat model at `url`. */
	async addChatModel(url: string): Promise<void> {
		const [type, name] = ['openAiApi', 'OpenAI account'];
		const { id } = await this.rest.call('POST', 'credentials', { name, type, data: { apiKey: 'none', url } });
		this.otherCredentials[type] = { id, name };
	}

	/** Starts n8n, the first time or again, at the same address. */
	async start(): Promise<void> {
		const port = this.n8n ? Number(new URL(this.n8n.url).port) : 0;
		this.n8n = await startN8n({ ...this.n8nOptions, port });
		if (!this.rest) this.rest = new Rest(this.n8n.url);
	}

	async close(): Promise<void> {
		await this.n8n?.stop();
		await this.sandbox?.stop();
		if (this.home) await rm(this.home, { recursive: true, force: true, maxRetries: 5 });
	}

	/** n8n's log. */
	async log(): Promise<string> {
		return await readFile(this.n8n.log, 'utf8');
	}

	/** Saves a workflow and returns its ID. */
	async save(
		workflow: Pick<IWorkflowBase, 'name' | 'nodes' | 'connections'> & Partial<IWorkflowBase>,
	): Promise<string> {
		return await this.rest.saveWorkflow({ settings: { executionOrder: 'v1' }, ...workflow });
	}

	/** Saves an example with this house's files and credential. `change` does what its notes tell users to do. */
	async saveExample(name: string, change: (workflow: IWorkflowBase) => void = () => undefined): Promise<string> {
		const { files, credential, otherCredentials } = this;
		const workflow = await loadWorkflow(`examples/${name}.json`, {
			files,
			credential,
			otherCredentials,
			voice: anyVoiceId,
		});
		change(workflow);
		return await this.save(workflow);
	}

	/** Publishes a workflow: its triggers are active from now on. */
	async publish(id: string): Promise<void> {
		const { versionId } = await this.rest.call('GET', `workflows/${id}`);
		if (this.#options.release === 'previous')
			await this.rest.call('PATCH', `workflows/${id}`, { active: true, versionId });
		else await this.rest.call('POST', `workflows/${id}/activate`, { versionId });
	}

	/** Waits for two more polls of a trigger. After that it has handled all that exists now. */
	async polled(): Promise<void> {
		const since = (await this.sandbox.requests()).at(-1)?.n ?? 0;
		const polls = async () =>
			(await this.sandbox.requests(since)).filter(({ method, path }) => method === 'GET' && path === '/model');
		await until(async () => ((await polls()).length >= 2 ? true : undefined), { what: 'two polls' });
	}

	/** Runs a workflow by hand from a trigger and waits for its end. */
	async run(id: string, trigger: string): Promise<IExecutionResponse> {
		const workflowData = await this.rest.call('GET', `workflows/${id}`);
		const { executionId } = await this.rest.call('POST', `workflows/${id}/run`, {
			workflowData,
			triggerToStartFrom: { name: trigger },
		});
		return await this.ended(executionId);
	}

	/** IDs and states of a workflow's executions, oldest first. */
	async executions(workflowId: string): Promise<{ id: string; status: string }[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.rest.call('GET', `executions?filter=${filter}&limit=100`);
		return (results as { id: string; status: string }[]).reverse();
	}

	/** An execution, when it has ended and its data is saved. n8n saves its state before its data. */
	async ended(id: string): Promise<IExecutionResponse> {
		return await until(async () => {
			const execution = await this.rest.call('GET', `executions/${id}`);
			if (['new', 'running', 'waiting'].includes(execution.status)) return undefined;
			const data = parse(execution.data as string) as IExecutionResponse['data'] | undefined;
			return data?.resultData && ({ ...execution, data } as IExecutionResponse);
		});
	}

	/** Bytes of a binary field, downloaded as by the editor. */
	async bytesOf(item: INodeExecutionData | undefined, field = 'data'): Promise<Buffer> {
		const { id, mimeType, fileName } = item!.binary![field]!;
		const query = new URLSearchParams({ id: id!, action: 'download', mimeType, fileName: fileName ?? '' });
		const answer = await fetch(`${this.n8n.url}/rest/binary-data?${query}`, { headers: { cookie: this.rest.cookie } });
		if (!answer.ok) throw new Error(`Binary data: ${answer.status} ${await answer.text()}`);
		return Buffer.from(await answer.arrayBuffer());
	}
}

/** A house for all tests of a file. */
export function setHouse(options: HouseOptions = {}): House {
	const house = new House(options);
	beforeAll(async () => await house.open(), 240_000);
	afterAll(async () => await house.close(), 60_000);
	return house;
}
