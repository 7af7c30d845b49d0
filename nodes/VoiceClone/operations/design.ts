import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { checkDesign, designNumbers, longestPrompt, longestReferenceText } from '../../../fishAudio/design/checkDesign';
import { languageTag } from '../../../fishAudio/language';
import { withoutUnseen } from '../../../text/unseen';
import type { DesignRequest } from '../../../fishAudio/design/designRequest';
import type { Candidate } from '../../../fishAudio/design/voiceDesign';
import { languageField, outputField } from '../../shared/fields/fields';
import { nameOfText } from '../../shared/files/nameOfText';
import { storeBytes } from '../../shared/files/store';
import { showHints } from '../../shared/items/hints';
import { binaryFieldName, type Item } from '../../shared/items/item';
import type { Readers } from '../../shared/parameters/readers';
import { rounded } from '../../shared/items/rounded';
import type { Operation } from './operation';

interface Task {
	request: DesignRequest;
	/** Binary field of the output. */
	field: string;
	/** What the recordings are called, without their number. */
	name: string;
}

const mimeType = 'audio/wav';

/** Only what the user set, so that the API's defaults hold for the rest. */
function settings(options: Readers): Partial<DesignRequest> {
	const numbers = designNumbers.flatMap((name) => {
		const number = options.number(name);
		return number === undefined ? [] : [[name, number]];
	});
	const referenceText = options.text('referenceText');
	const language = options.text('language');
	return {
		...(Object.fromEntries(numbers) as Partial<DesignRequest>),
		...(referenceText !== undefined && { referenceText: withoutUnseen(referenceText).trim() }),
		...(language !== undefined && { language: languageTag(language) }),
	};
}

function check(item: Item): Task {
	const request: DesignRequest = {
		...settings(item.within('options')),
		prompt: withoutUnseen(item.text('prompt')).trim(),
		candidates: item.number('candidates'),
	};
	checkDesign(request);
	const name = `${nameOfText(request.prompt) ?? 'voice'}-${item.index + 1}`;
	return { request, field: binaryFieldName(item, 'Put Output in Field'), name };
}

/** A candidate as an item, with its recording in `field`. `number` counts the candidates of the input item from 0. */
async function outputOf(
	{ context }: Item,
	{ id, index, audio, seconds, sampleRate, text, instruct, language, features, signature }: Candidate,
	number: number,
	{ field, name }: Task,
): Promise<INodeExecutionData> {
	const fileName = `${name}-${number + 1}.wav`;
	return {
		json: {
			candidateId: id ?? null,
			index,
			text: text ?? null,
			instruct: instruct ?? null,
			language: language ?? null,
			features: (features as IDataObject | undefined) ?? null,
			signature: signature ?? null,
			sampleRate,
			seconds: rounded(seconds),
			bytes: audio.length,
			fileName,
			mimeType,
		},
		binary: { [field]: await storeBytes(context, audio, { fileName, mimeType }) },
	};
}

const aboutLeftOut = (leftOut: number): string =>
	`Fish Audio gave ${leftOut === 1 ? 'one more candidate' : `${leftOut} more candidates`} without a whole recording, which ${leftOut === 1 ? 'is' : 'are'} left out.`;

const optionFields: INodeProperties[] = [
	{
		displayName: 'Guidance Scale',
		name: 'guidanceScale',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 2,
		description: 'How strongly the voices follow the prompt. Higher is stronger.',
	},
	languageField("Code of the language that the voices speak, such as 'en', 'de' or 'pt-BR'"),
	{
		displayName: 'Reference Text',
		name: 'referenceText',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. Welcome to our hotline. How can I help you?',
		description: `What the voices say in their recordings, up to ${longestReferenceText} characters. Left out, Fish Audio chooses a text.`,
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
		displayName: 'Speed',
		name: 'speed',
		type: 'number',
		typeOptions: { minValue: 0.1, maxValue: 3, numberPrecision: 2 },
		default: 1,
		description: 'How fast the voices speak: 0.5 is half, 2 twice the usual speed. Up to 3.',
	},
	{
		displayName: 'Steps',
		name: 'steps',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 128, numberPrecision: 0 },
		default: 32,
		description: 'In how many steps the sound is worked out, from 1 to 128. More take longer.',
	},
];

export const design: Operation<Task> = {
	name: 'Design',
	action: 'Design a voice',
	description: 'Describe a voice in words and get recordings of voices to choose from',
	fields: [
		{
			displayName: 'Prompt',
			name: 'prompt',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			placeholder: 'e.g. A warm, calm woman in her forties who reads the evening news',
			description: `What the voice is like, in your own words, up to ${longestPrompt} characters. A request costs $0.01, however many candidates it gives.`,
		},
		{
			displayName: 'Candidates',
			name: 'candidates',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 4, numberPrecision: 0 },
			default: 2,
			description: 'How many voices to choose from, 1 to 4. Each comes out as an item of its own.',
		},
		outputField,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: optionFields,
		},
	],
	check,
	run: async (task, fishAudio, item) => {
		const { request } = task;
		const { candidates, leftOut } = await fishAudio.voiceDesign.design(request);
		showHints(item, 'warning', leftOut > 0 ? [aboutLeftOut(leftOut)] : []);
		return await Promise.all(
			candidates.map(async (candidate, number) => await outputOf(item, candidate, number, task)),
		);
	},
};
