import { existsSync } from 'node:fs';
import { glob, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

import type { Cleanup } from '../terminal/cleanup.mts';
import type { Failure } from '../terminal/failure.mts';
import { installFailure, missingTools } from './installFailure.mts';
import { npm } from './npm.mts';
import type { Release } from './releases.mts';

/** Outside the sources, so that a fresh clone reuses another clone's install. */
export const cacheFolder = (): string =>
	resolve(
		process.env['FISH_AUDIO_CACHE'] ||
			join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'n8n-nodes-fish-audio-voice'),
	);

/** Called with an install's progress. */
export interface Progress {
	/** The current step, and the number of packages so far. */
	(stage: 'fetching' | 'compiling', packages: number): void;
}

const installed = (folder: string): boolean => existsSync(join(folder, 'node_modules/n8n/bin/n8n'));

const failure = (output: string): Failure => installFailure(output, { folder: cacheFolder(), missing: missingTools() });

async function run(args: string[], folder: string, seen: (text: string) => void, signal: AbortSignal): Promise<string> {
	const { code, output } = await npm(args, { folder, seen, signal });
	if (code !== 0) throw failure(output);
	return output;
}

/** npm 12 runs a package's scripts only if they are allowed. */
const manifest = ({ version, overrides, beside }: Release): object => ({
	private: true,
	dependencies: { n8n: version, ...beside },
	overrides,
	allowScripts: { sqlite3: true },
});

async function fetchPackages(folder: string, progress: Progress, signal: AbortSignal): Promise<number> {
	let packages = 0;
	const count = (text: string): void => {
		packages += text.split(/http (?:fetch|cache) [^\n]*\.tgz/).length - 1;
		progress('fetching', packages);
	};
	progress('fetching', 0);
	await run(
		['install', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=http'],
		folder,
		count,
		signal,
	);
	return packages;
}

/** The one package that has to be compiled. No other scripts are needed. */
async function makeDriver(folder: string, seen: () => void, signal: AbortSignal): Promise<void> {
	seen();
	// Users may have switched scripts off in their npm settings.
	const output = await run(
		['rebuild', 'sqlite3', '--ignore-scripts=false', '--foreground-scripts', '--loglevel=warn'],
		folder,
		seen,
		signal,
	);
	// npm succeeds even if a script did not run.
	if (!existsSync(join(folder, 'node_modules/sqlite3/build/Release/node_sqlite3.node'))) throw failure(output);
}

async function fetchInto(folder: string, release: Release, progress: Progress, signal: AbortSignal): Promise<number> {
	await writeFile(join(folder, 'package.json'), JSON.stringify(manifest(release)));
	return await fetchPackages(folder, progress, signal);
}

/** Adds packages that an older install lacks. */
async function complete(folder: string, release: Release, signal: AbortSignal): Promise<void> {
	const isThere = (name: string): boolean => existsSync(join(folder, 'node_modules', name));
	if (!Object.keys(release.beside ?? {}).every(isThere)) await fetchInto(folder, release, () => undefined, signal);
}

async function installInto(folder: string, release: Release, progress: Progress, signal: AbortSignal): Promise<void> {
	const packages = await fetchInto(folder, release, progress, signal);
	await makeDriver(folder, () => progress('compiling', packages), signal);
}

const dayMs = 86_400_000;

/** Removes unfinished installs, left by a kill or a power cut. One from today may still be running. */
async function removeLeftovers(): Promise<void> {
	for await (const name of glob('n8n-*-unfinished-*', { cwd: cacheFolder() })) {
		const folder = join(cacheFolder(), name);
		const found = await stat(folder).catch(() => undefined);
		if (found && found.mtimeMs < Date.now() - dayMs) await rm(folder, { recursive: true, force: true });
	}
}

async function makeFolder(name: string): Promise<string> {
	try {
		await mkdir(cacheFolder(), { recursive: true });
		await removeLeftovers();
		return await mkdtemp(join(cacheFolder(), `${name}-unfinished-`));
	} catch (error) {
		throw failure(String(error));
	}
}

/** Installs a release of n8n once and returns its folder. @throws Failure that says what is missing */
export async function installN8n(
	release: Release,
	cleanup: Cleanup,
	progress: Progress = () => undefined,
): Promise<string> {
	const name = `n8n-${release.version}`;
	const folder = join(cacheFolder(), name);
	if (installed(folder)) {
		await complete(folder, release, cleanup.signal);
		return folder;
	}
	// Under another name until it is complete, so that neither a stop nor a concurrent install leaves half an install.
	const unfinished = await makeFolder(name);
	const installing = installInto(unfinished, release, progress, cleanup.signal);
	const discard = cleanup.add(async () => {
		// npm would keep writing into the folder while it is being removed.
		await installing.catch(() => undefined);
		await rm(unfinished, { recursive: true, force: true, maxRetries: 5 });
	});
	try {
		await installing;
		await rename(unfinished, folder).catch((error: unknown) => (installed(folder) ? undefined : Promise.reject(error)));
	} finally {
		await discard();
	}
	return folder;
}
