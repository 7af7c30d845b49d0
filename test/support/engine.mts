import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';

import type {
	IBinaryData,
	ICredentialDataDecryptedObject,
	IDataObject,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	IRun,
	IWorkflowBase,
	IWorkflowSettings,
	Workflow,
} from 'n8n-workflow';

import { createAdditionalData } from './additionalData.mts';
import { createCredentialTest } from './credentialTest.mts';
import { n8n } from './line.mts';
import { createBinaryData, loadCore, loadPackage, nodeTypesOf } from './loadN8n.mts';
import { createSearch, createTriggerOf, type PollOptions } from './singleNode.mts';
import { testNodes } from './testNodes.mts';
import { workflowOf, type NodeSpec } from './workflow.mts';

/** The settings of an engine. */
export interface EngineOptions {
	/** The credential of all Fish Audio nodes. */
	credential: { apiKey: string; baseUrl: string; concurrentRequests?: number };
	/** Default: files, as in n8n 2. `default` keeps binary data in memory. */
	binaryMode?: 'filesystem' | 'default';
	/** Settings of all workflows, such as where their files are stored. */
	workflowSettings?: IWorkflowSettings;
	/** n8n's public address. Default: this machine's. */
	publicUrl?: string;
	/** Other nodes that workflows use, by their full type. */
	nodeTypes?: Record<string, INodeType>;
}

/** The result of one node. */
export interface NodeRun {
	/** Items of each output. */
	outputs: INodeExecutionData[][];
	/** Items of the first output. */
	items: INodeExecutionData[];
	error: (Error & { description?: string; context?: IDataObject; httpCode?: string }) | undefined;
	run: IRun;
}

/** Starts n8n's own engine, n8n-core, and loads the built package from `dist` as n8n does. */
export async function startEngine(options: EngineOptions) {
	const { core, lib, folder } = await loadCore(options.binaryMode ?? 'filesystem');
	const di = n8n.di();
	const loader = await loadPackage(core, folder);
	const binaryData = await createBinaryData(
		di.Container.get(core.BinaryDataService),
		options.binaryMode ?? 'filesystem',
	);
	/** n8n's helpers look the store up on each use, and several engines may run in one process. */
	const takeStore = (): void => void di.Container.set(core.BinaryDataService, binaryData);
	takeStore();
	const types = nodeTypesOf(loader, lib, { ...testNodes, ...options.nodeTypes });
	const credentialType = loader.credentialTypes['fishAudioApi']!.type;
	const credential = { concurrentRequests: 5, ...options.credential } as ICredentialDataDecryptedObject;

	const additionalDataOf = createAdditionalData(core, credentialType, credential, options.publicUrl);
	const testCredential = createCredentialTest(core, lib, credentialType, additionalDataOf);

	const workflowFor = (base: IWorkflowBase): Workflow =>
		new lib.Workflow({ ...base, nodeTypes: types, settings: { executionOrder: 'v1', ...options.workflowSettings } });

	const search = createSearch(core, workflowFor, types, additionalDataOf);
	const triggerOf = createTriggerOf(core, lib, types, additionalDataOf);

	/** Starts a workflow; the handle can be cancelled. */
	const start = (base: IWorkflowBase, startNode?: string, startItems?: INodeExecutionData[]) => {
		takeStore();
		const workflow = workflowFor(base);
		const mode = startItems ? 'trigger' : 'manual';
		const data = additionalDataOf(base, mode);
		const node = workflow.getNode(startNode ?? base.nodes[0]!.name)!;
		if (!startItems) return new core.WorkflowExecute(data, mode).run({ workflow, startNode: node });
		// As n8n starts an execution after its trigger has fired.
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

	/** Polls a workflow that has only the trigger. */
	const trigger = (parameters: INodeParameters = {}, staticData: IDataObject = {}, options: PollOptions = {}) => {
		const base = workflowOf([{ name: 'Trigger', type: 'voiceCloneTrigger', parameters }]);
		return triggerOf(base, 'Trigger', staticData, options);
	};

	/** A file as a previous node would pass it on. */
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

	/** The bytes that a signed link leads to, as n8n finds them by its token. */
	const bytesBehind = async (link: string): Promise<Buffer> => {
		const id = binaryData.validateSignedToken(new URL(link).searchParams.get('token') ?? '');
		return await binaryData.getAsBuffer({ id, data: '', mimeType: '' });
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
		bytesBehind,
		// A cancelled run may still write files while the folder is being emptied.
		stop: async (): Promise<void> => await rm(folder, { recursive: true, force: true, maxRetries: 5 }),
	};
}

/** A running engine. */
export type Engine = Awaited<ReturnType<typeof startEngine>>;
