import type { INodeParameters } from 'n8n-workflow';

import { bareClient } from './bareClient.mts';
import { bareEvents, parsedEvents } from './bareEvents.mts';
import { barePages } from './barePages.mts';
import { fileNode } from './baselines.mts';
import { load } from './load.mts';
import { plainNode } from './plainNode.mts';
import { burst, idlePolls } from './polls.mts';
import { createVoice, listVoices, speakLines } from './nodes.mts';
import { speakSubtitles } from './subtitles.mts';

/** The arguments of scenarios. Each uses those it needs. */
export interface Arguments {
	url?: string;
	key?: string;
	items?: number;
	limit?: number;
	/** Characters of each text. */
	textLength?: number;
	/** Parameters of the node besides the text. */
	parameters?: INodeParameters;
	file?: string;
	binaryMode?: 'filesystem' | 'default';
	count?: number;
}

/** A prepared scenario. Only `run` is measured. */
export interface Scenario {
	run(): Promise<unknown>;
	stop?(): Promise<void>;
}

/** What can be measured. */
export const scenarios = {
	bareClient,
	bareEvents,
	barePages,
	burst,
	createVoice,
	fileNode,
	idlePolls,
	listVoices,
	load,
	parsedEvents,
	plainNode,
	speakLines,
	speakSubtitles,
} satisfies Record<string, (args: Arguments) => Promise<Scenario> | Scenario>;

/** Name of a scenario. */
export type ScenarioName = keyof typeof scenarios;
