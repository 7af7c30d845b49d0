import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

import { FishAudioError } from '../../fishAudio/errors';
import { oneLine } from '../../text/unseen';
import type { Voice, VoiceState } from '../../fishAudio/voices/voice';
import { createVoices } from '../../fishAudio/voices/voices';
import { connect, now } from '../shared/request/connect';
import { pollParameters } from '../shared/items/item';
import { asNodeError } from '../shared/items/nodeErrors';
import { voiceItem } from '../shared/fields/simplifyVoice';
import { fields } from './fields';
import { pollVoices, sampleVoice, type PollBudget } from './poll';
import { readCursor } from './savedCursor';

/** The share of a poll's time in which further requests are started. */
const usableTime = 0.5;

/** Milliseconds for a poll where n8n gives no budget (1.x). */
const defaultBudget = 60_000;

/** Shortest time for a request in milliseconds, however short the poll. */
const shortestTimeout = 2_000;

/** Attempts per request: the next poll is another attempt. */
const triesPerPoll = 2;

/** Nodes that are polling now. n8n may start a poll before the last one ends; it would report the same voices. */
const polling = new Set<string>();

/** The time of one poll. */
interface PollTime extends PollBudget {
	/** Milliseconds that one request may take. */
	perRequest: number;
	/** Whether n8n has given this poll up and takes no more items from it. */
	isOver(): boolean;
}

function budgetOf(context: IPollFunctions): PollTime {
	const started = performance.now();
	const given: number | undefined = context.getPollBudgetMs?.();
	const usable = (given ?? defaultBudget) * usableTime;
	return {
		perRequest: Math.max(shortestTimeout, Math.round(usable)),
		isOver: () => given !== undefined && performance.now() - started > given,
		hasTime: () => performance.now() - started < usable,
		now,
	};
}

/** Whether a voice passes the chosen events and filters. */
function createMatch(context: IPollFunctions): (voice: Voice) => boolean {
	const { choices, within } = pollParameters(context, fields);
	const events: VoiceState[] = choices('events', ['trained', 'failed']);
	const filters = within('filters');
	const title = oneLine(filters.text('title') ?? '').toLowerCase();
	const tags = (filters.names('tags') ?? []).map((tag) => oneLine(tag).toLowerCase());
	return (voice) => {
		const own = Array.isArray(voice.tags) ? voice.tags.map((tag) => String(tag).toLowerCase()) : [];
		const hasTitle = voice.title.toLowerCase().includes(title);
		return events.includes(voice.state) && hasTitle && tags.every((tag) => own.includes(tag));
	};
}

async function example(context: IPollFunctions, matches: (voice: Voice) => boolean): Promise<Voice[]> {
	const { fishAudio: voices } = await connect(context, createVoices);
	return [await sampleVoice(voices, matches)];
}

const tooLate = (): FishAudioError =>
	new FishAudioError('timeout', 'Fish Audio answered too slowly for this poll', {
		advice: 'Nothing is lost: the next poll starts from the same point.',
	});

async function freshVoices(
	context: IPollFunctions,
	matches: (voice: Voice) => boolean,
	includeExisting: boolean,
): Promise<Voice[]> {
	const staticData = context.getWorkflowStaticData('node');
	const time = budgetOf(context);
	const { fishAudio: voices } = await connect(context, createVoices, {
		maxTries: triesPerPoll,
		timeout: time.perRequest,
	});
	const saved = readCursor(staticData.cursor);
	const { fresh, cursor } = await pollVoices(voices, saved, includeExisting, time);
	// n8n has given this poll up, so the next one reports what it found.
	if (time.isOver()) throw tooLate();
	// Last, and as a new value: n8n keeps what was assigned before an error.
	staticData.cursor = cursor;
	return fresh.filter(matches);
}

async function readItems(context: IPollFunctions, isTest: boolean): Promise<INodeExecutionData[]> {
	// Before any request: a mistake here is reported by each poll and loses no voice.
	const { flag } = pollParameters(context, fields);
	const [simplify, includeExisting] = [flag('simplify'), flag('includeExisting')];
	const matches = createMatch(context);
	const voices = await (isTest ? example(context, matches) : freshVoices(context, matches, includeExisting));
	return voices.map((voice) => voiceItem(voice, simplify));
}

/** The items of a poll. Failures are errors that n8n shows. */
const itemsOf = async (context: IPollFunctions, isTest: boolean): Promise<INodeExecutionData[]> =>
	await readItems(context, isTest).catch((error: unknown) =>
		Promise.reject(asNodeError(error, { node: context.getNode() })),
	);

/** Runs a poll, unless the node's last one is still running. */
async function unlessPolling(
	context: IPollFunctions,
	poll: () => Promise<INodeExecutionData[]>,
): Promise<INodeExecutionData[]> {
	const key = `${context.getWorkflow().id}/${context.getNode().id}`;
	if (polling.has(key)) return [];
	polling.add(key);
	try {
		return await poll();
	} finally {
		polling.delete(key);
	}
}

/** Starts a workflow when a voice of the account finishes training. */
export class VoiceCloneTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Fish Audio Voice Clone Trigger',
		name: 'voiceCloneTrigger',
		icon: { light: 'file:../../icons/voiceClone.svg', dark: 'file:../../icons/voiceClone.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ [].concat($parameter["events"]).map((event) => ' +
			'({ trained: "Voice Trained", failed: "Training Failed" })[event] || event).join(", ") }}',
		// n8n shows this node and Voice Clone as one entry, under this description.
		description: 'Clone, design and manage voices, or start a workflow when a voice is trained',
		defaults: { name: 'Fish Audio Voice Clone Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'fishAudioApi', required: true }],
		properties: fields,
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const isTest = this.getMode() === 'manual';
		const items = isTest
			? await itemsOf(this, true)
			: await unlessPolling(this, async () => await itemsOf(this, false));
		return items.length > 0 ? [items] : null;
	}
}
