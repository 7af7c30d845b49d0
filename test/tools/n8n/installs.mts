import { chmod, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { existsSync, realpathSync } from 'node:fs';

import { installN8n, type Progress } from '../../../tools/n8n/install.mts';
import { Cleanup } from '../../../tools/terminal/cleanup.mts';
import { idsOf, killAll, processesWith } from './processes.mts';
import { startRegistry } from './registry.mts';

/** A script of the driver that succeeds. */
export const makesDriver = `require('fs').mkdirSync('build/Release', { recursive: true });
require('fs').writeFileSync('build/Release/node_sqlite3.node', '');`;

/** A script of the driver that fails with this output of node-gyp. */
export const failsWith = (said: string): string =>
	`process.stderr.write(${JSON.stringify(said)}, () => process.exit(1));`;

const version = '1.2.3';

const onPath = (command: string): string => {
	const found = (process.env['PATH'] ?? '')
		.split(delimiter)
		.map((folder) => join(folder, command))
		.find((path) => existsSync(path));
	return realpathSync(found!);
};

/** A test's own cache folder, npm settings and registry, where n8n is a small package. */
class Installs {
	/** The folder of installs. It is also in npm's environment. */
	cache = '';
	#folder = '';
	#env = process.env;
	#registry: Awaited<ReturnType<typeof startRegistry>> | undefined;

	async open(): Promise<void> {
		this.#folder = await mkdtemp(join(tmpdir(), 'fish-audio-install-'));
		this.cache = join(this.#folder, 'cache');
		this.#env = process.env;
		process.env = {
			...process.env,
			FISH_AUDIO_CACHE: this.cache,
			npm_config_cache: join(this.#folder, 'npm'),
			npm_config_fetch_retries: '0',
			npm_config_update_notifier: 'false',
		};
	}

	async close(): Promise<void> {
		process.env = this.#env;
		killAll(idsOf(processesWith(this.cache)));
		await this.#registry?.stop();
		this.#registry = undefined;
		await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
	}

	/** Starts the registry. The driver's package runs the script when it is installed. */
	async serve(script: string): Promise<void> {
		const n8n = { version, manifest: { dependencies: { sqlite3: '5.1.7' } }, files: { 'bin/n8n': '' } };
		const sqlite3 = {
			version: '5.1.7',
			manifest: { scripts: { install: 'exec node make.cjs' }, hasInstallScript: true },
			files: { 'make.cjs': script },
		};
		const besideIt = { version: '2.0.0', files: { 'index.js': '' } };
		await this.#start({ n8n, sqlite3, 'beside-it': besideIt });
	}

	/** Starts a registry that never answers. */
	async serveNothing(): Promise<void> {
		await this.#start({});
	}

	async #start(packages: Parameters<typeof startRegistry>[0]): Promise<void> {
		this.#registry = await startRegistry(packages, join(this.#folder, 'registry'));
		process.env['npm_config_registry'] = this.#registry.url;
	}

	/** The paths requested from the registry. */
	get asked(): string[] {
		return this.#registry?.asked ?? [];
	}

	async install(progress?: Progress, { cleanup = new Cleanup(), wanted = version, beside = {} } = {}): Promise<string> {
		return await installN8n({ version: wanted, overrides: {}, beside }, cleanup, progress);
	}

	/** The contents of the cache folder. */
	async left(): Promise<string[]> {
		return await readdir(this.cache);
	}

	/** Provides the compiler's tools on the path, except for some. */
	async lack(...absent: string[]): Promise<void> {
		const path = join(this.#folder, 'path');
		await mkdir(path);
		for (const command of ['npm', 'sh']) await symlink(onPath(command), join(path, command));
		for (const command of ['python3', 'make', 'g++'].filter((one) => !absent.includes(one))) {
			await writeFile(join(path, command), '#!/bin/sh\n');
			await chmod(join(path, command), 0o755);
		}
		process.env['PATH'] = path;
	}
}

/** Gives each test of a file its own installs. */
export function setInstalls(): Installs {
	const installs = new Installs();
	beforeEach(async () => await installs.open());
	afterEach(async () => await installs.close());
	return installs;
}
