import type { INodeProperties } from 'n8n-workflow';

import { longestPrompt, longestReferenceText } from '../../../fishAudio/design/checkDesign';
import { languageField, optionsField, outputField } from '../../shared/fields/fields';

const optionFields: INodeProperties[] = [
	{
		displayName: 'Reference Text',
		name: 'referenceText',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. Welcome to our hotline. How can I help you?',
		description:
			`What the voices say in their recordings, up to ${longestReferenceText} characters. Without this option ` +
			'Fish Audio chooses a text.',
	},
	languageField("Code of the language that the voices speak, such as 'en', 'de' or 'pt-BR'"),
	{
		displayName: 'Speed',
		name: 'speed',
		type: 'number',
		typeOptions: { minValue: 0.1, maxValue: 3, numberPrecision: 2 },
		default: 1,
		description: 'How fast the voices speak, up to 3: 0.5 is half and 2 is twice the usual speed',
	},
	{
		displayName: 'Seed',
		name: 'seed',
		type: 'number',
		typeOptions: { numberPrecision: 0 },
		default: 0,
		description: 'Any whole number. The same number with the same prompt can give the same voices again.',
	},
	{
		displayName: 'Guidance Scale',
		name: 'guidanceScale',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 2,
		description: 'How strongly the voices follow the prompt. Higher is stronger.',
	},
	{
		displayName: 'Steps',
		name: 'steps',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 128, numberPrecision: 0 },
		default: 32,
		description: 'How many steps the sound is calculated in, from 1 to 128. More steps take longer.',
	},
];

/** The fields of *Design*. */
export const designFields: INodeProperties[] = [
	{
		displayName: 'Prompt',
		name: 'prompt',
		type: 'string',
		typeOptions: { rows: 4 },
		required: true,
		default: '',
		placeholder: 'e.g. A warm, calm woman in her forties who reads the evening news',
		description:
			`Description of the voice in your own words, up to ${longestPrompt} characters. Each request costs $0.01 ` +
			'for any number of candidates.',
	},
	{
		displayName: 'Candidates',
		name: 'candidates',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 4, numberPrecision: 0 },
		default: 2,
		description: 'How many voices to choose from, 1 to 4. Each becomes an item.',
	},
	outputField,
	optionsField(optionFields),
];
