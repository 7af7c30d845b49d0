import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { Stage } from '../../support/stage.mts';
import type { Outcome, Outcomes } from './scene.mts';

export function outcomeOfItem(items: INodeExecutionData[], item: number): Outcome {
	const { error, message, ...rest } = items[0]?.json ?? {};
	if (error === undefined) return { result: items };
	// An error item holds these two fields and nothing else.
	expect([items.length, Object.keys(rest), items[0]?.binary]).toEqual([1, [], undefined]);
	return { error: { message: String(error), description: String(message), item } };
}

/** The output of each input item. Every input item has some, in order. */
function byItem(items: INodeExecutionData[], count: number): INodeExecutionData[][] {
	const sources = items.map(({ pairedItem }) => (pairedItem as { item: number }).item);
	expect(sources).toEqual([...sources].sort((a, b) => a - b));
	expect([...new Set(sources)]).toEqual(Array.from({ length: count }, (_, item) => item));
	return Array.from({ length: count }, (_, item) => items.filter((_, index) => sources[index] === item));
}

/** Runs a node on an item for each case. `outcomeOf` reads the outcome of a case from its output. */
export async function runCases(
	stage: Stage,
	node: { type: string; parameters: INodeParameters },
	items: INodeExecutionData[],
	stops: boolean,
	outcomeOf = outcomeOfItem,
): Promise<Outcomes> {
	const settings = stops ? {} : { onError: 'continueRegularOutput' as const };
	const { items: output, error, run } = await stage.engine.runNode(node.type, node.parameters, items, settings);
	if (!error) return { outcomes: byItem(output, items.length).map((one, item) => outcomeOf(one, item)), shown: [run] };
	expect([stops, items.length, output]).toEqual([true, 1, []]);
	return {
		outcomes: [{ error: { message: error.message, description: String(error.description), item: 0 } }],
		shown: [run, error],
	};
}

/** The outcome of a function that n8n calls: its result or its error. */
export async function outcomeOf(work: Promise<unknown>): Promise<{ outcome: Outcome; shown: unknown }> {
	return await work.then(
		(result) => ({ outcome: { result }, shown: result }),
		(error: unknown) => {
			const { message, description } = error as Error & { description?: string };
			return { outcome: { error: { message, description: String(description) } }, shown: error };
		},
	);
}
