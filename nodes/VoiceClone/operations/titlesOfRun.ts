import type { IExecuteFunctions } from 'n8n-workflow';

import { inputError } from '../../../fishAudio/errors';
import { exactTitle } from '../../../fishAudio/voices/title';
import { shown } from '../../../text/shown';
import { oneLine } from '../../../text/unseen';
import type { Item } from '../../shared/items/item';
import { voiceFromAllItems } from './sampleSourceField';

/** The items of each title. Items that share titles on purpose do not count. */
type ItemsByTitle = Map<string, number>;

/** Whether an item says itself what to do if its title exists, so that several items may have it. */
const hasSaid = (item: Item): boolean => item.within('options').given('ifTitleExists') !== undefined;

/** An item's title; empty if it has none. Its own check says why it cannot be read. */
function titleOf(item: Item): string {
	try {
		return exactTitle(oneLine(item.text('title')));
	} catch {
		return '';
	}
}

/** Of each execution, so that its titles are read once and not for each item. */
const counted = new WeakMap<IExecuteFunctions, ItemsByTitle>();

function countTitles({ context, all }: Item): ItemsByTitle {
	const known = counted.get(context);
	if (known) return known;
	const counts: ItemsByTitle = new Map();
	for (const item of all()) {
		const title = titleOf(item);
		if (title !== '' && !hasSaid(item)) counts.set(title, (counts.get(title) ?? 0) + 1);
	}
	counted.set(context, counts);
	return counts;
}

/**
 * Fails with `input` if another item would make a voice of the same title, which lists could not tell apart. Often one
 * voice from the recordings of all items is meant.
 */
export function checkOwnTitle(item: Item): void {
	const title = titleOf(item);
	const count = hasSaid(item) ? 0 : (countTitles(item).get(title) ?? 0);
	if (count < 2) return;
	throw inputError(
		`'Title' is the same for ${count} items: '${shown(title)}'`,
		'Each of them would become a voice of its own. For one voice from all recordings, choose ' +
			`'${voiceFromAllItems.name}' in 'Samples From'. For several voices, give each its own title, such as by an ` +
			"expression. To let them share the title, add the option 'If the Title Exists' and choose 'Create Another'.",
	);
}

/** Fails with `input` if items that make one voice together have different titles: only one of them could be used. */
export function checkSharedTitle(item: Item): void {
	const [first = '', second] = [...new Set(item.all().map(titleOf))];
	if (second === undefined) return;
	throw inputError(
		`'Title' differs among the items: '${shown(first)}', '${shown(second)}'`,
		`'Samples From' is '${voiceFromAllItems.name}', and a voice has one title. Enter the same title for all ` +
			"items, or choose 'One Voice per Item'.",
	);
}
