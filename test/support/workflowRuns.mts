import type { INodeExecutionData, INodeParameters, IRun, IWorkflowBase, Workflow } from 'n8n-workflow';

import type { AdditionalDataOf } from './additionalData.mts';
import type { Core, Lib } from './loadN8n.mts';
import { resultOf, type NodeRun } from './nodeRun.mts';
import { workflowOf, type NodeSpec } from './workflow.mts';

/** What runs of workflows need of their engine. */
interface RunEngine {
	core: Core;
	lib: Lib;
	workflowFor: (base: IWorkflowBase) => Workflow;
	additionalDataOf: AdditionalDataOf;
	/** Called before each start. */
	prepare: () => void;
}

/** Runs workflows and single nodes. */
export function createWorkflowRuns({ core, lib, workflowFor, additionalDataOf, prepare }: RunEngine) {
	/** Starts a workflow; the handle can be cancelled. */
	const start = (base: IWorkflowBase, startNode?: string, startItems?: INodeExecutionData[]) => {
		prepare();
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
		return resultOf(await runWorkflow(base, 'Start', items), 'Node');
	};

	return { start, runWorkflow, runNode };
}
