import { anyVoice } from '../../test/support/anyVoice.mts';
import { workflowOf } from '../../test/support/workflow.mts';
import { readFile } from './baselines.mts';
import { engineFor, itemsOf, rows } from './engine.mts';
import type { Arguments, Scenario } from './scenarios.mts';

/** Fish Audio Speak on rows of text. */
export async function speakLines(args: Arguments): Promise<Scenario> {
	const engine = await engineFor(args);
	const items = rows(args);
	return {
		run: async () => {
			const parameters = { text: '={{ $json.text }}', voice: anyVoice, format: 'wav', ...args.parameters };
			const spoken = itemsOf(await engine.runNode('speak', parameters, items));
			return { items: spoken.length, bytes: spoken.reduce((sum, { json }) => sum + Number(json.bytes), 0) };
		},
		stop: engine.stop,
	};
}

/** A workflow that reads a file and creates a voice from it with Fish Audio Voice Clone. */
export async function createVoice(args: Arguments): Promise<Scenario> {
	const engine = await engineFor(args, { 'bench.readFile': readFile });
	const base = workflowOf([
		{ name: 'Start', type: 'test.items', to: [['File']] },
		{ name: 'File', type: 'bench.readFile', parameters: { file: args.file ?? '' }, to: [['Voice']] },
		{ name: 'Voice', type: 'voiceClone', parameters: { title: 'Anna' } },
	]);
	return {
		run: async () => {
			const run = await engine.runWorkflow(base, 'Start', [{ json: {} }]);
			itemsOf(engine.resultOf(run, 'Voice'));
			return run.data.resultData.runData['Voice']![0]!.executionTime;
		},
		stop: engine.stop,
	};
}

/** Fish Audio Voice Clone listing all voices. */
export async function listVoices(args: Arguments): Promise<Scenario> {
	const engine = await engineFor(args);
	return {
		run: async () => itemsOf(await engine.runNode('voiceClone', { operation: 'list', returnAll: true })).length,
		stop: engine.stop,
	};
}
