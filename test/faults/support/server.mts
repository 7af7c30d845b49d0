import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSocketServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A server for a test whose peer must misbehave in ways that the sandbox cannot. */
export interface BareServer {
	port: number;
	url: string;
	/** Request lines and headers, or whatever else came first, in order. */
	seen: string[];
	/** Connections that are open now. */
	open(): number;
	/** Bytes that came in and went out, over all connections. */
	bytes(): { read: number; written: number };
	/** Reads the rest of all requests: a server sees only then that its client is gone. */
	readOn(): void;
	/** Stops it and closes all its connections. */
	stop(): Promise<void>;
}

async function listen(
	server: Server,
	seen: string[],
	host: string,
	readOn: () => void = () => undefined,
): Promise<BareServer> {
	const sockets = new Set<Socket>();
	const past = { read: 0, written: 0 };
	server.on('connection', (socket: Socket) => {
		sockets.add(socket);
		// A client that leaves is what these tests are about.
		socket.on('error', () => undefined);
		socket.once('close', () => {
			sockets.delete(socket);
			past.read += socket.bytesRead;
			past.written += socket.bytesWritten;
		});
	});
	server.listen(0, host);
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		port,
		url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
		seen,
		open: () => sockets.size,
		bytes: () =>
			[...sockets].reduce(
				({ read, written }, socket) => ({ read: read + socket.bytesRead, written: written + socket.bytesWritten }),
				past,
			),
		readOn,
		stop: async () => {
			const closed = once(server, 'close');
			server.close();
			for (const socket of sockets) socket.destroy();
			await closed;
		},
	};
}

/** Starts an HTTP server; its answers are up to `answer`. */
export async function startHttp(
	answer: (request: IncomingMessage, response: ServerResponse) => void,
	host = '127.0.0.1',
): Promise<BareServer> {
	const seen: string[] = [];
	const requests: IncomingMessage[] = [];
	const server = createServer((request, response) => {
		requests.push(request);
		seen.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
		response.on('error', () => undefined);
		request.on('error', () => undefined);
		answer(request, response);
	});
	return await listen(server, seen, host, () => requests.forEach((request) => request.resume()));
}

/** Starts a server below HTTP: `talk` has the socket once the head of a request is in. */
export async function startRaw(talk: (socket: Socket) => void): Promise<BareServer> {
	const seen: string[] = [];
	const server = createSocketServer((socket) => {
		let head = '';
		socket.on('data', (data) => {
			head += data.toString('latin1');
			// One answer for each request; those with a body are answered when its first bytes are in.
			if (!head.includes('\r\n\r\n')) return;
			seen.push(head);
			head = '';
			talk(socket);
		});
	});
	return await listen(server, seen, '127.0.0.1');
}

/** Runs a test's work with a server that ends with it. */
export async function withServer<T>(
	starting: Promise<BareServer>,
	work: (server: BareServer) => Promise<T>,
): Promise<T> {
	const server = await starting;
	return await work(server).finally(server.stop);
}
