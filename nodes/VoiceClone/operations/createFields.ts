import type { INodeProperties } from 'n8n-workflow';

import { optionsField } from '../../shared/fields/fields';
import { tagsField } from '../../shared/fields/filters';
import { allowPrivateField, sampleUrlsField } from '../web/sampleUrls';
import { ifTitleExistsField } from './ifTitleExists';
import { sampleFieldsFields, sampleSourceFields } from './sampleSourceField';
import { signaturesField } from './signatures';
import { transcribeField } from './transcripts';
import { coverImageField, descriptionField, titleField } from './voiceFields';
import { visibilityField } from './visibility';

/** The fields under *Options*, the most used first. */
const optionFields: INodeProperties[] = [
	ifTitleExistsField,
	descriptionField('What the voice is for, shown on its page'),
	tagsField('Words to find the voice by, separated by commas'),
	coverImageField('Name of the binary field with a picture for the voice, or an expression that gives the file'),
	{
		displayName: 'Transcripts',
		name: 'transcripts',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. Welcome to our hotline.',
		description:
			'What is said in each sample: one line per sample, in the same order, or an expression that gives a ' +
			"list. For one voice from all items: one expression that gives each item's transcript. Without this " +
			'option Fish Audio transcribes the samples itself.',
	},
	transcribeField,
	{
		displayName: 'Enhance Audio Quality',
		name: 'enhanceAudioQuality',
		type: 'boolean',
		default: true,
		description: 'Whether to remove noise from the recordings before training',
	},
	{
		displayName: 'Generate Sample',
		name: 'generateSample',
		type: 'boolean',
		default: false,
		description: 'Whether Fish Audio makes a short example of the voice for its page',
	},
	signaturesField,
	allowPrivateField,
];

/** The fields of *Create*. */
export const createFields: INodeProperties[] = [
	{
		displayName:
			"Clone a voice only with that person's consent. 1 to 2 minutes of clear speech by one person give the " +
			'best voice; each recording should be at least 10 seconds long.',
		name: 'sampleNotice',
		type: 'notice',
		default: '',
	},
	{
		...titleField('The name that lists show for the voice'),
		required: true,
		hint: `Each run makes another voice of this title, unless you add '${ifTitleExistsField.displayName}'`,
	},
	...sampleSourceFields,
	...sampleFieldsFields,
	sampleUrlsField,
	visibilityField,
	{
		displayName: 'Wait Until Trained',
		name: 'waitUntilTrained',
		type: 'boolean',
		default: true,
		description:
			'Whether to continue only when the voice is trained and can speak. If the training fails, the node fails.',
	},
	{
		displayName: 'Wait Timeout (Seconds)',
		name: 'waitTimeout',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 300,
		description: 'Longest time to wait for the training. The voice is kept when the time runs out.',
		displayOptions: { show: { waitUntilTrained: [true] } },
	},
	optionsField(optionFields),
];
