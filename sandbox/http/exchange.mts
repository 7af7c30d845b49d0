import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ClientGone, UnreadableRequest } from '../errors.mts';
import type { LoggedRequest, RequestLog } from './log.mts';

/** A target that is no URL at all names nothing here. */
function urlOf(target = '/'): URL {
	return URL.parse(target, 'http://sandbox.invalid') ?? new URL('http://sandbox.invalid/unreadable');
}

/** One API request with its answer and its line in the log. */
export class Exchange {
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
	readonly url: URL;
	readonly entry: LoggedRequest;
	/** Set by a fault: the connection is destroyed once so much of the body has come. */
	resetAfterBodyBytes: number | undefined;
	/** True once the sandbox itself broke the connection. */
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

	/** The request's body as it comes; every reader goes through here, so that bytes are counted. */
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
	 * @throws UnreadableRequest 413 when there is more than `most`, once it has all come: a client still sending would
	 * see a broken line.
	 */
	async wholeBody(most = Infinity): Promise<Buffer> {
		const chunks: Buffer[] = [];
		for await (const chunk of this.body()) if (this.entry.bytesIn <= most) chunks.push(chunk);
		if (this.entry.bytesIn > most) throw new UnreadableRequest('Payload too large', 413);
		return Buffer.concat(chunks);
	}

	/** Reads what is left of the body and forgets it. */
	async drain(): Promise<void> {
		if (this.request.readableEnded || this.request.destroyed) return;
		for await (const chunk of this.body()) void chunk;
	}

	/** Ends the connection the hard way: the client sees ECONNRESET. */
	reset(): void {
		this.brokenByUs = true;
		this.response.socket?.resetAndDestroy();
	}

	/** Ends the connection in the middle of the answer; what was written still arrives. */
	hangUp(): void {
		this.brokenByUs = true;
		this.response.socket?.destroySoon();
	}
}
