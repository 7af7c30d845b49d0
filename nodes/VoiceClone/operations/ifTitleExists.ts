import type { INodeProperties } from 'n8n-workflow';

import {
	ifTitleExists,
	type IfTitleExists,
	type PlannedVoice,
	type TitlePlan,
} from '../../../fishAudio/voices/createOnce';
import { shown } from '../../../text/shown';
import { showHints } from '../../shared/items/hints';
import type { Item } from '../../shared/items/item';
import type { Readers } from '../../shared/parameters/readers';

/** What to do where one of the account's voices has the title. */
export const ifTitleExistsField: INodeProperties = {
	displayName: 'If the Title Exists',
	name: 'ifTitleExists',
	type: 'options',
	default: 'fail',
	description: 'What to do if one of your voices already has exactly this title',
	options: [
		{
			name: 'Create Another',
			value: 'createAnother',
			description: 'Create one more voice with this title. Items of one run may share a title, too.',
		},
		{
			name: 'Report an Error',
			value: 'fail',
			description: 'Create nothing. A voice whose training failed does not count.',
		},
		{
			name: 'Use It',
			value: 'useIt',
			description: 'Return that voice and upload nothing. A voice whose training failed does not count.',
		},
		{
			name: 'Replace It',
			value: 'replaceIt',
			description:
				"Create the new voice, wait until it is trained for up to 'Wait Timeout (Seconds)', then delete the old " +
				'one permanently. If the training fails, the old one is kept.',
		},
	],
};

/** What was chosen; without the option, another voice is created. */
export const ifTitleExistsOf = (options: Readers): IfTitleExists =>
	options.choice('ifTitleExists', ifTitleExists) ?? 'createAnother';

/** Shows above the output what a title that existed before has led to. */
export function hintAtTitle(item: Item, { title, failed }: TitlePlan, { sent, isFromEarlier }: PlannedVoice): void {
	if (isFromEarlier) {
		showHints(item, 'warning', [
			`The voice '${shown(title)}' was created from the recordings of an earlier item. Those of this item were ` +
				'not used.',
		]);
	}
	if (!sent || failed.length === 0) return;
	const ids = failed.map(({ _id }) => _id).join(', ');
	showHints(item, 'warning', [
		`A new voice '${shown(title)}' was created. You can delete the one whose training failed (ID ${ids}).`,
	]);
}
