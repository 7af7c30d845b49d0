import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { Calls } from '../../../fishAudio/requests/calls';
import { createCredit } from '../../../fishAudio/account/credit';
import { createOwnVoices } from '../../../fishAudio/voices/ownVoices';
import { createTranscription } from '../../../fishAudio/transcription/transcription';
import { createVoiceDesign } from '../../../fishAudio/design/voiceDesign';
import { createVoices } from '../../../fishAudio/voices/voices';
import type { Item } from '../../shared/items/item';

/** What of the API the operations need. */
export function operationClient(calls: Calls) {
	const voices = createVoices(calls);
	return {
		voices: { ...voices, ...createOwnVoices(calls, voices) },
		voiceDesign: createVoiceDesign(calls),
		transcription: createTranscription(calls),
		credit: createCredit(calls),
	};
}

/** The parts of the client, as an operation is handed them. */
export type OperationClient = ReturnType<typeof operationClient>;

/** One operation of the node: what the user sees, what is read, what is asked for. */
export interface Operation<T> {
	/** Its parameters; when they are shown is added for all operations alike. */
	fields: INodeProperties[];
	/** Reads and checks an item's parameters and files. Sends nothing. */
	check(item: Item): Promise<T> | T;
	/** Does it. */
	run(checked: T, fishAudio: OperationClient, item: Item): Promise<INodeExecutionData[]>;
}
