import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../../../fishAudio/errors';
import { shown } from '../../../text/shown';
import { create } from './create';
import { remove } from './delete';
import { design } from './design';
import { get } from './get';
import { getCredit } from './getCredit';
import { list } from './list';
import type { Operation } from './operation';
import { transcribe } from './transcribe';
import { update } from './update';

/** All operations of the node, under the values of the `resource` and `operation` parameters. */
export const resources = {
	account: { getCredit },
	sample: { transcribe },
	voice: { create, delete: remove, design, get, list, update },
};

/** An operation as the node handles it: its check is paired with its own run. */
type AnyOperation = Operation<unknown>;

const all = Object.entries(resources).flatMap(([resource, operations]) =>
	Object.entries(operations).map(([name, operation]) => ({ resource, name, operation: operation as AnyOperation })),
);

const shownFor = (resource: string, operation: string, field: INodeProperties): INodeProperties => ({
	...field,
	displayOptions: {
		...field.displayOptions,
		show: { resource: [resource], operation: [operation], ...field.displayOptions?.show },
	},
});

/** The parameters of all operations, each shown with its own. */
export const operationFields: INodeProperties[] = all.flatMap(({ resource, name, operation }) =>
	operation.fields.map((field) => shownFor(resource, name, field)),
);

/** Stands for an operation that there is not, as a workflow written by hand may ask for one. */
const unknownOperation = (resource: unknown, name: unknown): AnyOperation => ({
	fields: [],
	check: () => {
		throw inputError(
			`The resource '${shown(resource)}' has no operation '${shown(name)}'`,
			"Choose 'Resource' and 'Operation' again in the node.",
		);
	},
	run: async () => await Promise.resolve([]),
});

/** The operation that the values of `resource` and `operation` mean. */
export const operationOf = (resource: unknown, name: unknown): AnyOperation =>
	all.find((one) => one.resource === resource && one.name === name)?.operation ?? unknownOperation(resource, name);
