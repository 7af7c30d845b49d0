import { capitalized } from '../../../text/capitalized';
import { allOperations, resources } from './index';

const operations = Object.fromEntries(allOperations.map(({ value, operation }) => [value, operation.name]));
const names = Object.fromEntries(Object.keys(resources).map((value) => [value, capitalized(value)]));

/** What the canvas shows below the node's name, such as `Get Many: Voice`. */
export const subtitle =
	`={{ ${JSON.stringify(operations)}[$parameter["operation"]] + ": " + ` +
	`${JSON.stringify(names)}[$parameter["resource"]] }}`;
