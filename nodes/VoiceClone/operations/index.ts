import type { INodeProperties } from 'n8n-workflow';

import { create } from './create';
import { remove } from './delete';
import { get } from './get';
import { list } from './list';
import { update } from './update';

/** All operations of the node, under their parameter values. */
export const operations = { create, delete: remove, get, list, update };

/** Value of the `operation` parameter. */
export type OperationName = keyof typeof operations;

const shownFor = (operation: string, field: INodeProperties): INodeProperties => ({
	...field,
	displayOptions: {
		...field.displayOptions,
		show: { operation: [operation], ...field.displayOptions?.show },
	},
});

/** The parameters of all operations, each shown with its own. */
export const operationFields: INodeProperties[] = Object.entries(operations).flatMap(
	([name, { fields }]) => fields.map((field) => shownFor(name, field)),
);
