import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import { FishAudioError, isFishAudioError, type FailureKind } from '../../../fishAudio/errors';
import { escaped, unescaped } from '../../../text/escaped';
import { isAgentTool } from './agentTool';

/** The node and item of a failure. */
export interface Place {
	node: INode;
	/** Index of the input item; undefined if the failure concerns no single item. */
	itemIndex?: number;
}

type NodeError = NodeApiError | NodeOperationError;

/** The cause of a failure, by which n8n may back off. */
type Failure = NonNullable<ConstructorParameters<typeof NodeApiError>[2]>['failure'];

const causes: Partial<Record<FailureKind, NonNullable<Failure>['cause']>> = {
	busy: 'rate-limited',
	outOfCredit: 'quota-exhausted',
	server: 'temporarily-unavailable',
	unreachable: 'temporarily-unavailable',
	disconnected: 'temporarily-unavailable',
	timeout: 'temporarily-unavailable',
	unauthorized: 'credential-invalid',
	input: 'configuration-invalid',
};

function failureOf({ kind, facts }: FishAudioError): Failure {
	const cause = causes[kind];
	if (!cause) return undefined;
	return { cause, ...(facts.retryAfter !== undefined && { retryAfterMs: facts.retryAfter }) };
}

const humanDuration = (milliseconds: number): string => {
	const minutes = Math.round(milliseconds / 60_000);
	if (minutes < 2) return `${Math.ceil(milliseconds / 1000)} seconds`;
	const hours = Math.round(minutes / 60);
	if (hours < 72) return minutes < 120 ? `${minutes} minutes` : `${hours} hours`;
	return hours < 365 * 24 ? `${Math.round(hours / 24)} days` : 'more than a year';
};

function descriptionOf({ facts }: FishAudioError): string {
	const said = facts.apiMessage && `Fish Audio says: “${facts.apiMessage}”.`;
	const wait = facts.retryAfter && `Fish Audio asks you to wait ${humanDuration(facts.retryAfter)}.`;
	const voice = facts.voiceId && !facts.advice?.includes(facts.voiceId) && `The voice has the ID ${facts.voiceId}.`;
	const billed =
		facts.mayBeBilled &&
		`Fish Audio may have billed ${facts.mayBeBilled} request${facts.mayBeBilled === 1 ? '' : 's'}.`;
	const trace = facts.traceId && `Trace ID for Fish Audio's support: ${facts.traceId}.`;
	return [facts.advice, said, wait, voice, billed, trace].filter(Boolean).join(' ');
}

/** Largest number of characters of a message and its description. Only a value that nobody has cut reaches it. */
const maxLength = { message: 500, description: 1500 };

const bounded = (text: string, length: number): string =>
	text.length > length ? `${text.slice(0, length).replace(/\p{Cs}$/u, '')}…` : text;

const withItemIndex = (message: string, { itemIndex }: Place): string =>
	bounded(message, maxLength.message) + (itemIndex === undefined ? '' : ` [item ${itemIndex}]`);

/** The message and description of an error. An agent gets only the message, so there it includes the description. */
function wordsOf(message: string, description: string, at: Place): { message: string; description: string } {
	const words = { message: withItemIndex(message, at), description: bounded(description, maxLength.description) };
	return isAgentTool(at.node) && words.description
		? { ...words, message: `${words.message}. ${words.description}` }
		: words;
}

/** The description of a node's error as plain text: n8n shows it as HTML, but JSON is read as it is. */
export const plainDescription = ({ description }: NodeError): string => unescaped(description ?? '');

/** The error that n8n shows: its message says what happened and on which item, its description what to do. */
export function asNodeError(error: unknown, at: Place): NodeError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	const { node, itemIndex } = at;
	const spot = itemIndex === undefined ? {} : { itemIndex };
	if (!isFishAudioError(error)) {
		const unforeseen = error instanceof Error ? error : new Error(String(error));
		const said =
			'description' in unforeseen && typeof unforeseen.description === 'string' ? unforeseen.description : '';
		const { message, description } = wordsOf(unforeseen.message, said, at);
		return new NodeOperationError(node, unforeseen, { ...spot, message, ...(description && { description }) });
	}
	const { message, description: plain } = wordsOf(error.message, descriptionOf(error), at);
	// n8n shows a message as text and a description as HTML, in which a `<b>` would vanish.
	const description = escaped(plain);
	if (error.facts.status === undefined && error.kind !== 'unreachable') {
		return new NodeOperationError(node, message, { ...spot, description });
	}
	const failure = failureOf(error);
	return new NodeApiError(
		node,
		{ message },
		{
			...spot,
			message,
			description,
			httpCode: String(error.facts.status ?? ''),
			...(failure && { failure }),
		},
	);
}
