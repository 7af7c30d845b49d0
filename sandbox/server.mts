import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { serveApi } from './api/serve.mts';
import { serveControl } from './control/serve.mts';
import type { Like } from './like/service.mts';
import type { Settings } from './settings.mts';
import { World } from './world.mts';

export interface SandboxOptions extends Partial<Settings> {
	/** 0, the default, is any free port; a taken one is replaced by a free one. */
	port?: number;
	key?: string;
	/** Whose server it is like; the vendor's API unless told. */
	like?: Like;
	/** Where voices are kept. */
	dataDir?: string;
}

export interface Sandbox {
	url: string;
	key: string;
	dataDir: string;
	stop(): Promise<void>;
}

export const DEFAULT_KEY = 'sandbox-key';
export const DEFAULT_DATA_DIR = resolve(import.meta.dirname, '..', '.sandbox');

/** Ports tried after one that is taken. */
const NEXT_PORTS = 20;

/** Listens on the port. If it is taken, on the next free one, or after these on any. */
async function listen(server: Server, port: number, tries = NEXT_PORTS): Promise<number> {
	try {
		await once(server.listen(port, '127.0.0.1'), 'listening');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
		const next = tries > 0 && port < 65_535 ? port + 1 : 0;
		return await listen(server, next, tries - 1);
	}
	return (server.address() as AddressInfo).port;
}

function serverFor(world: World): Server {
	const server = createServer((request, response) => {
		const serve = request.url?.startsWith('/_sandbox/') ? serveControl : serveApi;
		void serve(world, request, response);
	});
	// A gigabyte may take its time, and an idle connection must not close under a client about to use it.
	server.requestTimeout = 0;
	server.keepAliveTimeout = 600_000;
	return server;
}

/** Starts a sandbox on 127.0.0.1. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { port = 0, key = DEFAULT_KEY, like = 'fish-audio', dataDir = DEFAULT_DATA_DIR, ...settings } = options;
	const world = new World(key, like, resolve(dataDir), settings);
	await world.store.open();
	const server = serverFor(world);
	world.url = `http://127.0.0.1:${await listen(server, port)}`;
	return {
		url: world.url,
		key,
		dataDir: resolve(dataDir),
		async stop() {
			const closed = once(server, 'close');
			server.close();
			server.closeAllConnections();
			await closed;
		},
	};
}
