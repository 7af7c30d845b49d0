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

/** How an n8n is started. */
export interface N8nOptions {
	/** Where n8n is installed. */
	installed: string;
	/** Its user folder: database, settings, packages, binary data. */
	home: string;
	/** Folder that its file nodes may use. */
	files: string;
	/** Wanted; another is taken where it is not free. */
	port?: number;
	/** Default: the main process. */
	command?: 'start' | 'worker';
	/** Settings of n8n on top; one that is undefined is left to n8n. */
	settings?: Record<string, string | undefined>;
	/** Ends it while it is still starting. */
	signal?: AbortSignal;
}

/** An n8n that runs. */
export interface RunningN8n {
	url: string;
	pid: number;
	/** Path of what it prints. */
	log: string;
	/** When it has ended, however. */
	ended: Promise<unknown>;
	/** Ends it as an operator would. */
	stop(): Promise<void>;
	/** Ends it as a power cut would. */
	kill(): Promise<void>;
}

/** Nothing leaves this machine, nothing is asked of the person, nothing listens beyond loopback. */
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
	// Over plain http a browser would not keep the session.
	N8N_SECURE_COOKIE: 'false',
	N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
	N8N_COMMUNITY_PACKAGES_ALLOW_TOOL_USAGE: 'true',
};

const startMs = 180_000;

/** Another n8n's settings in the environment would hold here, too. */
const withoutN8nSettings = (all: Record<string, string>): Record<string, string> =>
	Object.fromEntries(
		Object.entries(all).filter(
			([name]) =>
				!/^(N8N_|DB_|QUEUE_|EXECUTIONS_|NODE_FUNCTION_|NODES_|CREDENTIALS_OVERWRITE_|EXTERNAL_HOOK)/.test(name),
		),
	);

/** The sandbox is not behind a person's proxy. Where both spellings are there, the small one counts. */
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

/** n8n 1 says that it is ready before its API is, and then answers that it is starting, as text. */
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
		`The last it said (all of it is in ${log}):\n${printed.trim().split('\n').slice(-15).join('\n')}`,
	);
}

/** Starts n8n and waits until it answers. Fails with a `Failure` that quotes what n8n said last. */
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
