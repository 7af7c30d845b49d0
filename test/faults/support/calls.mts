import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { Engine } from '../../support/engine.mts';
import { largeWav } from './files.mts';

/** A call of the API, as a node makes it. */
export interface Call {
	name: string;
	type: 'speak' | 'voiceClone';
	parameters: INodeParameters;
	/** Method and path of its request. */
	asks: { method: string; path: string };
}

export const someVoice = 'ab'.repeat(16);
const voice = { __rl: true, mode: 'id', value: someVoice };
const onePath = `^/model/${someVoice}$`;

/**
 * Each call that nodes make, but for the trigger's. The item they run on has a recording in its field `data` and a
 * picture in `picture`.
 */
export const calls: Call[] = [
	{ name: 'speak', type: 'speak', parameters: { text: 'Hello' }, asks: { method: 'POST', path: '^/v1/tts$' } },
	{
		name: 'create',
		type: 'voiceClone',
		parameters: { operation: 'create', title: 'Anna' },
		asks: { method: 'POST', path: '^/model$' },
	},
	{ name: 'get', type: 'voiceClone', parameters: { operation: 'get', voice }, asks: { method: 'GET', path: onePath } },
	{ name: 'list', type: 'voiceClone', parameters: { operation: 'list' }, asks: { method: 'GET', path: '^/model$' } },
	{
		name: 'update',
		type: 'voiceClone',
		parameters: { operation: 'update', voice, updateFields: { title: 'New' } },
		asks: { method: 'PATCH', path: onePath },
	},
	{
		name: 'update with a picture',
		type: 'voiceClone',
		parameters: { operation: 'update', voice, updateFields: { coverImageField: 'picture' } },
		asks: { method: 'PATCH', path: onePath },
	},
	{
		name: 'delete',
		type: 'voiceClone',
		parameters: { operation: 'delete', voice },
		asks: { method: 'DELETE', path: onePath },
	},
	{
		name: 'design',
		type: 'voiceClone',
		parameters: { operation: 'design', prompt: 'A child.' },
		asks: { method: 'POST', path: '^/v1/voice-design$' },
	},
	{
		name: 'transcribe',
		type: 'voiceClone',
		parameters: { resource: 'sample', operation: 'transcribe' },
		asks: { method: 'POST', path: '^/v1/asr$' },
	},
	{
		name: 'getCredit',
		type: 'voiceClone',
		parameters: { resource: 'account', operation: 'getCredit' },
		asks: { method: 'GET', path: '^/wallet/self/api-credit$' },
	},
];

/** Items of one text each. */
export const lines = (...texts: string[]): INodeExecutionData[] => texts.map((text) => ({ json: { text } }));

export const each = { text: '={{ $json.text }}' };

/** An item with a recording and a picture of next to nothing. */
export async function fullItem(engine: Engine): Promise<INodeExecutionData> {
	const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(64)]);
	return {
		json: {},
		binary: {
			data: await engine.binaryOf(largeWav(4_096), 'a.wav', 'audio/wav'),
			picture: await engine.binaryOf(jpeg, 'a.jpg', 'image/jpeg'),
		},
	};
}
