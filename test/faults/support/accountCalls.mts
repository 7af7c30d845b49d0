import type { INodeExecutionData } from 'n8n-workflow';

import { callApi } from '../../sandbox/api.mts';
import type { Stage } from '../../support/stage.mts';
import { runCases } from './nodeRun.mts';
import type { Call, Outcome } from './scene.mts';
import { firstOf } from './voiceCalls.mts';

const promptOf = (label: string): string => `The voice of ${label}.`;

const designed = { candidates: 2, options: { referenceText: 'Hello.' } };

/** Each candidate once, in order, with the recording that the API gives for the same words. */
async function judgeDesigned(stage: Stage, label: string, { result }: Outcome): Promise<string | undefined> {
	if (result === undefined) return undefined;
	const items = result as INodeExecutionData[];
	const body = JSON.stringify({ instruction: promptOf(label), n: 2, reference_text: 'Hello.' });
	const headers = { 'content-type': 'application/json', model: 'voice-design-1' };
	const { json } = await callApi(stage.sandbox, 'POST', '/v1/voice-design', { headers, body });
	const wanted = json.candidates as Array<{ id: string; audio_base64: string }>;
	if (items.map(({ json: { candidateId } }) => candidateId).join() !== wanted.map(({ id }) => id).join())
		return 'wrong: other candidates';
	for (const [index, item] of items.entries()) {
		if ((await stage.engine.bytesOf(item)).toString('base64') !== wanted[index]!.audio_base64)
			return `wrong: the recording of candidate ${index}`;
	}
	return undefined;
}

export const design: Call = {
	name: 'design',
	cutAt: 1_001,
	pace: 20_000,
	knownBy: 'text',
	setUp: async (stage, labels) => ({
		match: (label) => ({
			method: 'POST',
			path: '^/v1/voice-design$',
			...(label !== undefined && { text: promptOf(label) }),
		}),
		isOf: ({ path, body }, label) =>
			path === '/v1/voice-design' && (body as { instruction?: string } | undefined)?.instruction === promptOf(label),
		run: async (stops) => {
			const items = labels.map((label) => ({ json: { prompt: promptOf(label) } }));
			const parameters = { operation: 'design', prompt: '={{ $json.prompt }}', ...designed };
			return await runCases(stage, { type: 'voiceClone', parameters }, items, stops);
		},
		judge: async (label, outcome) => await judgeDesigned(stage, label, outcome),
	}),
};

const dollars = 42.5;

export const credit: Call = {
	name: 'get credit',
	cutAt: 40,
	pace: 1_000,
	knownBy: 'nothing',
	setUp: async (stage, labels) => {
		await stage.sandbox.settings({ credit: dollars });
		const path = '/wallet/self/api-credit';
		return {
			match: () => ({ method: 'GET', path: `^${path}$` }),
			isOf: (request) => request.path === path,
			run: async (stops) =>
				await runCases(
					stage,
					{ type: 'voiceClone', parameters: { resource: 'account', operation: 'getCredit' } },
					labels.map(() => ({ json: {} })),
					stops,
				),
			judge: async (_, outcome) =>
				outcome.error || firstOf(outcome)?.credit === dollars ? undefined : 'wrong: another amount',
		};
	},
};
