import type { INodeExecutionData } from 'n8n-workflow';

import type { Stage } from '../../support/stage.mts';
import { outcomeOfItem, runCases } from './nodeRun.mts';
import type { Call, Outcome } from './scene.mts';
import { duringSpeech, sceneOf, textOf, unsureOf } from './speechCalls.mts';

/** A text that two voices speak, a file each. The fault strikes the one that is sent first. */

const isFailed = ({ json }: INodeExecutionData): boolean => 'error' in json;

/** An error without the name of its voice. */
const ofAnyVoice = ({ message, ...rest }: NonNullable<Outcome['error']>): NonNullable<Outcome['error']> => ({
	...rest,
	message: message.replace(/(?<=in the voice ')(Anna|Ben)(?=')/, 'Anna'),
});

/** The output of both voices; or the failure of one, or that of both if it is the same. */
function outcomeOfVoices(items: INodeExecutionData[], item: number): Outcome {
	expect(items).toHaveLength(2);
	const [error, ...others] = items.filter(isFailed).map((one) => ofAnyVoice(outcomeOfItem([one], item).error!));
	if (error === undefined) return { result: items };
	for (const { message } of others) expect(message).toBe(error.message);
	return { error };
}

/** Whether each file has the sound of its voice. */
async function judgeFiles(stage: Stage, label: string, items: INodeExecutionData[]): Promise<string | undefined> {
	for (const item of items) {
		const body = { text: textOf(label), format: 'mp3', reference_id: item.json.voiceId };
		const wanted = await stage.sandbox.ttsBytes(body, 's2.1-pro');
		if (!(await stage.engine.bytesOf(item)).equals(wanted)) return `wrong: ${String(item.json.fileName)}`;
	}
	return undefined;
}

export const twoVoices: Call = {
	name: 'speak in each of two voices',
	...duringSpeech,
	setUp: async (stage, labels) => {
		const voices = await Promise.all(
			['Anna', 'Ben'].map(async (title, index) => {
				const { ids } = await stage.sandbox.seedVoices({ count: 1, title, state: 'trained' });
				// Voices of different pitch, so that one cannot be taken for the other.
				await stage.sandbox.patchVoice(ids[0]!, { pitchHz: 100 * (index + 1) });
				return { voice: { __rl: true, mode: 'list', value: ids[0]!, cachedResultName: `${title} (Yours)` } };
			}),
		);
		const spoken = new Map<string, INodeExecutionData[]>();
		const outcomeOf = (items: INodeExecutionData[], item: number): Outcome => {
			spoken.set(
				labels[item]!,
				items.filter((one) => !isFailed(one)),
			);
			return outcomeOfVoices(items, item);
		};
		const parameters = { text: '={{ $json.text }}', voiceSource: 'eachVoice', voices: { voice: voices } };
		return {
			...sceneOf(stage, labels, { parameters, expected: async () => await Promise.resolve(Buffer.alloc(0)) }),
			run: async (stops) => {
				const items = labels.map((label) => ({ json: { text: textOf(label) } }));
				return await runCases(stage, { type: 'speak', parameters }, items, stops, outcomeOf);
			},
			judge: async (label, outcome) => (await judgeFiles(stage, label, spoken.get(label)!)) ?? unsureOf(outcome),
		};
	},
};
