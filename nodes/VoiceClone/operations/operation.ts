import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { Calls } from '../../../fishAudio/requests/calls';
import { createCredit } from '../../../fishAudio/account/credit';
import { createOwnVoices } from '../../../fishAudio/voices/ownVoices';
import { createTranscription } from '../../../fishAudio/transcription/transcription';
import { createVoiceDesign } from '../../../fishAudio/design/voiceDesign';
import { createVoices } from '../../../fishAudio/voices/voices';
import type { Item } from '../../shared/items/item';

/** Builds the parts of the API client that the operations need. */
export function operationClient(calls: Calls) {
	const voices = createVoices(calls);
	return {
		voices: { ...voices, ...createOwnVoices(calls, voices) },
		voiceDesign: createVoiceDesign(calls),
		transcription: createTranscription(calls),
		credit: createCredit(calls),
	};
}

/** The client that each operation gets. */
export type OperationClient = ReturnType<typeof operationClient>;

/** One operation of the node: what people see, what is checked, what is sent. Its value is its key in `resources`. */
export interface Operation<T> {
	/** As *Operation* lists it. */
	name: string;
	/** As n8n lists it among the node's actions. */
	action: string;
	/** A sentence below the name. */
	description: string;
	/** Its parameters. `panel.ts` shows them for this operation only. */
	fields: INodeProperties[];
	/** Reads and checks an item's parameters and files. Sends nothing. */
	check(item: Item): Promise<T> | T;
	/** Reads from Fish Audio what the item names. Bills and changes nothing; see `Work.prepare`. */
	prepare?(checked: T, fishAudio: OperationClient, item: Item): Promise<T>;
	/** Sends the request and makes the output items. */
	run(checked: T, fishAudio: OperationClient, item: Item): Promise<INodeExecutionData[]>;
}
