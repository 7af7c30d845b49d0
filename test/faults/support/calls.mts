import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { Engine } from '../../support/engine.mts';
import { largeWav } from './files.mts';

/** A call of the API, as a node makes it. */
export interface Call {
	name: string;
	type: 'speak' | 'voiceClone';
	parameters: INodeParameters;
	/** Method and path (a pattern) of its request. */
	request: { method: string; path: string };
}

export const someVoice = 'ab'.repeat(16);
const voice = { __rl: true, mode: 'id', value: someVoice };
const onePath = `^/model/${someVoice}$`;

/**
 * Every call that the nodes make, except the trigger's. They run on an item with a recording in its field `data` and a
 * picture in `picture`.
 */
export const calls: Call[] = [
	{ name: 'speak', type: 'speak', parameters: { text: 'Hello' }, request: { method: 'POST', path: '^/v1/tts$' } },
	{
		name: 'create',
		type: 'voiceClone',
		parameters: { operation: 'create', title: 'Anna' },
		request: { method: 'POST', path: '^/model$' },
	},
	{
		name: 'get',
		type: 'voiceClone',
		parameters: { operation: 'get', voice },
		request: { method: 'GET', path: onePath },
	},
	{ name: 'list', type: 'voiceClone', parameters: { operation: 'list' }, request: { method: 'GET', path: '^/model$' } },
	{
		name: 'update',
		type: 'voiceClone',
		parameters: { operation: 'update', voice, updateFields: { title: 'New' } },
		request: { method: 'PATCH', path: onePath },
	},
	{
		name: 'update with a picture',
		type: 'voiceClone',
		parameters: { operation: 'update', voice, updateFields: { coverImageField: 'picture' } },
		request: { method: 'PATCH', path: onePath },
	},
	{
		name: 'delete',
		type: 'voiceClone',
		parameters: { operation: 'delete', voice },
		request: { method: 'DELETE', path: onePath },
	},
	{
		name: 'design',
		type: 'voiceClone',
		parameters: { operation: 'design', prompt: 'A child.' },
		request: { method: 'POST', path: '^/v1/voice-design$' },
	},
	{
		name: 'transcribe',
		type: 'voiceClone',
		parameters: { resource: 'sample', operation: 'transcribe' },
		request: { method: 'POST', path: '^/v1/asr$' },
	},
	{
		name: 'getCredit',
		type: 'voiceClone',
		parameters: { resource: 'account', operation: 'getCredit' },
		request: { method: 'GET', path: '^/wallet/self/api-credit$' },
	},
];

/** An item for each text. */
export const lines = (...texts: string[]): INodeExecutionData[] => texts.map((text) => ({ json: { text } }));

/** The parameters that speak each item's text. */
export const each = { text: '={{ $json.text }}' };

/** An item with a tiny recording and a tiny picture. */
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
