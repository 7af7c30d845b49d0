import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { node24 } from './node24.mts';

export interface SandboxOptions {
	trainingMs?: number;
	concurrency?: number;
	latencyMs?: number;
	/** Delay until the credit shows a charge; 0 unless a test is about that. */
	creditDelayMs?: number;
	/** See sandbox/settings.mts. */
	wholeAfter?: number;
	speech?: 'espeak' | 'tone';
	/** The server it imitates. Default: the vendor's API. */
	like?: 'fish-audio' | 'fish-speech' | 'on-premises';
	port?: number;
	key?: string;
	/** The test's own folder, which `stop()` does not remove. */
	data?: string;
}

/** One request as the sandbox saw it; see sandbox/http/log.mts. */
export interface SeenRequest {
	n: number;
	method: string;
	path: string;
	query: string;
	headers: Record<string, string>;
	startedAt: number;
	traceId: string;
	bodyReceivedAt?: number;
	endedAt?: number;
	status?: number;
	aborted?: boolean;
	fault?: string;
	bytesIn: number;
	bytesOut: number;
	body?: any;
}

export interface FaultRule {
	match?: { method?: string; path?: string; query?: string; text?: string; nth?: number };
	fault: { kind: string; [field: string]: unknown };
	times?: number;
}

export interface Stats {
	requests: number;
	inFlight: number;
	maxInFlight: number;
	voices: number;
}

interface Started {
	url: string;
	key: string;
	dataDir: string;
	pid: number;
}

const root = process.env['SANDBOX_PROJECT_ROOT'] ?? process.cwd();
const START_MS = 20_000;

/** Where Node keeps the sandbox as JavaScript, since nearly every test file starts one. */
const compileCache = resolve(root, 'node_modules/.cache/fish-audio-tests/compiled');

function argumentsOf(options: SandboxOptions, data: string): string[] {
	const { trainingMs, concurrency, latencyMs, creditDelayMs = 0, wholeAfter, speech, like, port = 0, key } = options;
	const named = {
		port,
		data,
		key,
		speech,
		like,
		'training-ms': trainingMs,
		concurrency,
		'latency-ms': latencyMs,
		'credit-delay-ms': creditDelayMs,
		'whole-after': wholeAfter,
	};
	const chosen = Object.entries(named).filter(([, value]) => value !== undefined);
	return ['--json', ...chosen.flatMap(([name, value]) => [`--${name}`, String(value)])];
}

/** The child's first line. Rejects with its error output if it ends without one. */
function firstLine(child: ChildProcess): Promise<Started> {
	return new Promise((done, fail) => {
		let out = '';
		let err = '';
		const late = setTimeout(() => fail(new Error(`The sandbox did not start: ${err}`)), START_MS);
		child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
		child.stdout?.setEncoding('utf8').on('data', (text: string) => {
			out += text;
			if (!out.includes('\n')) return;
			clearTimeout(late);
			done(JSON.parse(out.slice(0, out.indexOf('\n'))) as Started);
		});
		child.once('exit', (code) => {
			clearTimeout(late);
			fail(new Error(`The sandbox ended with ${String(code)}: ${err}`));
		});
	});
}

async function end(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const exited = once(child, 'exit');
	child.kill('SIGTERM');
	await exited;
}

/** The control plane of a running sandbox. */
function controlOf(url: string) {
	async function call(method: string, path: string, body?: unknown): Promise<any> {
		const response = await fetch(`${url}/_sandbox/${path}`, {
			method,
			...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`Sandbox ${method} ${path}: ${response.status} ${text}`);
		return text === '' ? undefined : JSON.parse(text);
	}
	return {
		settings: (patch: Record<string, unknown> = {}): Promise<any> => call('PATCH', 'settings', patch),
		/** Removes faults, requests and voices, and changes these settings, in one call. */
		reset: (patch: Record<string, unknown> = {}): Promise<any> => call('POST', 'reset', patch),
		fault: (rule: FaultRule): Promise<{ id: number }> => call('POST', 'faults', rule),
		faults: (): Promise<any[]> => call('GET', 'faults'),
		clearFaults: (): Promise<void> => call('DELETE', 'faults'),
		requests: (since = 0): Promise<SeenRequest[]> => call('GET', `requests?since=${since}`),
		clearRequests: (): Promise<void> => call('DELETE', 'requests'),
		stats: (): Promise<Stats> => call('GET', 'stats'),
		resetStats: (): Promise<void> => call('DELETE', 'stats'),
		seedVoices: (spec: Record<string, unknown> = {}): Promise<{ ids: string[] }> => call('POST', 'voices', spec),
		patchVoice: (id: string, patch: Record<string, unknown>): Promise<void> => call('PATCH', `voices/${id}`, patch),
		removeVoices: (): Promise<void> => call('DELETE', 'voices'),
		/** The exact bytes of an answer of /v1/tts. A Uint8Array is sent as a MessagePack body. */
		async ttsBytes(request: object | Uint8Array, model?: string): Promise<Buffer> {
			const packed = request instanceof Uint8Array;
			const response = await fetch(`${url}/_sandbox/tts-bytes`, {
				method: 'POST',
				headers: {
					'content-type': packed ? 'application/msgpack' : 'application/json',
					...(model === undefined ? {} : { model }),
				},
				body: packed ? new Uint8Array(request) : JSON.stringify(request),
			});
			const bytes = Buffer.from(await response.arrayBuffer());
			if (!response.ok) throw new Error(`Sandbox tts-bytes: ${response.status} ${bytes.toString()}`);
			return bytes;
		},
	};
}

/** Starts a separate sandbox for a test file. `stop()` ends it and removes its data. */
export async function startSandbox(options: SandboxOptions = {}) {
	const data = options.data ?? (await mkdtemp(join(tmpdir(), 'sandbox-')));
	const child = spawn(node24, [resolve(root, 'sandbox/main.mts'), ...argumentsOf(options, data)], {
		stdio: ['pipe', 'pipe', 'pipe'],
		env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
	});
	let complaints = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
	const clear = () => (options.data === undefined ? rm(data, { recursive: true, force: true }) : undefined);
	const { url, key, dataDir, pid } = await firstLine(child).catch(async (error: unknown) => {
		await end(child);
		await clear();
		throw error;
	});
	return {
		...controlOf(url),
		url,
		key,
		dataDir,
		pid,
		/** The error output so far. */
		complaints: () => complaints,
		async stop(): Promise<void> {
			await end(child);
			await clear();
		},
	};
}

export type RunningSandbox = Awaited<ReturnType<typeof startSandbox>>;
