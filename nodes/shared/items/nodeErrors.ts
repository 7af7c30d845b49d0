import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import { FishAudioError, isFishAudioError, type FailureKind } from '../../../fishAudio/errors';

/** Where a failure belongs. */
export interface Place {
	node: INode;
	/** Number of the input item, from 0; none where the failure concerns no single item. */
	itemIndex?: number;
}

type NodeError = NodeApiError | NodeOperationError;

/** What n8n may know of a failure, to back off by it. */
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

/** Whether the node is the tool of an AI agent. n8n makes a node type of its own for that. */
const isTool = ({ node }: Place): boolean => node.type.endsWith('Tool');

/** What n8n tells of an error. An agent is told the message alone, so that there the advice stands in it, too. */
function wordsOf(message: string, description: string, at: Place): { message: string; description: string } {
	const told = { message: withItemIndex(message, at), description: bounded(description, maxLength.description) };
	return isTool(at) && told.description ? { ...told, message: `${told.message}. ${told.description}` } : told;
}

/** Turns a failure into the error n8n shows: what happened and on which item, and as description what to do. */
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
	const { message, description } = wordsOf(error.message, descriptionOf(error), at);
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
