import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { escaped } from '../../../text/escaped';

/** What an error that ends the node adds about the other items of the run. n8n shows one error, of one item. */

/** Items that an error names at most. */
const named = 5;

/** Which one of several items it is. n8n counts them from 0. */
export const placeAmong = (itemIndex: number, count: number): string =>
	count > 1 ? `Item ${itemIndex} is number ${itemIndex + 1} of ${count}: n8n counts from 0.` : '';

/** Says that other items were refused as well, so that all can be corrected at once. */
export function othersRefused(itemIndexes: number[]): string {
	if (itemIndexes.length === 0) return '';
	if (itemIndexes.length === 1) return `Item ${itemIndexes.join()} has a mistake, too.`;
	const more = itemIndexes.length - named;
	return `Items ${itemIndexes.slice(0, named).join(', ')}${more > 0 ? ` and ${more} more` : ''} have mistakes, too.`;
}

/** Says what becomes of the items that succeeded: n8n does not pass them on. */
export function othersLost(count: number): string {
	if (count === 0) return '';
	const others =
		count === 1 ? '1 other item succeeded. Its result is' : `${count} other items succeeded. Their results are`;
	return (
		`${others} lost, but what was billed or made stays. To keep such results, set 'On Error' in the settings of this ` +
		"node to 'Continue (using error output)'."
	);
}

/** The error with more sentences in its description. */
export function withSentences(error: unknown, ...sentences: string[]): unknown {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		error.description = [error.description, ...sentences.map(escaped)].filter(Boolean).join(' ');
	}
	return error;
}
