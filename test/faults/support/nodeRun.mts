import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { Stage } from '../../support/stage.mts';
import type { Outcome, Outcomes } from './scene.mts';

function ofItem(given: INodeExecutionData[], item: number): Outcome {
	const { error, message, ...rest } = given[0]?.json ?? {};
	if (error === undefined) return { result: given };
	// An error item holds these two fields and nothing else.
	expect([given.length, Object.keys(rest), given[0]?.binary]).toEqual([1, [], undefined]);
	return { error: { message: String(error), description: String(message), item } };
}

/** The items that came of each input item. Every one is accounted for, in order. */
function byItem(items: INodeExecutionData[], count: number): INodeExecutionData[][] {
	const sources = items.map(({ pairedItem }) => (pairedItem as { item: number }).item);
	expect(sources).toEqual([...sources].sort((a, b) => a - b));
	expect([...new Set(sources)]).toEqual(Array.from({ length: count }, (_, item) => item));
	return Array.from({ length: count }, (_, item) => items.filter((_, index) => sources[index] === item));
}

/** Runs a node on an item for each case. */
export async function runCases(
	stage: Stage,
	node: { type: string; parameters: INodeParameters },
	items: INodeExecutionData[],
	stops: boolean,
): Promise<Outcomes> {
	const settings = stops ? {} : { onError: 'continueRegularOutput' as const };
	const { items: given, error, run } = await stage.engine.runNode(node.type, node.parameters, items, settings);
	if (!error) return { outcomes: byItem(given, items.length).map(ofItem), shown: [run] };
	expect([stops, items.length, given]).toEqual([true, 1, []]);
	return {
		outcomes: [{ error: { message: error.message, description: String(error.description), item: 0 } }],
		shown: [run, error],
	};
}

/** The outcome of a function of n8n that gives or throws. */
export async function outcomeOf(work: Promise<unknown>): Promise<{ outcome: Outcome; shown: unknown }> {
	return await work.then(
		(result) => ({ outcome: { result }, shown: result }),
		(error: unknown) => {
			const { message, description } = error as Error & { description?: string };
			return { outcome: { error: { message, description: String(description) } }, shown: error };
		},
	);
}
