import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { Engine } from '../../support/engine.mts';
import type { FaultRule, RunningSandbox } from '../../support/sandbox.mts';
import { fileItem } from './files.mts';
import type { Sign } from './signs.mts';
import type { Stoppable } from './stopRun.mts';

/** Where a phase is reached. */
export interface PhaseScene {
	sandbox: RunningSandbox;
	engine: Engine;
}

/** A point in a node's run at which it can be stopped. */
export interface Phase {
	name: string;
	/** Starts what the node needs to get there. */
	enter(scene: PhaseScene): Promise<Stoppable>;
}

/** Items with a text each. */
export const lines = (count: number): INodeExecutionData[] =>
	Array.from({ length: count }, (_, row) => ({ json: { text: `Line ${row}` } }));
/** The parameters that speak it. */
export const each = { text: '={{ $json.text }}' };

export const when =
	({ sandbox }: PhaseScene, sign: Sign) =>
	async (): Promise<boolean> =>
		sign(await sandbox.requests());

const recorded = async ({ sandbox, engine }: PhaseScene): Promise<INodeExecutionData> =>
	await fileItem(
		engine,
		await sandbox.ttsBytes({ text: 'This is how my voice sounds. '.repeat(8), format: 'wav' }, 's1'),
	);

export const speaking = (
	name: string,
	rules: FaultRule[],
	sign: Sign,
	parameters: INodeParameters = {},
	count = 1,
): Phase => ({
	name: `Speak: ${name}`,
	enter: async (scene) => {
		for (const rule of rules) await scene.sandbox.fault(rule);
		return { type: 'speak', parameters: { ...each, ...parameters }, items: lines(count), ready: when(scene, sign) };
	},
});

export const creating = (
	name: string,
	rules: FaultRule[],
	sign: Sign,
	settings: Record<string, unknown> = {},
	parameters: INodeParameters = {},
): Phase => ({
	name: `Create: ${name}`,
	enter: async (scene) => {
		await scene.sandbox.settings(settings);
		for (const rule of rules) await scene.sandbox.fault(rule);
		const all = { operation: 'create', title: 'Anna', ...parameters };
		return { type: 'voiceClone', parameters: all, items: [await recorded(scene)], ready: when(scene, sign) };
	},
});

export const recordingOnly = (name: string, rules: FaultRule[], sign: Sign, parameters: INodeParameters): Phase => ({
	name,
	enter: async (scene) => {
		for (const rule of rules) await scene.sandbox.fault(rule);
		return { type: 'voiceClone', parameters, items: [await recorded(scene)], ready: when(scene, sign) };
	},
});

export const managing = (
	name: string,
	rules: FaultRule[],
	sign: Sign,
	parameters: INodeParameters,
	voices = 1,
): Phase => ({
	name,
	enter: async (scene) => {
		const { ids } = await scene.sandbox.seedVoices({ count: voices });
		for (const rule of rules) await scene.sandbox.fault(rule);
		const voice = { __rl: true, mode: 'id', value: ids[0]! };
		const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(64)]);
		const items = [await fileItem(scene.engine, jpeg, 'a.jpg', 'image/jpeg')];
		return { type: 'voiceClone', parameters: { voice, ...parameters }, items, ready: when(scene, sign) };
	},
});
