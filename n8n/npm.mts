import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname } from 'node:path';

/** What `npm run` tells its scripts about this project would mislead an npm that works elsewhere. */
const isAboutThisProject = (name: string): boolean =>
	/^npm_(package|lifecycle|command|execpath|node_execpath|config_local_prefix|config_allow_scripts)/.test(name);

/** The environment for npm and n8n: this process's Node before any other on the path. */
export function environment(more: Record<string, string> = {}): Record<string, string> {
	const kept = Object.entries(process.env).filter(([name, value]) => value !== undefined && !isAboutThisProject(name));
	const path = `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`;
	return { ...(Object.fromEntries(kept) as Record<string, string>), PATH: path, ...more };
}

/** How a run of npm ended. */
export interface NpmRun {
	code: number | null;
	stdout: string;
	/** Both outputs as they came. */
	output: string;
}

/** Runs npm in a folder. `seen` hears every piece of output; `signal` ends it and all it has started. */
export async function npm(
	args: string[],
	{ folder, env = {}, seen, signal }: { folder: string; env?: Record<string, string>; seen?: (text: string) => void; signal?: AbortSignal },
): Promise<NpmRun> {
	const isWindows = process.platform === 'win32';
	// A group of its own: npm's children are not ended with npm otherwise.
	const child = spawn('npm', args, { cwd: folder, env: environment(env), shell: isWindows, detached: !isWindows, stdio: ['ignore', 'pipe', 'pipe'] });
	const end = (): void => {
		if (child.pid === undefined || child.exitCode !== null) return;
		if (isWindows) child.kill();
		else process.kill(-child.pid, 'SIGTERM');
	};
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
	const [code] = (await once(child, 'close')) as [number | null];
	signal?.removeEventListener('abort', end);
	return { code, stdout, output };
}
