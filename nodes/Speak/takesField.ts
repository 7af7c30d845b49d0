import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../../fishAudio/errors';
import type { Readers } from '../shared/parameters/readers';

const max = 5;

/** How many takes of each item are made. */
export const takesField: INodeProperties = {
	displayName: 'Takes',
	name: 'takes',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: max },
	default: 2,
	description:
		'How many times each item is spoken, to choose the best: no two takes are the same. Further takes are added in ' +
		'the fields data_take2, data_take3 and so on. Each take is billed.',
};

/** Reads *Takes*. Fails with `input` on a number out of range. */
export function takesOf(options: Readers): number {
	const takes = options.number('takes') ?? 1;
	if (Number.isInteger(takes) && takes >= 1 && takes <= max) return takes;
	throw inputError(`'Takes' cannot be ${takes}`, `Enter a whole number from 1 to ${max}.`);
}
