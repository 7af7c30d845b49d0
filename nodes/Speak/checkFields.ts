import type { INodeProperties } from 'n8n-workflow';

/** The fields under *Checks*: whether to speak at all, and whether what was spoken is right. */
export const checkFields: INodeProperties[] = [
	{
		displayName: 'Only Estimate',
		name: 'onlyEstimate',
		type: 'boolean',
		default: true,
		description:
			'Whether to only estimate what speaking would cost and how long the audio would be. Nothing is sent or ' +
			'billed, and no audio is made.',
	},
	{
		displayName: 'Previous Fingerprint',
		name: 'previousFingerprint',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.fingerprint }}',
		description:
			'The fingerprint that this node gave for the item last time. If text, voice and settings are the same, ' +
			"the text is not spoken or billed again, and the item goes to the second output, 'Unchanged'.",
	},
	{
		displayName: 'Spending Limit (USD)',
		name: 'spendingLimit',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 4 },
		default: 1,
		description:
			'The most that one run of this node may cost, for all items together. The cost is calculated from the list ' +
			"prices before the first request. If it is more, nothing is sent. The first item's value counts.",
	},
];
