import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ClientGone, UnreadableRequest } from '../errors.mts';
import type { LoggedRequest, RequestLog } from './log.mts';

/** A target that is not a URL matches no route. */
function urlOf(target = '/'): URL {
	return URL.parse(target, 'http://sandbox.invalid') ?? new URL('http://sandbox.invalid/unreadable');
}

/** One API request with its answer and its log entry. */
export class Exchange {
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
	readonly url: URL;
	readonly entry: LoggedRequest;
	/** Set by a fault: the connection is destroyed once this many bytes of the body have arrived. */
	resetAfterBodyBytes: number | undefined;
	/** Whether the sandbox itself broke the connection. */
	brokenByUs = false;

	constructor(request: IncomingMessage, response: ServerResponse, log: RequestLog) {
		this.request = request;
		this.response = response;
		this.url = urlOf(request.url);
		this.entry = log.add({
			method: request.method ?? 'GET',
			path: this.url.pathname,
			query: this.url.search.slice(1),
			headers: { ...request.headers },
			startedAt: Date.now(),
			traceId: randomUUID().replaceAll('-', ''),
			bytesIn: 0,
			bytesOut: 0,
		});
		request.on('error', () => undefined);
		response.on('error', () => undefined);
	}

	get gone(): boolean {
		return this.response.destroyed || this.response.socket === null || this.response.socket.destroyed;
	}

	header(name: string): string | undefined {
		const value = this.request.headers[name];
		return Array.isArray(value) ? value[0] : value;
	}

	/** The request's body as it arrives. Every reader uses this, so that bytes are counted. */
	async *body(): AsyncGenerator<Buffer> {
		try {
			for await (const chunk of this.request as AsyncIterable<Buffer>) {
				this.entry.bytesIn += chunk.length;
				if (this.resetAfterBodyBytes !== undefined && this.entry.bytesIn >= this.resetAfterBodyBytes) {
					this.reset();
					throw new ClientGone();
				}
				yield chunk;
			}
		} catch {
			throw new ClientGone();
		}
		this.entry.bodyReceivedAt = Date.now();
	}

	/**
	 * @throws UnreadableRequest 413 above `maxBytes`, only after all of it has arrived: a client that is still sending
	 * would see a broken connection.
	 */
	async readBody(maxBytes = Infinity): Promise<Buffer> {
		const chunks: Buffer[] = [];
		for await (const chunk of this.body()) if (this.entry.bytesIn <= maxBytes) chunks.push(chunk);
		if (this.entry.bytesIn > maxBytes) throw new UnreadableRequest('Payload too large', 413);
		return Buffer.concat(chunks);
	}

	/** Reads and discards the rest of the body. */
	async drain(): Promise<void> {
		if (this.request.readableEnded || this.request.destroyed) return;
		for await (const chunk of this.body()) void chunk;
	}

	/** Resets the connection: the client sees ECONNRESET. */
	reset(): void {
		this.brokenByUs = true;
		this.response.socket?.resetAndDestroy();
	}

	/** Closes the connection in the middle of the answer. What was already written still arrives. */
	hangUp(): void {
		this.brokenByUs = true;
		this.response.socket?.destroySoon();
	}
}
