import { inputError } from '../../../fishAudio/errors';
import { shown } from '../../../text/shown';
import { check } from './check';
import { create } from './create';
import { remove } from './delete';
import { design } from './design';
import { get } from './get';
import { getCredit } from './getCredit';
import { list } from './list';
import type { Operation, PreparedOperation } from './operation';
import { transcribe } from './transcribe';
import { update } from './update';

/**
 * All operations, under the values of the parameters `resource` and `operation`. The panel is made from this record, in
 * its order: the most used first. The first operation of a resource is its default.
 */
export const resources = {
	voice: { create, design, get, list, update, delete: remove },
	sample: { check, transcribe },
	account: { getCredit },
};

/** An operation whose steps belong together, whatever they hand on. */
type AnyOperation = Operation<unknown> | PreparedOperation<unknown, unknown>;

/** What the node needs to run an operation. */
type Runnable = Pick<AnyOperation, 'fields' | 'check' | 'prepare' | 'review' | 'run'>;

/** Every operation with its two values. */
export const allOperations = Object.entries(resources).flatMap(([resource, operations]) =>
	Object.entries(operations).map(([value, operation]) => ({ resource, value, operation: operation as AnyOperation })),
);

/** Stands for an operation that does not exist, as a workflow written by hand may name one. */
const unknownOperation = (resource: unknown, value: unknown): Runnable => ({
	fields: [],
	check: () => {
		throw inputError(
			`The resource '${shown(resource)}' has no operation '${shown(value)}'`,
			"Choose 'Resource' and 'Operation' again in the node.",
		);
	},
	run: async () => await Promise.resolve([]),
});

/** The operation with these values of `resource` and `operation`. */
export const operationOf = (resource: unknown, value: unknown): Runnable =>
	allOperations.find((one) => one.resource === resource && one.value === value)?.operation ??
	unknownOperation(resource, value);
