import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

import { FishAudioError } from '../../fishAudio/errors';
import { oneLine } from '../../text/unseen';
import type { Voice, VoiceState } from '../../fishAudio/voices/voice';
import { createVoices } from '../../fishAudio/voices/voices';
import { connect, now } from '../shared/request/connect';
import { simplifyField } from '../shared/fields/fields';
import { pollParameters } from '../shared/items/item';
import { asNodeError } from '../shared/items/nodeErrors';
import { voiceItem } from '../shared/fields/simplifyVoice';
import { pollVoices, sampleVoice, type PollBudget } from './poll';
import { readCursor } from './savedCursor';

/** Of the time n8n gives a poll, the part in which further requests are begun. */
const usableTime = 0.5;

/** Milliseconds for a poll where n8n names no budget (1.x). */
const defaultBudget = 60_000;

/** Milliseconds that a request has at least, however little time a poll is given. */
const shortestTimeout = 2_000;

/** Attempts for a request of a poll: the next poll is another. */
const triesPerPoll = 2;

/** The node's parameters. */
const properties: INodeProperties[] = [
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		required: true,
		default: ['trained'],
		description: 'What starts the workflow',
		options: [
			{ name: 'Training Failed', value: 'failed', description: 'The training of a voice has failed' },
			{ name: 'Voice Trained', value: 'trained', description: 'A voice is trained and can speak' },
		],
	},
	{
		displayName: 'Include Existing Voices',
		name: 'includeExisting',
		type: 'boolean',
		default: false,
		description:
			'Whether voices that were already trained when you first published the workflow start it, too. Voices still in training then start it in any case (up to your 1,000 newest).',
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		options: [
			{
				displayName: 'Tags',
				name: 'tags',
				type: 'string',
				default: '',
				placeholder: 'e.g. ivr, english',
				description: 'Only voices that have all of these tags, separated by commas',
			},
			{
				displayName: 'Title',
				name: 'title',
				type: 'string',
				default: '',
				placeholder: 'e.g. Anna',
				description: 'Only voices whose title contains this text',
			},
		],
	},
	simplifyField(),
];

/** Workflow nodes whose poll is under way: ticks may overlap, and the later would see what the earlier fires for. */
const polling = new Set<string>();

/** The time of one poll: how long requests may be begun, and when n8n no longer takes what comes. */
interface PollTime extends PollBudget {
	/** Milliseconds that one request may take. */
	perRequest: number;
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

/** Whether a voice is one the user wants to hear of. */
function createMatch(context: IPollFunctions): (voice: Voice) => boolean {
	const { choices, within } = pollParameters(context, properties);
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
	// n8n has given this poll up: what it found is left to the next one.
	if (time.isOver()) throw tooLate();
	// Last, and as a value of its own: n8n does not take back what was assigned before an error.
	staticData.cursor = cursor;
	return fresh.filter(matches);
}

async function itemsOf(context: IPollFunctions, isTest: boolean): Promise<INodeExecutionData[]> {
	// Before anything is asked for: what is wrong here is told each time, and loses nothing.
	const { flag } = pollParameters(context, properties);
	const [simplify, includeExisting] = [flag('simplify'), flag('includeExisting')];
	const matches = createMatch(context);
	const voices = await (isTest ? example(context, matches) : freshVoices(context, matches, includeExisting));
	return voices.map((voice) => voiceItem(voice, simplify));
}

/** Starts a workflow when a voice of the account has been trained. */
export class VoiceCloneTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Fish Audio Voice Clone Trigger',
		name: 'voiceCloneTrigger',
		icon: { light: 'file:../../icons/voiceClone.svg', dark: 'file:../../icons/voiceClone.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Starts the workflow when one of your voices finishes training',
		defaults: { name: 'Fish Audio Voice Clone Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'fishAudioApi', required: true }],
		properties,
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const key = `${this.getWorkflow().id}/${this.getNode().id}`;
		const isTest = this.getMode() === 'manual';
		if (!isTest && polling.has(key)) return null;
		if (!isTest) polling.add(key);
		const items = await itemsOf(this, isTest)
			.catch((error: unknown) => Promise.reject(asNodeError(error, { node: this.getNode() })))
			.finally(() => isTest || polling.delete(key));
		return items.length > 0 ? [items] : null;
	}
}
