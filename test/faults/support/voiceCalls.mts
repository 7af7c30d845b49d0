import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { callApi } from '../../sandbox/api.mts';
import type { FaultRule, SeenRequest } from '../../support/sandbox.mts';
import type { Stage } from '../../support/stage.mts';
import { runCases } from './nodeRun.mts';
import { recordingOf } from './recording.mts';
import type { Call, Outcome, Scene } from './scene.mts';

const onePath = '^/model/[0-9a-f]{32}$';

export const firstOf = (outcome: Outcome): Record<string, unknown> | undefined =>
	(outcome.result as INodeExecutionData[] | undefined)?.[0]?.json;

/** Calls about one voice, with a voice for each case. */
function aboutVoice(
	name: string,
	method: 'GET' | 'PATCH' | 'DELETE',
	parameters: INodeParameters,
	judge: (stage: Stage, id: string, outcome: Outcome) => Promise<string | undefined>,
	first?: FaultRule['fault'],
): Call {
	return {
		name,
		cutAt: 40,
		pace: 4_000,
		knownBy: 'path',
		setUp: async (stage, labels) => {
			const { ids } = await stage.sandbox.seedVoices({
				count: labels.length,
				title: 'Old',
				createdAt: '2026-01-01T00:00:00Z',
			});
			const idOf = (label: string): string => ids[labels.indexOf(label)]!;
			const pathOf = (label: string): string => `/model/${idOf(label)}`;
			return {
				match: (label) => ({ method, path: label === undefined ? onePath : `^${pathOf(label)}$` }),
				isOf: (request, label) => request.method === method && request.path === pathOf(label),
				...(first && {
					first: labels.map((label) => ({ match: { method: 'DELETE', path: pathOf(label) }, fault: first })),
				}),
				run: async (stops) => {
					const items = labels.map((label) => ({ json: { id: idOf(label) } }));
					const node = {
						type: 'voiceClone',
						parameters: { voice: { __rl: true, mode: 'id', value: '={{ $json.id }}' }, ...parameters },
					};
					return await runCases(stage, node, items, stops);
				},
				judge: async (label, outcome) => await judge(stage, idOf(label), outcome),
			};
		},
	};
}

const readVoice = async (stage: Stage, id: string) => await callApi(stage.sandbox, 'GET', `/model/${id}`);

async function judgeRead(_: Stage, id: string, outcome: Outcome): Promise<string | undefined> {
	if (outcome.error) return undefined;
	return firstOf(outcome)?.id === id && String(firstOf(outcome)?.title).startsWith('Old')
		? undefined
		: 'wrong: another voice';
}

async function judgeChanged(stage: Stage, id: string, outcome: Outcome): Promise<string | undefined> {
	if (outcome.error) return undefined;
	const { json } = await readVoice(stage, id);
	return firstOf(outcome)?.id === id && firstOf(outcome)?.title === 'New' && json.title === 'New'
		? undefined
		: 'wrong: not changed';
}

async function judgeDeleted(stage: Stage, id: string, outcome: Outcome): Promise<string | undefined> {
	if (outcome.error) return undefined;
	const { status } = await readVoice(stage, id);
	const confirmed = JSON.stringify(firstOf(outcome)) === JSON.stringify({ deleted: true, id });
	return confirmed && status === 404 ? undefined : 'wrong: still there';
}

const change = { operation: 'update', updateFields: { title: 'New' } };
const lostAnswer = { kind: 'reset', phase: 'after' };

export const get = aboutVoice('get', 'GET', { operation: 'get' }, judgeRead);
export const update = aboutVoice('update', 'PATCH', change, judgeChanged);
export const updateRead = aboutVoice('update: the voice read again', 'GET', change, judgeChanged);
export const remove = aboutVoice('delete', 'DELETE', { operation: 'delete' }, judgeDeleted);
export const removeLook = aboutVoice(
	'delete: the look after a lost answer',
	'GET',
	{ operation: 'delete' },
	judgeDeleted,
	lostAnswer,
);

export const titleOf = (label: string): string => `Voice ${label}`;

const hasTitle = ({ body }: SeenRequest, label: string): boolean =>
	((body as { fields?: string[][] } | undefined)?.fields ?? []).some(
		([name, value]) => name === 'title' && value === titleOf(label),
	);

/** There is at most one voice; if the call succeeded, it is the one in the output. */
export async function judgeCreated(
	stage: Stage,
	label: string,
	outcome: Outcome,
	state = 'trained',
): Promise<string | undefined> {
	const { json } = await callApi(stage.sandbox, 'GET', `/model?self=true&title=${label}`);
	const made = json.items as Array<{ _id: string }>;
	if (made.length > 1) return `wrong: created ${made.length} times`;
	if (outcome.error) return outcome.error.description.includes('the voice may exist') ? 'unsure' : undefined;
	const { id, state: shownState } = firstOf(outcome) ?? {};
	return made.length === 1 && id === made[0]!._id && shownState === state ? undefined : 'wrong: another voice';
}

/** The calls that creating a voice takes; `struck` says which of them faults strike. */
function creating(
	name: string,
	knownBy: Call['knownBy'],
	parameters: (lasting: boolean) => INodeParameters,
	struck: Pick<Scene, 'match' | 'isOf'>,
	more: { first?: FaultRule['fault']; trainingMs?: number; judge?: typeof judgeCreated } = {},
): Call {
	const { first, trainingMs = 0, judge = judgeCreated } = more;
	return {
		name,
		cutAt: 40,
		pace: 4_000,
		knownBy,
		setUp: async (stage, labels, { large = false, lasting = false }) => {
			await stage.sandbox.settings({ trainingMs });
			const { binary } = await stage.itemWith({ data: [recordingOf(large), 'me.wav', 'audio/wav'] });
			return {
				...struck,
				...(first && {
					first: labels.map((label) => ({ match: { method: 'POST', text: titleOf(label) }, fault: first })),
				}),
				run: async (stops) => {
					const items = labels.map((label) => ({ json: { title: titleOf(label) }, ...(binary && { binary }) }));
					const node = {
						type: 'voiceClone',
						parameters: { operation: 'create', title: '={{ $json.title }}', ...parameters(lasting) },
					};
					return await runCases(stage, node, items, stops);
				},
				judge: async (label, outcome) => await judge(stage, label, outcome),
			};
		},
	};
}

export const create = creating('create', 'text', () => ({}), {
	match: (label) => ({ method: 'POST', path: '^/model$', ...(label !== undefined && { text: titleOf(label) }) }),
	isOf: (request, label) => request.method === 'POST' && hasTitle(request, label),
});

export const createLook = creating(
	'create: the look after a lost answer',
	'nothing',
	() => ({}),
	{
		match: () => ({ method: 'GET', path: '^/model$' }),
		isOf: ({ method, path }) => method === 'GET' && path === '/model',
	},
	{ first: { kind: 'reset', phase: 'after' } },
);

/** A wait that fails names the voice, which exists. */
async function judgeWaited(stage: Stage, label: string, outcome: Outcome): Promise<string | undefined> {
	const named = /ID [0-9a-f]{32}/.test(outcome.error?.description ?? '');
	return outcome.error && !named ? 'wrong: the voice is lost' : await judgeCreated(stage, label, outcome);
}

export const wait = creating(
	'wait until trained',
	'nothing',
	(lasting) => ({ waitUntilTrained: true, ...(lasting && { waitTimeout: 3 }) }),
	{
		match: () => ({ method: 'GET', path: onePath }),
		isOf: ({ method, path }) => method === 'GET' && path.startsWith('/model/'),
	},
	{ trainingMs: 1_500, judge: judgeWaited },
);
