import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { checkDesign, designNumbers } from '../../../fishAudio/design/checkDesign';
import { languageTag } from '../../../fishAudio/language';
import { withoutUnseen } from '../../../text/unseen';
import type { DesignRequest } from '../../../fishAudio/design/designRequest';
import type { Candidate } from '../../../fishAudio/design/voiceDesign';
import { nameOfText } from '../../shared/files/nameOfText';
import { storeBytes } from '../../shared/files/store';
import { showHints } from '../../shared/items/hints';
import { binaryFieldName, type Item } from '../../shared/items/item';
import type { Readers } from '../../shared/parameters/readers';
import { rounded } from '../../shared/items/rounded';
import { designFields } from './designFields';
import type { Operation } from './operation';

interface Task {
	request: DesignRequest;
	/** Binary field of the output. */
	field: string;
	/** File name of the recordings, without their number. */
	name: string;
}

const mimeType = 'audio/wav';

/** Only the options that are set: the API's defaults apply to the rest. */
function settings(options: Readers): Partial<DesignRequest> {
	const referenceText = options.text('referenceText');
	const language = options.text('language');
	return {
		...options.numbers(designNumbers),
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

const aboutLeftOut = (count: number): string =>
	count === 1
		? 'Fish Audio gave one more candidate, with an incomplete recording. It is left out.'
		: `Fish Audio gave ${count} more candidates, with incomplete recordings. They are left out.`;

export const design: Operation<Task> = {
	name: 'Design',
	action: 'Design a voice',
	description: 'Describe a voice in words and get recordings of voices to choose from',
	forAgents:
		'Designs voices from a description for $0.01 and returns JSON about each candidate: candidateId, features and ' +
		'seconds. Their recordings are not returned.',
	fields: designFields,
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
