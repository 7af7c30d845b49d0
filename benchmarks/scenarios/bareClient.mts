import { Agent, request } from 'node:http';

import pLimit from 'p-limit';

import { rows } from './engine.mts';
import type { Arguments, Scenario } from './scenarios.mts';

const speak = async (url: string, agent: Agent, text: unknown): Promise<number> =>
	await new Promise((done, fail) => {
		const asked = request(
			`${url}/v1/tts`,
			{ method: 'POST', agent, headers: { 'content-type': 'application/json' } },
			(response) => {
				let bytes = 0;
				response
					.on('data', (chunk: Buffer) => (bytes += chunk.length))
					.on('end', () => done(bytes))
					.on('error', fail);
			},
		);
		asked.on('error', fail).end(JSON.stringify({ text, format: 'wav' }));
	});

/**
 * The minimum work of a Node program: a fixed number of requests in flight over kept-alive connections, and answers
 * read to the end.
 */
export function bareClient(args: Arguments): Scenario {
	const { url = '', limit = 5 } = args;
	const agent = new Agent({ keepAlive: true });
	const items = rows(args);
	return {
		run: async () => {
			const bytes = await pLimit(limit).map(items, async ({ json }) => await speak(url, agent, json.text));
			return { items: bytes.length, bytes: bytes.reduce((sum, one) => sum + one, 0) };
		},
	};
}
