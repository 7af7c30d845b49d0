import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { Calls } from '../../../fishAudio/requests/calls';
import { createCredit } from '../../../fishAudio/account/credit';
import { createCreateOnce } from '../../../fishAudio/voices/createOnce';
import { createOwnVoices } from '../../../fishAudio/voices/ownVoices';
import { createTitleSearch } from '../../../fishAudio/voices/titleSearch';
import { createTranscription } from '../../../fishAudio/transcription/transcription';
import { createVoiceDesign } from '../../../fishAudio/design/voiceDesign';
import { createVoices } from '../../../fishAudio/voices/voices';
import type { Item } from '../../shared/items/item';

/** Builds the parts of the API client that the operations need. */
export function operationClient(calls: Calls) {
	const read = createVoices(calls);
	const voices = { ...read, ...createOwnVoices(calls, read) };
	const titles = createTitleSearch(voices);
	return {
		voices,
		titles,
		createOnce: createCreateOnce(voices, titles),
		voiceDesign: createVoiceDesign(calls),
		transcription: createTranscription(calls),
		credit: createCredit(calls),
	};
}

/** The client that each operation gets. */
export type OperationClient = ReturnType<typeof operationClient>;

/** What people see of an operation, and how an item is checked for it. */
interface CheckedOperation<Checked> {
	/** As *Operation* lists it. */
	name: string;
	/** As n8n lists it among the node's actions. */
	action: string;
	/** A sentence below the name. */
	description: string;
	/** What an agent's model reads about it, where the node is a tool: what it does and what comes back. */
	forAgents: string;
	/** Its parameters. `panel.ts` shows them for this operation only. */
	fields: INodeProperties[];
	/** Reads and checks an item's parameters and files. Sends nothing. */
	check(item: Item): Promise<Checked> | Checked;
}

/** One operation of the node: what people see, what is checked, what is sent. Its value is its key in `resources`. */
export interface Operation<Checked> extends CheckedOperation<Checked> {
	prepare?: never;
	/** Looks at all items that passed their check, once, before the first of them runs. */
	review?(checked: Checked[]): void;
	/** Sends the request and makes the output items. */
	run(checked: Checked, fishAudio: OperationClient, item: Item): Promise<INodeExecutionData[]>;
}

/** An operation whose items name something that is looked up before any of them is run. */
export interface PreparedOperation<Checked, Ready> extends CheckedOperation<Checked> {
	review?: never;
	/** Reads from Fish Audio what the item names. Bills and changes nothing; see `Work.prepare`. */
	prepare(checked: Checked, fishAudio: OperationClient, item: Item): Promise<Ready>;
	/** Sends the request and makes the output items. */
	run(ready: Ready, fishAudio: OperationClient, item: Item): Promise<INodeExecutionData[]>;
}
