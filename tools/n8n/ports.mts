import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

async function listenOn(port: number): Promise<number> {
	const server = createServer();
	await once(server.listen(port, '127.0.0.1'), 'listening');
	const { port: found } = server.address() as AddressInfo;
	await once(server.close(), 'close');
	return found;
}

/** A free port on loopback: the preferred one, or another if that is taken. */
export const freePort = async (wanted = 0): Promise<number> =>
	await listenOn(wanted).catch(async () => await listenOn(0));
