/** One API request as the sandbox saw it, for tests. Times are epoch milliseconds. */
export interface LoggedRequest {
	n: number;
	method: string;
	path: string;
	query: string;
	headers: Record<string, string | string[] | undefined>;
	startedAt: number;
	/** The answer's `x-fish-trace-id`. */
	traceId: string;
	bodyReceivedAt?: number;
	endedAt?: number;
	status?: number;
	/** The client left before the answer was complete. */
	aborted?: boolean;
	/** Kind of the fault that was applied to it. */
	fault?: string;
	bytesIn: number;
	bytesOut: number;
	body?: unknown;
}

const KEPT = 20_000;

/** The last 20,000 API requests, in order of arrival. */
export class RequestLog {
	#entries: LoggedRequest[] = [];
	#count = 0;

	add(entry: Omit<LoggedRequest, 'n'>): LoggedRequest {
		this.#count += 1;
		const logged = { n: this.#count, ...entry };
		this.#entries.push(logged);
		// Trimmed in blocks: shifting an array of thousands on each request is slow.
		if (this.#entries.length > KEPT * 1.25) this.#entries = this.#entries.slice(-KEPT);
		return logged;
	}

	/** Requests with a number above `n`. */
	since(n: number): LoggedRequest[] {
		return this.#entries.slice(-KEPT).filter((entry) => entry.n > n);
	}

	clear(): void {
		this.#entries = [];
	}
}
