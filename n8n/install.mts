import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

import type { Cleanup } from '../terminal/cleanup.mts';
import { installFailure, missingTools } from './installFailure.mts';
import { npm } from './npm.mts';
import type { Release } from './releases.mts';

/** Outside the sources, so that a fresh clone finds what another has installed. */
export const cacheFolder = (): string =>
	process.env['FISH_AUDIO_CACHE'] ??
	join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'n8n-nodes-fish-audio-voice');

/** Hears how far an install has come. */
export interface Progress {
	/** What is being done, and how many packages have come so far. */
	(stage: 'fetching' | 'compiling', packages: number): void;
}

const installed = (folder: string): boolean => existsSync(join(folder, 'node_modules/n8n/bin/n8n'));

async function run(args: string[], folder: string, seen: (text: string) => void, signal: AbortSignal): Promise<void> {
	const { code, output } = await npm(args, { folder, seen, signal });
	signal.throwIfAborted();
	if (code !== 0) throw installFailure(output, { folder, missing: missingTools() });
}

async function installInto(folder: string, { version, overrides }: Release, progress: Progress, signal: AbortSignal): Promise<void> {
	await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: { n8n: version }, overrides }));
	let packages = 0;
	const count = (text: string): void => {
		packages += text.split(/http (?:fetch|cache) [^\n]*\.tgz/).length - 1;
		progress('fetching', packages);
	};
	progress('fetching', 0);
	// All packages as they are, then the one that has to be compiled: none of the others' scripts is needed.
	await run(['install', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=http'], folder, count, signal);
	progress('compiling', packages);
	await run(['rebuild', 'sqlite3', '--foreground-scripts', '--loglevel=warn'], folder, () => progress('compiling', packages), signal);
}

/** Installs a release of n8n, once, and gives the folder it is in. Fails with a `Failure` that says what is missing. */
export async function installN8n(release: Release, cleanup: Cleanup, progress: Progress = () => undefined): Promise<string> {
	const folder = join(cacheFolder(), `n8n-${release.version}`);
	if (installed(folder)) return folder;
	const stop = new AbortController();
	await mkdir(cacheFolder(), { recursive: true }).catch((error: unknown) =>
		Promise.reject(installFailure(String(error), { folder, missing: [] })),
	);
	// Under another name until it is whole: a stop half-way, or another install beside it, must not leave a half one behind.
	const unfinished = await mkdtemp(`${folder}-`);
	const discard = cleanup.add(async () => {
		stop.abort();
		await rm(unfinished, { recursive: true, force: true, maxRetries: 5 });
	});
	try {
		await installInto(unfinished, release, progress, stop.signal);
		await rename(unfinished, folder).catch((error: unknown) => (installed(folder) ? undefined : Promise.reject(error)));
	} finally {
		await discard();
	}
	return folder;
}
