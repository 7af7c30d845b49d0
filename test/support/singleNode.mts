import type {
	IDataObject,
	INode,
	INodeListSearchResult,
	INodeType,
	INodeTypes,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	Workflow,
} from 'n8n-workflow';

import type { AdditionalDataOf } from './additionalData.mts';
import type { Core, Lib } from './loadN8n.mts';
import { workflowOf } from './workflow.mts';

type LoadOptionsModule = {
	LoadOptionsContext: new (
		workflow: Workflow,
		node: INode,
		data: IWorkflowExecuteAdditionalData,
		path: string,
	) => object;
};

/** Options of a poll. */
export interface PollOptions {
	/** The time n8n allows for one poll, in milliseconds. Default: n8n's own. */
	budget?: number;
	/** Default: `trigger`. */
	mode?: 'trigger' | 'manual';
}

/** Polls the triggers of workflows, as often as wanted. */
export function createTriggerOf(core: Core, lib: Lib, nodeTypes: INodeTypes, additionalDataOf: AdditionalDataOf) {
	return (base: IWorkflowBase, name: string, staticData: IDataObject = {}, options: PollOptions = {}) => {
		const workflow = new lib.Workflow({ ...base, nodeTypes, staticData });
		const node = workflow.getNode(name)!;
		const mode = options.mode ?? 'trigger';
		const data = additionalDataOf(base, mode);
		const context = new core.PollContext(workflow, node, data, mode, 'activate');
		if (options.budget !== undefined) {
			Object.defineProperty(context, 'getPollBudgetMs', { value: () => options.budget });
		}
		const { poll } = nodeTypes.getByNameAndVersion(node.type, 1) as Required<INodeType>;
		return {
			poll: async () => (await poll.call(context as never))?.[0] ?? null,
			/** The static data in the form that n8n saves. */
			staticData: () => JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject,
		};
	};
}

/** Runs list searches of nodes like the editor. */
export function createSearch(
	core: Core,
	workflowFor: (base: IWorkflowBase) => Workflow,
	nodeTypes: INodeTypes,
	additionalDataOf: AdditionalDataOf,
) {
	return async (type: string, method: string, filter?: string, token?: string): Promise<INodeListSearchResult> => {
		const base = workflowOf([{ name: 'Node', type }]);
		const workflow = workflowFor(base);
		const { LoadOptionsContext } = core as unknown as LoadOptionsModule;
		const node = workflow.getNode('Node')!;
		const context = new LoadOptionsContext(workflow, node, additionalDataOf(base, 'manual'), '');
		const nodeType = nodeTypes.getByNameAndVersion(node.type, 1);
		const run = nodeType.methods!.listSearch![method]!;
		return await run.call(context as never, filter, token);
	};
}
