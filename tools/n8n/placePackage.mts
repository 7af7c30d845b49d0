import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { Failure } from '../terminal/failure.mts';
import { npm } from './npm.mts';

const run = promisify(execFile);

/** How n8n runs npm for a community package; n8n 2.41 and 1.123, community-packages.service. */
const installArguments = [
	'--audit=false',
	'--fund=false',
	'--bin-links=false',
	'--install-strategy=shallow',
	'--ignore-scripts=true',
	'--package-lock=false',
];

async function npmOrFail(args: string[], folder: string, signal?: AbortSignal): Promise<string> {
	const { code, stdout, output } = await npm(args, { folder, signal });
	if (code === 0) return stdout;
	throw new Failure(`npm ${args[0]} failed.`, output.trim().slice(-1_000));
}

/** Packs the built package as npm would publish it. Returns the tarball's path. */
export async function pack(project: string, into: string, signal?: AbortSignal): Promise<string> {
	await mkdir(into, { recursive: true });
	const output = await npmOrFail(['pack', '--json', '--ignore-scripts', '--pack-destination', into], project, signal);
	// A list in npm 11, a record in npm 12.
	const [packed] = Object.values(JSON.parse(output) as Record<string, { filename: string }>);
	if (!packed) throw new Failure('npm pack made no file.');
	return join(into, packed.filename);
}

/** Unpacks an npm tarball into a new folder. */
export async function unpack(tarball: string, into: string): Promise<void> {
	await mkdir(into, { recursive: true });
	await run('tar', ['-xzf', tarball, '-C', into, '--strip-components=1']);
}

async function withoutOtherDependencies(folder: string): Promise<{ name: string; version: string }> {
	const path = join(folder, 'package.json');
	const { devDependencies, peerDependencies, optionalDependencies, ...kept } = JSON.parse(await readFile(path, 'utf8'));
	await writeFile(path, JSON.stringify(kept, null, 2));
	return kept;
}

/**
 * Installs a package into an n8n's user folder by the same steps as n8n's "Install": unpacked below `nodes`, without
 * dev, peer and optional dependencies, then `npm install` without scripts. n8n itself installs only from npm's public
 * registry.
 */
export async function placePackage(tarball: string, home: string, name: string, signal?: AbortSignal): Promise<void> {
	const nodes = join(home, '.n8n', 'nodes');
	const folder = join(nodes, 'node_modules', name);
	await rm(folder, { recursive: true, force: true });
	await unpack(tarball, folder);
	const { version } = await withoutOtherDependencies(folder);
	await npmOrFail(['install', ...installArguments], folder, signal);
	const list = { name: 'installed-nodes', private: true, dependencies: { [name]: version } };
	await writeFile(join(nodes, 'package.json'), JSON.stringify(list, null, 2));
}
