import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { Failure } from '../terminal/failure.mts';
import { endGroup, ownGroup } from './group.mts';
import { endWithParent, environment } from './npm.mts';
import { freePort } from './ports.mts';

/** Start options of an n8n. */
export interface N8nOptions {
	/** Where n8n is installed. */
	installed: string;
	/** Its user folder: database, settings, packages, binary data. */
	home: string;
	/** The folder that its file nodes may access. */
	files: string;
	/** The preferred port. Another one is used if it is taken. */
	port?: number;
	/** Default: the main process. */
	command?: 'start' | 'worker';
	/** Additional n8n settings. Undefined = n8n's default. */
	settings?: Record<string, string | undefined>;
	/** Stops it while it is still starting. */
	signal?: AbortSignal;
}

/** A running n8n. */
export interface RunningN8n {
	url: string;
	pid: number;
	/** Path of its log. */
	log: string;
	/** Resolves when it has ended, for any reason. */
	ended: Promise<unknown>;
	/** Stops it as an operator would. */
	stop(): Promise<void>;
	/** Kills it as a power cut would. */
	kill(): Promise<void>;
}

/** n8n sends nothing out, asks the user nothing and listens only on loopback. */
const quiet = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_ONBOARDING_FLOW_DISABLED: 'true',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
	// Without this a browser would not keep the session over plain HTTP.
	N8N_SECURE_COOKIE: 'false',
	N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
	N8N_COMMUNITY_PACKAGES_ALLOW_TOOL_USAGE: 'true',
};

const startMs = 180_000;

/** Settings of another n8n in the environment would also apply here. */
const withoutN8nSettings = (all: Record<string, string>): Record<string, string> =>
	Object.fromEntries(
		Object.entries(all).filter(
			([name]) =>
				!/^(N8N_|DB_|QUEUE_|EXECUTIONS_|NODE_FUNCTION_|NODES_|CREDENTIALS_OVERWRITE_|EXTERNAL_HOOK)/.test(name),
		),
	);

/** The sandbox is not behind the user's proxy. If both spellings are set, the lower-case one counts. */
function withoutProxyHere(all: Record<string, string>): Record<string, string> {
	const hosts = [all['no_proxy'] || all['NO_PROXY'], '127.0.0.1', 'localhost'].filter(Boolean).join(',');
	return { ...all, NO_PROXY: hosts, no_proxy: hosts };
}

async function settingsFor(
	{ home, files, settings = {} }: N8nOptions,
	port: number,
): Promise<NonNullable<N8nOptions['settings']>> {
	return {
		...withoutProxyHere(withoutN8nSettings(environment())),
		...quiet,
		NODE_ENV: 'production',
		N8N_USER_FOLDER: home,
		N8N_PORT: String(port),
		N8N_HOST: '127.0.0.1',
		N8N_EDITOR_BASE_URL: `http://127.0.0.1:${port}`,
		WEBHOOK_URL: `http://127.0.0.1:${port}/`,
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		N8N_RESTRICT_FILE_ACCESS_TO: files,
		N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
		...settings,
	};
}

/** n8n 1 reports that it is ready before its API is. Until then the API answers in plain text that n8n is starting. */
const readyPath = { start: '/rest/settings', worker: '/healthz/readiness' };

const answers = async (url: string): Promise<boolean> =>
	await fetch(url, { signal: AbortSignal.timeout(5_000) }).then(
		({ ok, headers }) => ok && (headers.get('content-type') ?? '').includes('json'),
		() => false,
	);

async function ready(url: string, child: ChildProcess, log: string, signal?: AbortSignal): Promise<void> {
	const late = Date.now() + startMs;
	while (child.exitCode === null && child.signalCode === null && Date.now() < late) {
		signal?.throwIfAborted();
		if (await answers(url)) return;
		await pause(200);
	}
	const printed = await readFile(log, 'utf8').catch(() => '');
	const how =
		child.exitCode === null ? `did not answer within ${startMs / 1000} seconds` : `ended with code ${child.exitCode}`;
	throw new Failure(
		`n8n ${how}.`,
		`Its last output (the full log is ${log}):\n${printed.trim().split('\n').slice(-15).join('\n')}`,
	);
}

/** Starts n8n and waits until it answers. @throws Failure with n8n's last output */
export async function startN8n(options: N8nOptions): Promise<RunningN8n> {
	const { installed, home, files, command = 'start', signal } = options;
	const port = await freePort(options.port);
	const url = `http://127.0.0.1:${port}`;
	await mkdir(join(home, '.n8n'), { recursive: true });
	await mkdir(files, { recursive: true });
	const log = join(home, `n8n-${command}-${port}.log`);
	const output = createWriteStream(log);
	await once(output, 'open');
	const env = await settingsFor(options, port);
	if (command === 'worker')
		Object.assign(env, {
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			QUEUE_HEALTH_CHECK_PORT: String(port),
			N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		});
	signal?.throwIfAborted();
	const program = [...endWithParent, join(installed, 'node_modules/n8n/bin/n8n'), command];
	const child = spawn(process.execPath, program, {
		cwd: home,
		env,
		detached: ownGroup,
		stdio: ['ignore', output, output],
	});
	output.close();
	const running: RunningN8n = {
		ended: once(child, 'exit'),
		url,
		pid: child.pid ?? 0,
		log,
		stop: async () => await endGroup(child, 'SIGTERM'),
		kill: async () => await endGroup(child, 'SIGKILL'),
	};
	await ready(url + readyPath[command], child, log, signal).catch(async (error: unknown) => {
		await running.stop();
		throw error;
	});
	return running;
}
