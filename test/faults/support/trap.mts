import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server as the target of redirects. No request may reach it. */
export async function openTrap() {
	const caught: string[] = [];
	const server = createServer((request, response) => {
		caught.push(`${request.method} ${request.headers.authorization ?? 'without a key'}`);
		response.end('{}');
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
		caught,
		close: async (): Promise<void> => {
			server.close();
			server.closeAllConnections();
			await once(server, 'close');
		},
	};
}
