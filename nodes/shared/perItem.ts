import type { IExecuteFunctions, INodeExecutionData, IPairedItemData } from 'n8n-workflow';

import { ahead } from '../../fishAudio/ahead';
import type { FishAudio } from '../../fishAudio/client';
import { isFishAudioError } from '../../fishAudio/errors';
import { connect, type ConnectOptions } from './connect';
import { asNodeError } from './nodeErrors';

/** What one unit of work gives: any number of items. The loop pairs them. */
export type Output = INodeExecutionData[];

/** Work in two steps, so that bad input on any item is found before anything is sent for another. */
export interface Work<T> {
	/** Reads and checks the input of the item. Sends nothing. */
	check(itemIndex: number): Promise<T>;
	/** Does it. */
	run(checked: T, fishAudio: FishAudio, itemIndex: number): Promise<Output>;
	/** How to connect; by the credential alone unless told otherwise. */
	connectOptions?(): ConnectOptions;
	/** Whether all items make one unit of work, named after the first. Default: each item is one. */
	together?: boolean;
}

type Checked<T> = { value: T } | { error: unknown };

const outcome = async <T>(work: Promise<T>): Promise<Checked<T>> =>
	await work.then(
		(value) => ({ value }),
		(error: unknown) => ({ error }),
	);

/** A check that throws at once is a check that fails. */
const check = async <T>(work: Work<T>, itemIndex: number): Promise<T> => await work.check(itemIndex);

const failureOf = (result: Checked<unknown> | undefined): unknown =>
	result && 'error' in result ? result.error : undefined;

/** While an item waits out a backoff, another may use its turn; so more are under way than may send. */
const waitingRoom = 2;

/** Samples are looked into while they are checked; so many at a time. */
const checksAtOnce = 8;

/**
 * The only item loop. Units of work run several at a time; their results keep the order of the items and
 * are paired with them. A failure ends the node, or, where it continues on fail, becomes its item's error.
 */
export async function perItem<T>(
	context: IExecuteFunctions,
	work: Work<T>,
): Promise<INodeExecutionData[][]> {
	const indexes = context.getInputData().map((_, index) => index);
	const units = work.together ? (indexes.length > 0 ? [indexes] : []) : indexes.map((index) => [index]);
	const node = context.getNode();

	const failed = (error: unknown, [itemIndex = 0]: number[]): Output => {
		const nodeError = asNodeError(error, { node, itemIndex });
		const stopped = isFishAudioError(error) && error.kind === 'cancelled';
		if (stopped || !context.continueOnFail()) throw nodeError;
		const { message, description } = nodeError;
		return [{ json: { error: message, ...(description && { details: description }) }, error: nodeError }];
	};

	const connection = await outcome(
		Promise.resolve().then(async () => await connect(context, work.connectOptions?.())),
	);

	const checked: Array<Checked<T>> = [];
	const checks = units.map((unit) => async () =>
		'error' in connection ? connection : await outcome(check(work, unit[0] ?? 0)),
	);
	for await (const result of ahead(checks.values(), checksAtOnce)) {
		if ('error' in result) failed(result.error, units[checked.length] ?? []);
		checked.push(result);
	}

	const runs = units.map((unit, number) => async (): Promise<Output> => {
		const ready = checked[number];
		if (!ready || 'error' in ready || 'error' in connection) return failed(failureOf(ready), unit);
		const result = await outcome(work.run(ready.value, connection.value.fishAudio, unit[0] ?? 0));
		return 'error' in result ? failed(result.error, unit) : result.value;
	});

	const items: INodeExecutionData[] = [];
	const pairs = units.map((unit): IPairedItemData[] => unit.map((item) => ({ item })));
	const inFlight = 'error' in connection ? 1 : connection.value.concurrency * waitingRoom;
	let number = 0;
	for await (const output of ahead(runs.values(), inFlight)) {
		const pairedItem = pairs[number] ?? [];
		for (const item of output) {
			items.push({ ...item, pairedItem: pairedItem.length === 1 ? pairedItem[0]! : pairedItem });
		}
		number += 1;
	}
	return [items];
}
