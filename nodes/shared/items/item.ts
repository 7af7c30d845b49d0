import type { IExecuteFunctions, INodeProperties, IPollFunctions } from 'n8n-workflow';

import { inputError } from '../../../fishAudio/errors';
import type { VoiceChoice } from '../../../fishAudio/voices/voiceChoice';
import { parseVoiceId } from '../../../fishAudio/voices/voiceId';
import { checkWritten } from '../parameters/choice';
import { parametersOf, type Parameters } from '../parameters/parameters';
import { voiceOf } from '../parameters/voice';

/** One input item, as an operation reads it. */
export interface Item extends Parameters {
	context: IExecuteFunctions;
	index: number;
	/** Whether all items are worked on together, and this is the first of them. Default: false. */
	standsForAll?: boolean;
	/** A parameter as it was set, with unresolved expressions; null if it is not set. */
	raw(name: string): unknown;
	/** The chosen voice; undefined only for an untouched list: Fish Audio picks one. */
	voice(): VoiceChoice | undefined;
	/** All input items. */
	all(): Item[];
}

/** Reads the parameters of a node, which `fields` describe, for one of its input items. */
export function itemOf(context: IExecuteFunctions, index: number, fields: INodeProperties[]): Item {
	const parameters = parametersOf((path, otherwise) => context.getNodeParameter(path, index, otherwise), fields);
	const raw = (name: string): unknown => context.getNodeParameter(name, index, null, { rawExpressions: true });
	return {
		...parameters,
		context,
		index,
		raw,
		choice: (name, values, more) => {
			const value = parameters.choice(name, values, more);
			checkWritten(raw(name), value, name, fields);
			return value;
		},
		voice: () => voiceOf({ raw: raw('voice'), value: parameters.given('voice') }),
		all: () => context.getInputData().map((_, other) => itemOf(context, other, fields)),
	};
}

/** Reads the parameters of a trigger, which has no items. */
export const pollParameters = (context: IPollFunctions, fields: INodeProperties[]): Parameters =>
	parametersOf((path, otherwise) => context.getNodeParameter(path, otherwise), fields);

/**
 * The name of a binary field, as it is given in `binaryPropertyName`; `label` is what the panel calls the parameter.
 */
export function binaryFieldName(item: Item, label: string): string {
	const field = item.text('binaryPropertyName').trim();
	if (field !== '') return field;
	throw inputError(`'${label}' is empty`, "Enter a name for the binary field, such as 'data'.");
}

/** The voice that an operation needs. Fails with `input` if none is chosen. */
export const requiredVoice = (item: Item): VoiceChoice => item.voice() ?? { id: parseVoiceId('') };
