import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** How the bare server answers. */
export interface ServiceOptions {
	/** Milliseconds before each speech answer. */
	latency?: number;
	/** Bytes of each speech answer. */
	bytes?: number;
	/** Concurrent requests allowed; more are answered with 429. */
	capacity?: number;
}

/** What the bare server has seen. */
export interface Counts {
	requests: number;
	refused: number;
	maxInFlight: number;
	bytesIn: number;
}

/** A running bare server. */
export interface Service {
	url: string;
	counts(): Promise<Counts>;
	stop(): Promise<void>;
}

const program = fileURLToPath(new URL('main.mts', import.meta.url));

/** Starts the bare server in a separate process, so that its work is not measured as the client's. */
export async function startService(options: ServiceOptions = {}): Promise<Service> {
	const given = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
	const child = spawn(process.execPath, [program, ...given], { stdio: ['pipe', 'pipe', 'inherit'] });
	const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
	const url = line.trim();
	return {
		url,
		counts: async () => (await (await fetch(`${url}/counts`)).json()) as Counts,
		stop: async () => {
			const ended = once(child, 'exit');
			child.stdin.end();
			await ended;
		},
	};
}
