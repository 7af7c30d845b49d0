import type { INodeProperties } from 'n8n-workflow';

import { capitalized } from '../../../text/capitalized';
import { toolDescriptionField } from '../../shared/fields/toolDescription';
import { allOperations, resources } from './index';

const resourceField: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	// Workflows saved before there was a choice work with voices.
	default: 'voice',
	options: Object.keys(resources).map((value) => ({ name: capitalized(value), value })),
};

/** The field *Operation* of one resource. */
function operationField(resource: string): INodeProperties {
	const options = allOperations
		.filter((one) => one.resource === resource)
		.map(({ value, operation: { name, action, description } }) => ({ name, value, action, description }));
	const [first] = options.map(({ value }) => value);
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: first,
		displayOptions: { show: { resource: [resource] } },
		options,
	};
}

const shownFor = (resource: string, operation: string, field: INodeProperties): INodeProperties => ({
	...field,
	displayOptions: {
		...field.displayOptions,
		show: { resource: [resource], operation: [operation], ...field.displayOptions?.show },
	},
});

/** The node's parameters, made from its operations: what to do, then the fields of each operation. */
export const operationPanel: INodeProperties[] = [
	resourceField,
	...Object.keys(resources).map(operationField),
	...allOperations.map(({ resource, value, operation }) =>
		shownFor(resource, value, toolDescriptionField(operation.forAgents)),
	),
	...allOperations.flatMap(({ resource, value, operation }) =>
		operation.fields.map((field) => shownFor(resource, value, field)),
	),
];
