import { FishAudioError } from '../../fishAudio/errors.ts';
import { createCalls, type Calls } from '../../fishAudio/requests/calls.ts';
import type { Send } from '../../fishAudio/requests/http.ts';
import type { RunningSandbox } from './sandbox.mts';

/** Sends to a sandbox as it is; for requests without a query. */
const sendTo =
	(sandbox: RunningSandbox, key: string): Send =>
	async ({ method, path, headers = {}, body }) => {
		const response = await fetch(sandbox.url + path, {
			method,
			headers: { ...headers, authorization: `Bearer ${key}` },
			...(body instanceof Uint8Array && { body: Buffer.from(body) }),
		}).catch(() => {
			throw new FishAudioError('disconnected', 'The sandbox is gone');
		});
		const bytes = response.body ?? new Blob([]).stream();
		return {
			status: response.status,
			headers: Object.fromEntries(response.headers),
			body: bytes,
			transform: (step) => step(bytes),
			close: () => undefined,
		};
	};

/** Calls of the client to a sandbox, over HTTP. Waits between attempts take no time. */
export function callsTo(sandbox: RunningSandbox, key = sandbox.key): Calls {
	let now = 0;
	const world = {
		send: sendTo(sandbox, key),
		sleep: async (milliseconds: number) => await Promise.resolve(void (now += milliseconds)),
		now: () => now,
		random: () => 0.5,
		redact: (text: string) => text,
	};
	return createCalls(world, { concurrency: 5 });
}
