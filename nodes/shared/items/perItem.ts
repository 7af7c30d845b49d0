import type { IExecuteFunctions, INodeExecutionData, IPairedItemData } from 'n8n-workflow';

import { inParallel } from '../../../fishAudio/requests/inParallel';
import { outcomeOf, type Outcome } from '../../../fishAudio/requests/outcome';
import type { Calls } from '../../../fishAudio/requests/calls';
import { isFishAudioError } from '../../../fishAudio/errors';
import { connect, type ConnectOptions } from '../request/connect';
import { asNodeError } from './nodeErrors';

/** What one unit of work gives: any number of items. The loop pairs them. */
export type Output = INodeExecutionData[];

/** Work in two steps, so that bad input on any item is found before anything is sent for another. */
export interface Work<T, Client> {
	/** Builds the parts of the client that the work needs, once. */
	client(calls: Calls): Client;
	/** Reads and checks the input of the item. Sends nothing. */
	check(itemIndex: number): Promise<T>;
	/** Does the work. */
	run(checked: T, fishAudio: Client, itemIndex: number): Promise<Output>;
	/** Settings for the connection. Default: those of the credential. */
	connectOptions?(): ConnectOptions;
	/** Whether all items make one unit of work, named after the first. Default: each item is one. */
	together?: boolean;
}

/** Indexes of the items that are worked on together. The first one stands for the unit. */
type Unit = [first: number, ...others: number[]];

/** Start twice as many units as may send, so that a slot freed by a backoff is used. */
const unitsPerSlot = 2;

/** Checks at a time: they read the samples. */
const checksAtOnce = 8;

function unitsOf(context: IExecuteFunctions, together: boolean): Unit[] {
	const [first, ...others] = context.getInputData().map((_, index) => index);
	if (first === undefined) return [];
	return together ? [[first, ...others]] : [[first], ...others.map((index): Unit => [index])];
}

/** Fails with the error of a unit or, if the node continues on fail, makes an item of it. */
function report(context: IExecuteFunctions, error: unknown, [itemIndex]: Unit): Output {
	const nodeError = asNodeError(error, { node: context.getNode(), itemIndex });
	const stopped = isFishAudioError(error) && error.kind === 'cancelled';
	if (stopped || !context.continueOnFail()) throw nodeError;
	const { message, description } = nodeError;
	// Only these names: n8n 1 and 2 recognize error items by them, and add the input's fields on an error output.
	const more = description && !message.includes(description) ? { message: description } : {};
	return [{ json: { error: message, ...more } }];
}

/** Checks all units before any is run. Unless the node continues on fail, the first bad one ends it. */
async function checkAll<T>(
	context: IExecuteFunctions,
	units: Unit[],
	check: (itemIndex: number) => Promise<T>,
): Promise<Array<Outcome<T>>> {
	const checked: Array<Outcome<T>> = [];
	const checks = units.map(
		([first]) =>
			async () =>
				await outcomeOf(async () => await check(first)),
	);
	for await (const outcome of inParallel(checks.values(), checksAtOnce)) {
		const unit = units[checked.length];
		if ('error' in outcome && unit) report(context, outcome.error, unit);
		checked.push(outcome);
	}
	return checked;
}

function paired(output: Output, unit: Unit): INodeExecutionData[] {
	const pairs = unit.map((item): IPairedItemData => ({ item }));
	return output.map((item) => ({ ...item, pairedItem: pairs.length === 1 ? { item: unit[0] } : pairs }));
}

/**
 * The only item loop. Units of work run several at a time; their results keep the order of the items and
 * are paired with them. A failure ends the node or, if it continues on fail, becomes its item's error.
 */
export async function perItem<T, Client>(
	context: IExecuteFunctions,
	work: Work<T, Client>,
): Promise<INodeExecutionData[][]> {
	const units = unitsOf(context, work.together === true);
	const connected = await outcomeOf(async () => await connect(context, work.client, work.connectOptions?.()));
	if ('error' in connected) return [units.flatMap((unit) => paired(report(context, connected.error, unit), unit))];
	const { fishAudio, concurrency, checkStopped } = connected.value;

	const checked = await checkAll(context, units, async (itemIndex) => {
		checkStopped();
		return await work.check(itemIndex);
	});
	const runs = units.map((unit, number) => async (): Promise<INodeExecutionData[]> => {
		const ready = checked[number];
		const done =
			ready && 'value' in ready
				? await outcomeOf(async () => await work.run(ready.value, fishAudio, unit[0]))
				: { error: ready?.error };
		return paired('value' in done ? done.value : report(context, done.error, unit), unit);
	});
	const items: INodeExecutionData[] = [];
	for await (const output of inParallel(runs.values(), concurrency * unitsPerSlot)) {
		// One by one: a unit may give more than a call takes arguments.
		for (const item of output) items.push(item);
	}
	return [items];
}
