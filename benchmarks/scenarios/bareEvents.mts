import { request, type IncomingMessage } from 'node:http';

import type { Arguments, Scenario } from './scenarios.mts';

async function drop(response: IncomingMessage): Promise<number> {
	let bytes = 0;
	for await (const chunk of response) bytes += (chunk as Buffer).length;
	return bytes;
}

/** The minimum work per event: its line, its JSON, its audio. */
async function parseAll(response: IncomingMessage): Promise<number> {
	let bytes = 0;
	let rest = '';
	for await (const chunk of response.setEncoding('utf8')) {
		const lines = (rest + (chunk as string)).split('\n');
		rest = lines.pop() ?? '';
		for (const line of lines) {
			if (!line.startsWith('data: ')) continue;
			const { audio_base64: sound } = JSON.parse(line.slice(6)) as { audio_base64: string };
			bytes += Buffer.from(sound, 'base64').length;
		}
	}
	return bytes;
}

const ask =
	(read: (response: IncomingMessage) => Promise<number>) =>
	({ url = '' }: Arguments): Scenario => ({
		run: async () =>
			await new Promise((done, fail) => {
				const asked = request(
					`${url}/v1/tts/stream/with-timestamp`,
					{ method: 'POST' },
					(response) => void read(response).then(done, fail),
				);
				asked.on('error', fail).end('{}');
			}),
	});

/** Reads a stream of events and drops it. */
export const bareEvents = ask(drop);

/** Reads a stream of events, parses each and drops its audio. */
export const parsedEvents = ask(parseAll);
