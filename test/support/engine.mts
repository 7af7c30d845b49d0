import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

import type { BinaryDataService, PackageDirectoryLoader } from 'n8n-core';
import type {
	IAuthenticateRuleResponseCode,
	IAuthenticateRuleResponseSuccessBody,
	IBinaryData,
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
	INodeListSearchResult,
	INodeParameters,
	INodeType,
	INodeTypes,
	IRun,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	IWorkflowSettings,
	Workflow,
} from 'n8n-workflow';

import { checkBuilt } from './built.mts';
import { freeTimers, libFolder, line, n8n } from './line.mts';
import { testNodes } from './testNodes.mts';
import { packageName, workflowOf, type NodeSpec } from './workflow.mts';

const require = createRequire(import.meta.url);
const project = process.cwd();

type Core = typeof import('n8n-core');
type Lib = typeof import('n8n-workflow');
type Rules = ReadonlyArray<IAuthenticateRuleResponseCode | IAuthenticateRuleResponseSuccessBody>;
type LoadOptionsModule = {
	LoadOptionsContext: new (
		workflow: Workflow,
		node: INode,
		data: IWorkflowExecuteAdditionalData,
		path: string,
	) => object;
};

/** What an engine runs with. */
export interface EngineOptions {
	/** The credential of all Fish Audio nodes. */
	credential: { apiKey: string; baseUrl: string; concurrentRequests?: number };
	/** Default: files, as in n8n 2. `default` keeps binary data in memory. */
	binaryMode?: 'filesystem' | 'default';
	/** Settings of all workflows, such as where their files lie. */
	workflowSettings?: IWorkflowSettings;
	/** Nodes that stand beside ours in workflows, by their full type. */
	nodeTypes?: Record<string, INodeType>;
}

/** How one node did on given items. */
export interface NodeRun {
	/** Items of each output. */
	outputs: INodeExecutionData[][];
	/** Items of the first output. */
	items: INodeExecutionData[];
	error: (Error & { description?: string; context?: IDataObject; httpCode?: string }) | undefined;
	run: IRun;
}

/** n8n-core reads its settings when it is first required, so they come before. */
async function loadCore(binaryMode: string): Promise<{ core: Core; lib: Lib; folder: string }> {
	const folder = await mkdtemp(join(tmpdir(), 'fish-audio-n8n-'));
	Object.assign(process.env, {
		N8N_USER_FOLDER: folder,
		N8N_ENCRYPTION_KEY: 'a key for tests only',
		N8N_DEFAULT_BINARY_DATA_MODE: binaryMode,
		N8N_RUNNERS_ENABLED: 'false',
		N8N_LOG_LEVEL: 'silent',
		// The other engine of n8n 1 needs Node 22.
		...(line === 1 && { N8N_EXPRESSION_ENGINE: 'legacy' }),
		// What counts as a proxy for loopback traffic depends on the machine.
		NO_PROXY: '127.0.0.1,localhost',
	});
	require('reflect-metadata');
	const core = n8n.core();
	freeTimers();
	return { core, lib: n8n.lib(), folder };
}

/**
 * Puts the package where n8n puts it, beside the `n8n-workflow` of another line than that which stands beside the
 * project.
 */
async function placePackage(folder: string): Promise<string> {
	const modules = join(folder, '.n8n/nodes/node_modules');
	const placed = join(modules, packageName);
	await mkdir(modules, { recursive: true });
	await symlink(libFolder(), join(modules, 'n8n-workflow'), 'dir');
	for (const part of ['dist', 'package.json']) await cp(join(project, part), join(placed, part), { recursive: true });
	return placed;
}

async function loadPackage(core: Core, folder: string): Promise<PackageDirectoryLoader> {
	checkBuilt();
	const loader = new core.PackageDirectoryLoader(line === 1 ? await placePackage(folder) : project);
	await loader.loadAll();
	return loader;
}

function nodeTypesOf(loader: PackageDirectoryLoader, lib: Lib, more: Record<string, INodeType>): INodeTypes {
	const find = (type: string): INodeType => {
		const name = type.startsWith(`${packageName}.`) ? type.slice(packageName.length + 1) : type;
		// n8n makes a node type of its own of a node that is the tool of an agent; it runs the same code.
		const own = loader.nodeTypes[name.replace(/Tool$/, '')]?.type as INodeType | undefined;
		const found = own ?? more[type] ?? more[name];
		if (!found) throw new Error(`No node type ${type}`);
		return found;
	};
	return {
		getByName: find,
		getByNameAndVersion: (type, version) => lib.NodeHelpers.getVersionedNodeType(find(type), version),
		getKnownTypes: () => ({}),
	};
}

/** What n8n makes of the answer to a credential's test (its CredentialsTester, 2.41). */
async function verdictOf(
	answer: Promise<INodeExecutionData[][] | null | undefined>,
	rules: Rules,
): Promise<{ status: 'OK' | 'Error'; message: string }> {
	const failed = (message: string) => ({ status: 'Error' as const, message });
	type Failure = Error & { cause?: { code?: string; response?: { status: number; statusText: string } } };
	const outcome = await answer.then(
		(items) => ({ json: items![0]![0]!.json }),
		(error: Failure) => ({ error }),
	);
	if ('error' in outcome) {
		const { cause, message } = outcome.error;
		const rule = rules.find(
			({ type, properties }) => type === 'responseCode' && properties.value === cause?.response?.status,
		);
		return failed(rule?.properties.message ?? cause?.response?.statusText ?? cause?.code ?? message);
	}
	const get = require('lodash/get') as (value: unknown, path: string) => unknown;
	const rule = rules.find(
		(one) =>
			one.type === 'responseSuccessBody' &&
			get(outcome.json, (one.properties as { key: string }).key) === one.properties.value,
	);
	return rule ? failed(rule.properties.message) : { status: 'OK', message: 'Connection successful!' };
}

/** A store of its own for an engine: n8n-core reads how binary data is kept once in a process. */
async function ownBinaryData(shared: BinaryDataService, mode: string): Promise<BinaryDataService> {
	const { config, errorReporter, logger } = shared as unknown as {
		config: object;
		errorReporter: object;
		logger: object;
	};
	const Service = shared.constructor as new (...parts: object[]) => BinaryDataService;
	const own = new Service({ ...config, mode, availableModes: [mode] }, errorReporter, logger);
	await own.init();
	return own;
}

/** Starts n8n's own engine, n8n-core, with the built package loaded from `dist` as n8n loads it. */
export async function startEngine(options: EngineOptions) {
	const { core, lib, folder } = await loadCore(options.binaryMode ?? 'filesystem');
	const di = n8n.di();
	const loader = await loadPackage(core, folder);
	const binaryData = await ownBinaryData(di.Container.get(core.BinaryDataService), options.binaryMode ?? 'filesystem');
	/** n8n's helpers ask for it whenever they need it, and several engines may run in one process. */
	const takeStore = (): void => void di.Container.set(core.BinaryDataService, binaryData);
	takeStore();
	const types = nodeTypesOf(loader, lib, { ...testNodes, ...options.nodeTypes });
	const credentialType = loader.credentialTypes['fishAudioApi']!.type;
	const credential = { concurrentRequests: 5, ...options.credential } as ICredentialDataDecryptedObject;

	/** As n8n's own helper has a credential sign a request that authenticates by a function. */
	const authenticate = async (
		data: ICredentialDataDecryptedObject,
		_: string,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		if (typeof credentialType.authenticate !== 'function')
			throw new Error('The credential does not authenticate by a function');
		return await credentialType.authenticate(data, request);
	};

	const additionalDataOf = (workflow: IWorkflowBase, mode: 'manual' | 'trigger'): IWorkflowExecuteAdditionalData => {
		const executionId = `execution-${Math.random().toString(36).slice(2)}`;
		return {
			executionId,
			restApiUrl: 'http://127.0.0.1/rest',
			instanceBaseUrl: 'http://127.0.0.1/',
			webhookBaseUrl: 'http://127.0.0.1/webhook',
			webhookWaitingBaseUrl: 'http://127.0.0.1/waiting',
			webhookTestBaseUrl: 'http://127.0.0.1/webhook-test',
			formWaitingBaseUrl: 'http://127.0.0.1/form-waiting',
			currentNodeExecutionIndex: 0,
			variables: {},
			setExecutionStatus: () => undefined,
			hooks: new core.ExecutionLifecycleHooks(mode, executionId, workflow),
			credentialsHelper: {
				getParentTypes: () => [],
				isCredentialUsableByNode: () => true,
				preAuthentication: async () => undefined,
				authenticate,
				getDecrypted: async () => ({ ...credential }),
				getCredentials: async () => ({ type: 'fishAudioApi' }),
				runPreAuthentication: async () => undefined,
				updateCredentials: async () => undefined,
				updateCredentialsOauthTokenData: async () => undefined,
				getCredentialsProperties: () => credentialType.properties,
			},
		} as unknown as IWorkflowExecuteAdditionalData;
	};

	const workflowFor = (base: IWorkflowBase): Workflow =>
		new lib.Workflow({ ...base, nodeTypes: types, settings: { executionOrder: 'v1', ...options.workflowSettings } });

	/** Starts a workflow; the handle can be cancelled. */
	const start = (base: IWorkflowBase, startNode?: string, startItems?: INodeExecutionData[]) => {
		takeStore();
		const workflow = workflowFor(base);
		const mode = startItems ? 'trigger' : 'manual';
		const data = additionalDataOf(base, mode);
		const node = workflow.getNode(startNode ?? base.nodes[0]!.name)!;
		if (!startItems) return new core.WorkflowExecute(data, mode).run({ workflow, startNode: node });
		// As n8n begins an execution whose trigger has fired.
		const runData = lib.createRunExecutionData({
			executionData: {
				nodeExecutionStack: [{ node, data: { main: [startItems] }, source: null }],
			},
		});
		return new core.WorkflowExecute(data, mode, runData).processRunExecutionData(workflow);
	};

	const runWorkflow = async (
		base: IWorkflowBase,
		startNode?: string,
		startItems?: INodeExecutionData[],
	): Promise<IRun> => await start(base, startNode, startItems);

	/** Runs one node on items. */
	const runNode = async (
		type: string,
		parameters: INodeParameters,
		items: INodeExecutionData[] = [{ json: {} }],
		settings: Pick<NodeSpec, 'onError'> = {},
	): Promise<NodeRun> => {
		const base = workflowOf([
			{ name: 'Start', type: 'test.items', to: [['Node']] },
			{ name: 'Node', type, parameters, ...settings },
		]);
		const run = await runWorkflow(base, 'Start', items);
		return resultOf(run, 'Node');
	};

	const resultOf = (run: IRun, node: string): NodeRun => {
		const task = run.data.resultData.runData[node]?.at(-1);
		const outputs = (task?.data?.main ?? []).map((output) => output ?? []);
		const error = (task?.error ?? run.data.resultData.error) as NodeRun['error'];
		return { outputs, items: outputs[0] ?? [], error, run };
	};

	/** The trigger of a workflow, to be polled again and again; its static data lives in `staticData`. */
	const triggerOf = (
		base: IWorkflowBase,
		name: string,
		staticData: IDataObject = {},
		poll: { budget?: number; mode?: 'trigger' | 'manual' } = {},
	) => {
		const workflow = new lib.Workflow({ ...base, nodeTypes: types, staticData });
		const node = workflow.getNode(name)!;
		const mode = poll.mode ?? 'trigger';
		const data = additionalDataOf(base, mode);
		const context = new core.PollContext(workflow, node, data, mode, 'activate');
		if (poll.budget !== undefined) {
			Object.defineProperty(context, 'getPollBudgetMs', { value: () => poll.budget });
		}
		const { poll: run } = types.getByNameAndVersion(node.type, 1) as Required<INodeType>;
		return {
			poll: async () => (await run.call(context as never))?.[0] ?? null,
			/** What n8n would save. */
			staticData: () => JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject,
		};
	};

	/** A workflow of the trigger alone. */
	const trigger = (
		parameters: INodeParameters = {},
		staticData: IDataObject = {},
		poll: { budget?: number; mode?: 'trigger' | 'manual' } = {},
	) => {
		const base = workflowOf([{ name: 'Trigger', type: 'voiceCloneTrigger', parameters }]);
		return triggerOf(base, 'Trigger', staticData, poll);
	};

	/** Runs a list search of a node as the editor does. */
	const search = async (
		type: string,
		method: string,
		filter?: string,
		token?: string,
	): Promise<INodeListSearchResult> => {
		const base = workflowOf([{ name: 'Node', type }]);
		const workflow = workflowFor(base);
		const { LoadOptionsContext } = core as unknown as LoadOptionsModule;
		const node = workflow.getNode('Node')!;
		const context = new LoadOptionsContext(workflow, node, additionalDataOf(base, 'manual'), '');
		const nodeType = types.getByNameAndVersion(node.type, 1);
		const run = nodeType.methods!.listSearch![method]!;
		return await run.call(context as never, filter, token);
	};

	/** A file as a previous node would hand it over. */
	const binaryOf = async (
		bytes: Buffer | Readable,
		fileName: string | undefined,
		mimeType: string,
	): Promise<IBinaryData> => {
		const data: IBinaryData = { mimeType, data: '', ...(fileName !== undefined && { fileName }) };
		const location = { type: 'execution' as const, workflowId: 'test', executionId: 'test' };
		return await binaryData.store(location, bytes, data);
	};

	/** The bytes of a binary field. */
	const bytesOf = async (item: INodeExecutionData | undefined, field = 'data'): Promise<Buffer> =>
		await binaryData.getAsBuffer(item!.binary![field]!);

	/** Tests the credential as n8n does: by its request, sent through a node made of it, and the rules for its answer. */
	const testCredential = async (
		given: ICredentialDataDecryptedObject,
	): Promise<{ status: 'OK' | 'Error'; message: string }> => {
		const { test } = credentialType;
		const type: INodeType = {
			description: {
				...testNodes['test.items']!.description,
				credentials: [{ name: 'fishAudioApi', required: true }],
				properties: [
					{ displayName: 'Temp', name: 'temp', type: 'string', default: '', routing: { request: test!.request } },
				],
			},
		};
		const own = { getByName: () => type, getByNameAndVersion: () => type, getKnownTypes: () => ({}) };
		const base = workflowOf([{ name: 'Temp', type: 'test.items' }]);
		const node: INode = { ...base.nodes[0]!, credentials: { fishAudioApi: { id: '1', name: 'Temp' } } };
		const workflow = new lib.Workflow({ nodes: [node], connections: {}, active: false, nodeTypes: own });
		const data = additionalDataOf(base, 'manual');
		data.credentialsHelper.getDecrypted = async () => given;
		const source = { node, data: {}, source: null };
		const context = new core.ExecuteContext(
			workflow,
			node,
			data,
			'internal',
			lib.createEmptyRunExecutionData(),
			0,
			[],
			{ main: [[{ json: {} }]] },
			source,
			[],
		);
		const decrypted = { id: '1', name: 'Temp', type: 'fishAudioApi', data: given };
		return await verdictOf(new core.RoutingNode(context, type, decrypted).runNode(), test!.rules ?? []);
	};

	return {
		folder,
		loader,
		credentialType,
		testCredential,
		types,
		start,
		runWorkflow,
		runNode,
		resultOf,
		trigger,
		triggerOf,
		search,
		binaryOf,
		bytesOf,
		// What was given up may still be written while the folder is emptied.
		stop: async (): Promise<void> => await rm(folder, { recursive: true, force: true, maxRetries: 5 }),
	};
}

/** A running engine. */
export type Engine = Awaited<ReturnType<typeof startEngine>>;
