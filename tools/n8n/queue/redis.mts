import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort } from '../ports.mts';
import { keep } from './keep.mts';

const listens = async (port: number): Promise<boolean> => {
	const socket = connect(port, '127.0.0.1');
	return await once(socket, 'connect')
		.then(
			() => true,
			() => false,
		)
		.finally(() => socket.destroy());
};

/** Starts a separate Redis that saves nothing. Returns n8n's settings for it and a function that stops it. */
export async function startRedis(
	program: string,
): Promise<{ settings: Record<string, string>; stop: () => Promise<void> }> {
	const port = await freePort();
	const folder = await mkdtemp(join(tmpdir(), 'fish-audio-redis-'));
	const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
	const stop = await keep({ program, args, folder, as: {} }, async () => await listens(port));
	return { settings: { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(port) }, stop };
}
