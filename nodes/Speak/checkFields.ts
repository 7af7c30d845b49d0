import type { INodeProperties } from 'n8n-workflow';

/** The fields under *Checks*: whether to speak at all, and whether what was spoken is right. */
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
];
