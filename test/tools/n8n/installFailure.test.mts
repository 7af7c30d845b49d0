import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { installFailure } from '../../../tools/n8n/installFailure.mts';
import { freePort } from '../../../tools/n8n/ports.mts';
import type { Failure } from '../../../tools/terminal/failure.mts';
import { failsWith, setInstalls } from './installs.mts';
import * as nodeGyp from './nodeGyp.mts';

const installs = setInstalls();
const driver = 'The database driver of n8n could not be made: ';
const demo = 'The demo needs none of this: npm run demo';

/** What a person is told when n8n cannot be installed; whatever it is, nothing half is left and the demo is named. */
async function told(wanted?: string): Promise<{ message: string; advice: string }> {
	const failure = (await installs
		.install(undefined, wanted ? { wanted } : {})
		.catch((error: unknown) => error)) as Failure;
	expect(await installs.left()).toEqual([]);
	expect(failure.advice?.endsWith(demo)).toBe(true);
	return { message: failure.message, advice: failure.advice! };
}

test.each([
	['a registry that is not reached', async () => `http://127.0.0.1:${await freePort()}`],
	['a registry whose name is not known', async () => 'http://registry.invalid'],
])('no network: %s', async (_, url) => {
	process.env['npm_config_registry'] = await url();
	const { message, advice } = await told();
	expect(message).toBe('The npm registry cannot be reached, so n8n cannot be installed.');
	expect(advice).toContain('Check the connection to the internet.');
});

test.each([
	['Python 3', 'python3', nodeGyp.withoutPython],
	['make', 'make', nodeGyp.withoutMake],
	['a C++ compiler', 'g++', nodeGyp.withoutCompiler],
])('no %s', async (called, command, said) => {
	await installs.lack(command);
	await installs.serve(failsWith(said));
	const { message, advice } = await told();
	expect(message).toBe(`${driver}what is missing to compile it: ${called}.`);
	expect(advice).toContain('apt-get install python3 python3-setuptools make g++');
});

test('nothing to compile with names all of it', async () => {
	await installs.lack('python3', 'make', 'g++');
	await installs.serve(failsWith(nodeGyp.withoutPython));
	expect((await told()).message).toBe(`${driver}what is missing to compile it: Python 3, make, a C++ compiler.`);
});

test('a Python without setuptools', async () => {
	await installs.lack();
	await installs.serve(failsWith(nodeGyp.withoutSetuptools));
	const { message, advice } = await told();
	expect(message).toBe(`${driver}what is missing to compile it: setuptools of Python.`);
	expect(advice).toContain('python3-setuptools');
});

test('a compiler, but no way to what it needs', async () => {
	await installs.lack();
	await installs.serve(failsWith(nodeGyp.withoutHeaders));
	const { message, advice } = await told();
	expect(message).toContain('it cannot be fetched from github.com, nor what is needed to compile it from nodejs.org.');
	expect(advice).toContain('Let this machine reach one of the two.');
});

test('a compiler that fails is quoted, without places in node-gyp', async () => {
	await installs.lack();
	await installs.serve(failsWith(nodeGyp.withoutCompiler));
	const { message, advice } = await told();
	expect(message).toBe(`${driver}compiling it failed.`);
	expect(advice).toContain('make: cc: No such file or directory');
	expect(advice).not.toMatch(/stack\s+at|node-gyp -v/);
});

test('a driver that is not made, though npm is content', async () => {
	await installs.serve('');
	expect((await told()).message).toBe('npm could not install n8n.');
});

test('a folder that cannot be made', async () => {
	const file = `${installs.cache}-file`;
	await writeFile(file, '');
	process.env['FISH_AUDIO_CACHE'] = join(file, 'below');
	const failure = (await installs.install().catch((error: unknown) => error)) as Failure;
	expect(failure.message).toBe(`Nothing can be written to ${join(file, 'below')}.`);
	expect(failure.advice).toBe(`Let your user write there, or set FISH_AUDIO_CACHE to another folder.\n${demo}`);
});

test('anything else is quoted', async () => {
	await installs.serve('');
	const { message, advice } = await told('9.9.9');
	expect(message).toBe('npm could not install n8n.');
	expect(advice).toContain('No matching version found for n8n@9.9.9');
});

describe('as npm 11 said it elsewhere', () => {
	const facts = { folder: '/home/someone/.cache/n8n', missing: [] };

	test('disk full', () => {
		const said = `npm warn tar TAR_ENTRY_ERROR ENOSPC: no space left on device, write
npm error code ENOSPC
npm error syscall write
npm error errno -28
npm error nospc ENOSPC: no space left on device, write
npm error nospc There appears to be insufficient space on your system to finish.`;
		const { message, advice } = installFailure(said, facts);
		expect(message).toBe('The disk is full.');
		expect(advice).toContain(`n8n needs about 2.5 GB in ${facts.folder}`);
		expect(advice).toContain(demo);
	});

	test('disk full in the compiler', () => {
		const said =
			'/tmp/ccX1.s: fatal error: cannot write: No space left on device\ngyp ERR! build error \nnpm error code 1';
		expect(installFailure(said, facts).message).toBe('The disk is full.');
	});

	test('no permission', () => {
		const path = `${facts.folder}/n8n-2.41.1-unfinished-1/node_modules`;
		const said = `npm error code EACCES
npm error syscall mkdir
npm error path ${path}
npm error errno -13
npm error Error: EACCES: permission denied, mkdir '${path}'
npm error The operation was rejected by your operating system.`;
		const { message, advice } = installFailure(said, facts);
		expect(message).toBe(`Nothing can be written to ${path}.`);
		expect(advice).toContain('set FISH_AUDIO_CACHE to another folder');
	});

	test("no permission in npm's own cache, where another folder for n8n would not help", () => {
		const said = `npm error code EACCES
npm error syscall mkdir
npm error path /home/someone/.npm
npm error errno EACCES
npm error Your cache folder contains root-owned files, due to a bug in previous versions of npm which has \
since been addressed.`;
		const { message, advice } = installFailure(said, facts);
		expect(message).toBe('Nothing can be written to /home/someone/.npm.');
		expect(advice).not.toContain('FISH_AUDIO_CACHE');
	});

	test('what was only warned of, and overcome, is not taken for the cause', () => {
		const said = `npm http fetch GET https://packages.example/n8n attempt 1 failed with ECONNRESET
npm warn cleanup Failed to remove some directories [ [Error: EPERM: operation not permitted, rmdir 'C:\\n8n'] ]
npm error code ETARGET
npm error notarget No matching version found for n8n@9.9.9.`;
		expect(installFailure(said, facts).message).toBe('npm could not install n8n.');
	});
});
