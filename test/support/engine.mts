import { rm } from 'node:fs/promises';

import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INodeParameters,
	INodeType,
	IWorkflowBase,
	IWorkflowSettings,
	Workflow,
} from 'n8n-workflow';

import { createAdditionalData } from './additionalData.mts';
import { createBinaryData, createFiles } from './binaryData.mts';
import { createCredentialTest } from './credentialTest.mts';
import { n8n } from './line.mts';
import { loadCore, loadPackage, nodeTypesOf } from './loadN8n.mts';
import { resultOf } from './nodeRun.mts';
import { createSearch, createTriggerOf, type PollOptions } from './singleNode.mts';
import { testNodes } from './testNodes.mts';
import { workflowOf } from './workflow.mts';
import { createWorkflowRuns } from './workflowRuns.mts';

export type { NodeRun } from './nodeRun.mts';

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

/** Starts n8n's own engine, n8n-core, and loads the built package from `dist` like n8n. */
export async function startEngine(options: EngineOptions) {
	const binaryMode = options.binaryMode ?? 'filesystem';
	const { core, lib, folder } = await loadCore(binaryMode);
	const { Container } = n8n.di();
	const loader = await loadPackage(core, folder);
	const store = await createBinaryData(Container.get(core.BinaryDataService), binaryMode);
	/** n8n's helpers look up the store on each use, and several engines may run in one process. */
	const useStore = (): void => void Container.set(core.BinaryDataService, store);
	useStore();
	const types = nodeTypesOf(loader, lib, { ...testNodes, ...options.nodeTypes });
	const credentialType = loader.credentialTypes['fishAudioApi']!.type;
	const credential = { concurrentRequests: 5, ...options.credential } as ICredentialDataDecryptedObject;
	const additionalDataOf = createAdditionalData(core, credentialType, credential, options.publicUrl);
	const workflowFor = (base: IWorkflowBase): Workflow =>
		new lib.Workflow({ ...base, nodeTypes: types, settings: { executionOrder: 'v1', ...options.workflowSettings } });
	const triggerOf = createTriggerOf(core, lib, types, additionalDataOf);
	return {
		folder,
		loader,
		credentialType,
		types,
		resultOf,
		triggerOf,
		testCredential: createCredentialTest(core, lib, credentialType, additionalDataOf),
		search: createSearch(core, workflowFor, types, additionalDataOf),
		...createWorkflowRuns({ core, lib, workflowFor, additionalDataOf, prepare: useStore }),
		...createFiles(store),
		/** Polls a workflow that has only the trigger. */
		trigger: (parameters: INodeParameters = {}, staticData: IDataObject = {}, polling: PollOptions = {}) =>
			triggerOf(
				workflowOf([{ name: 'Trigger', type: 'voiceCloneTrigger', parameters }]),
				'Trigger',
				staticData,
				polling,
			),
		// A cancelled run may still write files while the folder is being emptied.
		stop: async (): Promise<void> => await rm(folder, { recursive: true, force: true, maxRetries: 5 }),
	};
}

/** A running engine. */
export type Engine = Awaited<ReturnType<typeof startEngine>>;
