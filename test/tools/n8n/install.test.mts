import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, utimes } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { cacheFolder } from '../../../tools/n8n/install.mts';
import { Cleanup } from '../../../tools/terminal/cleanup.mts';
import { until } from '../../e2e/support/until.mts';
import { makesDriver, setInstalls } from './installs.mts';
import { processesWith } from './processes.mts';

const installs = setInstalls();

/** A slow script of the driver: its compiler does not use npm's output, and it still writes when it is stopped. */
const takesLong = `
	const { mkdirSync, writeFileSync } = require('fs');
	require('child_process').spawn('sleep', ['60'], { stdio: 'ignore' });
	process.on('SIGTERM', () => setTimeout(() => {
		mkdirSync(__dirname + '/late', { recursive: true });
		process.exit(1);
	}, 300));
	writeFileSync('begun', '');`;

const isCompiling = async (): Promise<true | undefined> => {
	const [folder] = await installs.left().catch(() => []);
	return folder && existsSync(join(installs.cache, folder, 'node_modules/sqlite3/begun')) ? true : undefined;
};

const nothingRuns = async (): Promise<true | undefined> =>
	processesWith(installs.cache).length === 0 ? true : undefined;

test('installs n8n once', async () => {
	await installs.serve(makesDriver);
	const stages = new Map<string, number>();
	const folder = await installs.install((stage, packages) => void stages.set(stage, packages));
	expect(folder).toBe(join(installs.cache, 'n8n-1.2.3'));
	expect(await installs.left()).toEqual(['n8n-1.2.3']);
	expect(existsSync(join(folder, 'node_modules/n8n/bin/n8n'))).toBe(true);
	expect([...stages]).toEqual([
		['fetching', 2],
		['compiling', 2],
	]);

	const asked = installs.asked.length;
	const again = jest.fn();
	expect(await installs.install(again)).toBe(folder);
	expect(again).not.toHaveBeenCalled();
	expect(installs.asked).toHaveLength(asked);
});

test('a missing additional package is added to an existing install, which keeps its driver', async () => {
	await installs.serve(makesDriver);
	const folder = await installs.install();
	expect(existsSync(join(folder, 'node_modules/beside-it'))).toBe(false);
	const beside = { 'beside-it': '^2.0.0' };
	expect(await installs.install(undefined, { beside })).toBe(folder);
	for (const path of ['beside-it/index.js', 'n8n/bin/n8n', 'sqlite3/build/Release/node_sqlite3.node']) {
		expect([path, existsSync(join(folder, 'node_modules', path))]).toEqual([path, true]);
	}
	const asked = installs.asked.length;
	await installs.install(undefined, { beside });
	expect(installs.asked).toHaveLength(asked);
});

test('builds the driver even if scripts are disabled in npm', async () => {
	process.env['npm_config_ignore_scripts'] = 'true';
	await installs.serve(makesDriver);
	const folder = await installs.install();
	expect(await readdir(join(folder, 'node_modules/sqlite3/build/Release'))).toEqual(['node_sqlite3.node']);
});

test('two installs at once share one folder', async () => {
	await installs.serve(makesDriver);
	const [one, other] = await Promise.all([installs.install(), installs.install()]);
	expect(one).toBe(other);
	expect(await installs.left()).toEqual(['n8n-1.2.3']);
});

test('Ctrl-C during a download ends npm and leaves nothing', async () => {
	await installs.serveNothing();
	const cleanup = new Cleanup();
	const stopped = expect(installs.install(undefined, { cleanup })).rejects.toThrow('aborted');
	await until(async () => installs.asked[0], { what: 'a request' });
	await cleanup.run();
	expect(processesWith(installs.cache)).toEqual([]);
	expect(await installs.left()).toEqual([]);
	await stopped;
});

test('Ctrl-C during the compilation of the driver ends the compiler and leaves nothing', async () => {
	await installs.serve(takesLong);
	const cleanup = new Cleanup();
	const stopped = expect(installs.install(undefined, { cleanup })).rejects.toThrow('aborted');
	await until(isCompiling);
	await cleanup.run();
	await until(nothingRuns, { ms: 2_000 });
	expect(await installs.left()).toEqual([]);
	await stopped;
});

test('npm ends if its command is killed, and an install on a later day removes the remains', async () => {
	await installs.serve(takesLong);
	const code = `
		const { installN8n } = await import(${JSON.stringify(pathToFileURL(resolve('tools/n8n/install.mts')).href)});
		const { Cleanup } = await import(${JSON.stringify(pathToFileURL(resolve('tools/terminal/cleanup.mts')).href)});
		await installN8n({ version: '1.2.3', overrides: {} }, new Cleanup());`;
	const command = spawn(process.execPath, ['--input-type=module', '--eval', code], {
		env: process.env,
		stdio: 'ignore',
	});
	await until(isCompiling);
	command.kill('SIGKILL');
	await once(command, 'exit');
	await until(nothingRuns, { ms: 5_000, what: 'the end of npm' });

	const [unfinished = ''] = await installs.left();
	expect(unfinished).toMatch(/^n8n-1\.2\.3-unfinished-/);
	await expect(installs.install(undefined, { wanted: '9.9.9' })).rejects.toThrow();
	expect(await installs.left()).toEqual([unfinished]);
	const yesterday = new Date(Date.now() - 90_000_000);
	await utimes(join(installs.cache, unfinished), yesterday, yesterday);
	await expect(installs.install(undefined, { wanted: '9.9.9' })).rejects.toThrow();
	expect(await installs.left()).toEqual([]);
});

test('the cache folder can be set in the environment', () => {
	process.env['FISH_AUDIO_CACHE'] = 'some/folder';
	expect(cacheFolder()).toBe(resolve('some/folder'));
	process.env['FISH_AUDIO_CACHE'] = '';
	process.env['XDG_CACHE_HOME'] = '/caches';
	expect(cacheFolder()).toBe('/caches/n8n-nodes-fish-audio-voice');
});
