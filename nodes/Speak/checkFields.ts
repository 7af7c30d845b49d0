import type { INodeProperties } from 'n8n-workflow';

/** The fields under *Checks*: whether to speak at all, then whether what was spoken is right. */
export const checkFields: INodeProperties[] = [
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
		displayName: 'Only Estimate',
		name: 'onlyEstimate',
		type: 'boolean',
		default: true,
		description:
			'Whether to only estimate what speaking would cost and how long the audio would be. Nothing is sent or ' +
			"billed. Click 'Execute step': the nodes after this one would miss the audio.",
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
	{
		displayName: 'Check Words',
		name: 'checkWords',
		type: 'boolean',
		default: true,
		description:
			'Whether to transcribe the audio and compare its words with the text. If they do not match, the text is ' +
			'spoken again, up to twice, and then it is an error. Numbers are not compared. Each check is billed as a ' +
			'transcription, and each take as speech. What has not changed is not checked again.',
	},
	{
		displayName: 'Least Match (%)',
		name: 'leastMatch',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 100 },
		default: 90,
		description:
			"How much of the text 'Check Words' has to hear. A sentence of ten that is missing, or spoken twice, makes it " +
			'about 90. A higher value means more takes, and each take and its check are billed.',
	},
];
