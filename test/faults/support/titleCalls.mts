import type { INodeParameters } from 'n8n-workflow';

import { callApi } from '../../sandbox/api.mts';
import type { Stage } from '../../support/stage.mts';
import { runCases } from './nodeRun.mts';
import { recordingOf } from './recording.mts';
import type { Call, Outcome, Scene } from './scene.mts';
import { sceneOf } from './speechCalls.mts';
import { firstOf, hasTitle, titleOf } from './voiceCalls.mts';

/** Calls about voices that have the title of their case. */

const longAgo = '2026-01-01T00:00:00Z';

async function seedTitled({ sandbox }: Stage, labels: string[]): Promise<Map<string, string>> {
	const known = new Map<string, string>();
	for (const label of labels) {
		const { ids } = await sandbox.seedVoices({
			count: 1,
			title: titleOf(label),
			state: 'trained',
			createdAt: longAgo,
		});
		known.set(label, ids[0]!);
	}
	return known;
}

/** The requests that look for a title. */
const looks: Pick<Scene, 'match' | 'isOf'> = {
	match: (label) => ({ method: 'GET', path: '^/model$', query: `title=.*${label ?? ''}` }),
	isOf: ({ method, path, query }, label) => method === 'GET' && path === '/model' && query.includes(label),
};

export const speakByTitle: Call = {
	name: 'speak with a voice by its title: the look for it',
	cutAt: 40,
	pace: 4_000,
	knownBy: 'path',
	setUp: async (stage, labels) => {
		const ids = await seedTitled(stage, labels);
		const scene = sceneOf(stage, labels, {
			parameters: { voice: { __rl: true, mode: 'title', value: '={{ $json.voice }}' } },
			fields: (label) => ({ voice: titleOf(label) }),
			expected: async (text, { json }) =>
				await stage.sandbox.ttsBytes({ text, format: 'mp3', reference_id: json.voiceId }, 's2.1-pro'),
			beside: (text, { json }) => {
				const label = labels.find((one) => text.includes(one))!;
				return json.voiceId === ids.get(label) ? undefined : 'wrong: another voice';
			},
		});
		return { ...scene, ...looks };
	},
};

interface Made {
	_id: string;
	state: string;
}

/** The voices of a case's title: the one that was there before, and those that were created. */
async function voicesOf(stage: Stage, label: string, old: string): Promise<{ isOldThere: boolean; made: Made[] }> {
	const { json } = await callApi(stage.sandbox, 'GET', `/model?self=true&title=${label}`);
	const voices = json.items as Made[];
	return { isOldThere: voices.some(({ _id }) => _id === old), made: voices.filter(({ _id }) => _id !== old) };
}

type Judge = (stage: Stage, label: string, old: string, outcome: Outcome) => Promise<string | undefined>;

/** The voice that there was is the result, and there is no other. */
const judgeUsed: Judge = async (stage, label, old, outcome) => {
	const { isOldThere, made } = await voicesOf(stage, label, old);
	if (!isOldThere || made.length > 0) return 'wrong: voices were changed';
	if (outcome.error) return undefined;
	const { id, created } = firstOf(outcome) ?? {};
	return id === old && created === false ? undefined : 'wrong: another voice';
};

/** Whether an error says that a voice may exist that should not. */
const isUnsure = ({ error }: Outcome): boolean => /may (still )?exist/.test(error?.description ?? '');

/** There is one new voice at most, and the old one is gone only if the new one is trained. */
const judgeReplaced: Judge = async (stage, label, old, outcome) => {
	const { isOldThere, made } = await voicesOf(stage, label, old);
	if (made.length > 1) return `wrong: created ${made.length} times`;
	if (!isOldThere && made[0]?.state !== 'trained') return 'wrong: the old voice is lost';
	if (outcome.error) return isUnsure(outcome) ? 'unsure' : undefined;
	const { id, created, replaced } = firstOf(outcome) ?? {};
	if (id !== made[0]?._id || created !== true) return 'wrong: another voice';
	// The API said that there is no such voice, so the node deleted none.
	if (replaced === undefined) return 'none replaced';
	return replaced === old && !isOldThere ? undefined : 'wrong: still there';
};

function creating(
	name: string,
	knownBy: Call['knownBy'],
	options: INodeParameters,
	judge: Judge,
	struck: (ids: Map<string, string>) => Pick<Scene, 'match' | 'isOf'>,
): Call {
	return {
		name,
		cutAt: 40,
		pace: 4_000,
		knownBy,
		setUp: async (stage, labels) => {
			const ids = await seedTitled(stage, labels);
			const { binary = {} } = await stage.itemWith({ data: [recordingOf(false), 'me.wav', 'audio/wav'] });
			return {
				...struck(ids),
				run: async (stops) => {
					const items = labels.map((label) => ({ json: { title: titleOf(label) }, binary }));
					const parameters = { operation: 'create', title: '={{ $json.title }}', options };
					return await runCases(stage, { type: 'voiceClone', parameters }, items, stops);
				},
				judge: async (label, outcome) => await judge(stage, label, ids.get(label)!, outcome),
			};
		},
	};
}

const replaceIt = { ifTitleExists: 'replaceIt' };

export const useIt = creating(
	'create, or use the voice of the title: the look for it',
	'path',
	{ ifTitleExists: 'useIt' },
	judgeUsed,
	() => looks,
);

export const replaceLook = creating(
	'replace the voice of the title: the look for it',
	'path',
	replaceIt,
	judgeReplaced,
	() => looks,
);

export const replaceCreate = creating(
	'replace the voice of the title: the new one is created',
	'text',
	replaceIt,
	judgeReplaced,
	() => ({
		match: (label) => ({ method: 'POST', path: '^/model$', ...(label !== undefined && { text: titleOf(label) }) }),
		isOf: (request, label) => request.method === 'POST' && hasTitle(request, label),
	}),
);

export const replaceDelete = creating(
	'replace the voice of the title: the old one is deleted',
	'path',
	replaceIt,
	judgeReplaced,
	(ids) => ({
		match: (label) => ({
			method: 'DELETE',
			path: label === undefined ? '^/model/' : `^/model/${ids.get(label)}$`,
		}),
		isOf: ({ method, path }, label) => method === 'DELETE' && path === `/model/${ids.get(label)}`,
	}),
);
