import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Item } from '../../shared/items/item';
import type { Readers } from '../../shared/parameters/readers';
import { lineBreak } from '../../shared/parameters/values';
import type { SampleSource } from '../../shared/files/samples';

/**
 * The signature of an item's sample. Undefined unless the item comes from *Design* and its recording has not been
 * changed since.
 */
function signatureOf({ signature, bytes }: IDataObject, size: number | undefined): string | undefined {
	// A converted recording has another size. The API would refuse it with the signature of the original.
	return typeof signature === 'string' && signature !== '' && bytes === size ? signature : undefined;
}

/** With all items together, each item may have the signature of its own sample. */
function givenOfEach({ all }: Item, given: string[]): string[] {
	const each = all().map((one) => one.within('options').text('designSignatures')?.trim() ?? '');
	// The same text for each item is a list for all of them.
	return each.every((one) => one === each[0]) ? given : each;
}

/**
 * The signatures that a voice's samples are sent with: those that the user gives, or those that *Design* has put into
 * the items with the recordings. Empty unless all samples have one.
 */
export function signaturesOf(
	item: Item,
	options: Readers,
	source: SampleSource,
	samples: Array<{ size: number }>,
): string[] {
	const given = options.list('designSignatures', lineBreak);
	if (given)
		return source === 'allItems' && !Array.isArray(options.given('designSignatures'))
			? givenOfEach(item, given)
			: given;
	if (source === 'urls') return [];
	const items = item.context.getInputData();
	const ofSamples = source === 'allItems' ? items : items.slice(item.index, item.index + 1);
	if (ofSamples.length !== samples.length) return [];
	const found = ofSamples.map(({ json }, number) => signatureOf(json, samples[number]?.size));
	return found.every((signature) => signature !== undefined) ? found : [];
}

export const signaturesField: INodeProperties = {
	displayName: 'Voice Design Signatures',
	name: 'designSignatures',
	type: 'string',
	default: '={{ $json.signature }}',
	placeholder: 'e.g. {{ $json.signature }}',
	description:
		'The signature that Design gives for each sample: one line per sample, in the same order, or an expression ' +
		'that gives a list. It marks the voice as designed. Items that come straight from Design need none: the ' +
		'node uses theirs.',
};
