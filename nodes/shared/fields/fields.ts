import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

/** Whether voices are returned with plain fields or as the API gives them. */
export const simplifyField = (displayOptions?: IDisplayOptions): INodeProperties => ({
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
	...(displayOptions && { displayOptions }),
});

/** The binary fields with recordings. `moreHint` is a further sentence below the field. */
export const sampleFieldsField = (
	description: string,
	displayOptions: IDisplayOptions,
	moreHint = '',
): INodeProperties => ({
	displayName: 'Sample Fields',
	name: 'sampleFields',
	type: 'string',
	default: 'data',
	placeholder: 'e.g. data, voice_b',
	hint:
		'The name of the binary field with the recording, several names separated by commas, or an expression that ' +
		`gives files${moreHint && `. ${moreHint}`}`,
	description,
	displayOptions,
});

/** The binary field for the audio. */
export const outputField: INodeProperties = {
	displayName: 'Put Output in Field',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	placeholder: 'e.g. data',
	hint: 'The name of the output binary field to put the audio in',
};

/** The language, as a hint to Fish Audio. */
export const languageField = (description: string): INodeProperties => ({
	displayName: 'Language',
	name: 'language',
	type: 'string',
	default: '',
	placeholder: 'e.g. en',
	description,
});

/** A collection: fields that are added one by one. */
const collection =
	(displayName: string, name: string, placeholder: string) =>
	(options: INodeProperties[]): INodeProperties => ({
		displayName,
		name,
		type: 'collection',
		placeholder,
		default: {},
		options,
	});

/** The collection *Options*. */
export const optionsField = collection('Options', 'options', 'Add option');

/** The collection *Sound*. */
export const soundField = collection('Sound', 'sound', 'Add sound setting');

/** The collection *Checks*. */
export const checksField = collection('Checks', 'checks', 'Add check');
