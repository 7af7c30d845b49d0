import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { Failure } from '../terminal/failure.mts';
import { endGroup, ownGroup } from './group.mts';

/** `npm run` sets variables about this project that would mislead an npm in another folder. */
const isAboutThisProject = (name: string): boolean =>
	/^npm_(package|lifecycle|command|execpath|node_execpath|config_local_prefix|config_allow_scripts)/.test(name);

/** The environment for npm and n8n: this process's Node before any other on the path. */
export function environment(more: Record<string, string> = {}): Record<string, string> {
	const kept = Object.entries(process.env).filter(([name, value]) => value !== undefined && !isAboutThisProject(name));
	const path = `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`;
	return { ...(Object.fromEntries(kept) as Record<string, string>), PATH: path, ...more };
}

/** Makes a Node program end with its parent process. Windows does not report the parent's end. */
export const endWithParent = ownGroup
	? ['--import', pathToFileURL(join(import.meta.dirname, 'endWithParent.mts')).href]
	: [];

/** How a run of npm ended. */
export interface NpmRun {
	code: number | null;
	stdout: string;
	/** Standard output and error output, in order. */
	output: string;
}

/** How npm is run. */
export interface NpmOptions {
	folder: string;
	/** Called with each chunk of output. */
	seen?: (text: string) => void;
	/** Stops npm and everything it has started. */
	signal?: AbortSignal | undefined;
}

const npmEnvironment = (): Record<string, string> =>
	environment({ NODE_OPTIONS: [process.env['NODE_OPTIONS'] ?? '', ...endWithParent].join(' ') });

/** Runs npm in a folder until it ends. */
export async function npm(args: string[], { folder, seen, signal }: NpmOptions): Promise<NpmRun> {
	signal?.throwIfAborted();
	// On Windows npm is a shell script, and the shell splits arguments at spaces.
	const isWindows = process.platform === 'win32';
	const given = isWindows ? args.map((arg) => `"${arg}"`) : args;
	const child = spawn('npm', given, {
		cwd: folder,
		env: npmEnvironment(),
		shell: isWindows,
		detached: ownGroup,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const end = (): void => void endGroup(child, 'SIGTERM');
	signal?.addEventListener('abort', end, { once: true });
	let stdout = '';
	let output = '';
	const take = (text: string): void => {
		output += text;
		seen?.(text);
	};
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		stdout += text;
		take(text);
	});
	child.stderr.setEncoding('utf8').on('data', take);
	const [code] = (await once(child, 'close').catch((error: unknown) => {
		throw new Failure(
			`npm cannot be started: ${(error as Error).message}`,
			'It comes with Node.js. Try: npm --version',
		);
	})) as [number | null];
	signal?.removeEventListener('abort', end);
	signal?.throwIfAborted();
	return { code, stdout, output };
}
