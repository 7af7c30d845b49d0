import { createServer } from 'node:net';
import { Duplex } from 'node:stream';
import type { Socket } from 'node:net';

import type { IExecuteFunctions, IHttpRequestOptions, INodeType } from 'n8n-workflow';

import { testNodes } from '../../support/testNodes.mts';
import { startHttp, startRaw, type BareServer } from './server.mts';

/** A node that sends one request as ours do, and keeps what n8n's helper fails with. */
export function asking(failed: (error: unknown) => void): INodeType {
	async function execute(this: IExecuteFunctions) {
		const options = this.getNodeParameter('options', 0) as unknown as IHttpRequestOptions;
		const signal = AbortSignal.timeout(500);
		const caller = Object.create(this, { getExecutionCancelSignal: { value: () => signal } }) as IExecuteFunctions;
		await this.helpers.httpRequestWithAuthentication
			.call(caller, 'fishAudioApi', {
				encoding: 'stream',
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				timeout: 5_000,
				...options,
			})
			.then(async (response: { body: AsyncIterable<Uint8Array> }) => {
				for await (const _ of response.body);
			})
			.catch(failed);
		return [[]];
	}
	return {
		description: {
			...testNodes['test.items']!.description,
			properties: [{ displayName: 'Options', name: 'options', type: 'json', default: {} }],
			credentials: [{ name: 'fishAudioApi', required: true }],
		},
		execute,
	};
}
