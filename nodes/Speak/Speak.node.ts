import {
	NodeConnectionTypes,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { inputError } from '../../fishAudio/errors';
import type { ConnectOptions } from '../shared/connect';
import { itemOf } from '../shared/item';
import { perItem } from '../shared/perItem';
import { voiceSearch } from '../shared/voiceField';
import { fields } from './fields';
import { checkLine, speakLine } from './speak';

function wholeNumber(options: IDataObject, name: string, label: string, most: number): number | undefined {
	if (options[name] === undefined) return undefined;
	const given = Number(options[name]);
	if (Number.isInteger(given) && given >= 1 && given <= most) return given;
	throw inputError(`'${label}' cannot be '${String(options[name])}'`, `Enter a whole number from 1 to ${most}.`);
}

/** One connection serves all items, so its settings are those of the first. */
function connectOptions(context: IExecuteFunctions): ConnectOptions {
	const options = context.getNodeParameter('options', 0, {}) as IDataObject;
	const timeout = wholeNumber(options, 'timeout', 'Timeout', 3600);
	return {
		concurrentRequests: wholeNumber(options, 'concurrentRequests', 'Concurrent Requests', 1000),
		maxTries: wholeNumber(options, 'maxTries', 'Max Tries', 10),
		timeout: timeout && timeout * 1000,
	};
}

/** Speaks texts with a voice of a Fish Audio account, of the public library, or of a recording. */
export class Speak implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Fish Audio Speak',
		name: 'speak',
		icon: { light: 'file:../../icons/speak.svg', dark: 'file:../../icons/speak.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["model"] + ", " + $parameter["format"] }}',
		description: 'Turn text into speech with a cloned voice or one of the Fish Audio library',
		defaults: { name: 'Fish Audio Speak' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'fishAudioApi', required: true }],
		properties: fields,
	};

	methods = { listSearch: voiceSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await perItem(this, {
			connectOptions: () => connectOptions(this),
			check: async (index) => await checkLine(itemOf(this, index)),
			run: async (line, fishAudio, index) => await speakLine(itemOf(this, index), line, fishAudio),
		});
	}
}
