import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { callApi } from '../../sandbox/api.mts';
import type { SeenRequest } from '../../support/sandbox.mts';
import type { Stage } from '../../support/stage.mts';
import { runCases } from './nodeRun.mts';
import type { Call, Outcome, SceneOptions } from './scene.mts';
import { firstOf, judgeCreated, titleOf } from './voiceCalls.mts';

const textOf = (label: string): string => `Case ${label}.`;

/**
 * The words of a recording: over a second, as the API requires, or so many that its upload does not fit into the
 * connection's buffers.
 */
const wordsOf = (label: string, { large = false }: SceneOptions): string =>
	[textOf(label), ...Array<string>(large ? 70 : 8).fill('So.')].join(' ');

/** The item of a case, with a recording of its own that says its label. */
async function itemOf(stage: Stage, label: string, options: SceneOptions): Promise<INodeExecutionData> {
	const format = { format: 'wav', sample_rate: options.large ? 44_100 : 8_000 };
	const recording = await stage.sandbox.ttsBytes({ text: wordsOf(label, options), ...format }, 's1');
	const { binary = {} } = await stage.itemWith({ data: [recording, `${label}.wav`, 'audio/wav'] });
	return { json: { title: titleOf(label) }, binary };
}

const isRecordingOf = ({ path, body }: SeenRequest, label: string): boolean =>
	path === '/v1/asr' &&
	((body as { files?: Array<{ filename: string }> } | undefined)?.files ?? []).some(
		({ filename }) => filename === `${label}.wav`,
	);

/** Calls that faults strike while a recording is transcribed. */
const transcribing = (
	name: string,
	parameters: INodeParameters,
	judge: (
		stage: Stage,
		label: string,
		outcome: Outcome,
		said: string,
	) => Promise<string | undefined> | string | undefined,
): Call => ({
	name,
	cutAt: 40,
	pace: 2_000,
	knownBy: 'text',
	setUp: async (stage, labels, options) => {
		const items: INodeExecutionData[] = [];
		for (const label of labels) items.push(await itemOf(stage, label, options));
		return {
			match: (label) => ({ method: 'POST', path: '^/v1/asr$', ...(label !== undefined && { text: textOf(label) }) }),
			isOf: isRecordingOf,
			run: async (stops) => await runCases(stage, { type: 'voiceClone', parameters }, items, stops),
			judge: async (label, outcome) => await judge(stage, label, outcome, wordsOf(label, options)),
		};
	},
});

/** The letters and digits of a text: the words of a transcript have no punctuation. */
const lettersOf = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');

export const transcribe = transcribing(
	'transcribe',
	{ resource: 'sample', operation: 'transcribe', options: { timestamps: true } },
	(_, __, outcome, said) => {
		if (outcome.error) return undefined;
		const { text, words } = firstOf(outcome) as { text: string; words: Array<{ text: string }> };
		return text === said && words.map((word) => word.text).join('') === lettersOf(said)
			? undefined
			: 'wrong: another text';
	},
);

/** No voice may be created from a sample whose transcript failed. */
async function judgeTranscribed(
	stage: Stage,
	label: string,
	outcome: Outcome,
	said: string,
): Promise<string | undefined> {
	if (!outcome.error) {
		const [transcript, ...others] = firstOf(outcome)?.transcripts as string[];
		return transcript === said && others.length === 0
			? await judgeCreated(stage, label, outcome)
			: 'wrong: another transcript';
	}
	const { json } = await callApi(stage.sandbox, 'GET', `/model?self=true&title=${label}`);
	return json.items.length === 0 ? undefined : 'wrong: created anyway';
}

export const createTranscribed = transcribing(
	'create: its samples transcribed first',
	{ operation: 'create', title: '={{ $json.title }}', options: { transcribeSamples: true } },
	judgeTranscribed,
);
