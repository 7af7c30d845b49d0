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

/** The message of a failed install. Expects that nothing is left and that the advice names the demo. */
async function failureOf(wanted?: string): Promise<{ message: string; advice: string }> {
	const failure = (await installs
		.install(undefined, wanted ? { wanted } : {})
		.catch((error: unknown) => error)) as Failure;
	expect(await installs.left()).toEqual([]);
	expect(failure.advice?.endsWith(demo)).toBe(true);
	return { message: failure.message, advice: failure.advice! };
}

test.each([
	['a registry that cannot be reached', async () => `http://127.0.0.1:${await freePort()}`],
	['a registry with an unknown name', async () => 'http://registry.invalid'],
])('reports a missing network: %s', async (_, url) => {
	process.env['npm_config_registry'] = await url();
	const { message, advice } = await failureOf();
	expect(message).toBe('The npm registry cannot be reached, so n8n cannot be installed.');
	expect(advice).toContain('Check the connection to the internet.');
});

test.each([
	['Python 3', 'python3', nodeGyp.withoutPython],
	['make', 'make', nodeGyp.withoutMake],
	['a C++ compiler', 'g++', nodeGyp.withoutCompiler],
])('reports that %s is missing', async (called, command, said) => {
	await installs.lack(command);
	await installs.serve(failsWith(said));
	const { message, advice } = await failureOf();
	expect(message).toBe(`${driver}what is missing to compile it: ${called}.`);
	expect(advice).toContain('apt-get install python3 python3-setuptools make g++');
});

test('reports all missing tools together', async () => {
	await installs.lack('python3', 'make', 'g++');
	await installs.serve(failsWith(nodeGyp.withoutPython));
	expect((await failureOf()).message).toBe(`${driver}what is missing to compile it: Python 3, make, a C++ compiler.`);
});

test('reports a Python without setuptools', async () => {
	await installs.lack();
	await installs.serve(failsWith(nodeGyp.withoutSetuptools));
	const { message, advice } = await failureOf();
	expect(message).toBe(`${driver}what is missing to compile it: setuptools of Python.`);
	expect(advice).toContain('python3-setuptools');
});

test('reports that the files for the compiler cannot be fetched', async () => {
	await installs.lack();
	await installs.serve(failsWith(nodeGyp.withoutHeaders));
	const { message, advice } = await failureOf();
	expect(message).toContain('it cannot be fetched from github.com, nor what is needed to compile it from nodejs.org.');
	expect(advice).toContain('Let this machine reach one of the two.');
});

test("quotes a failed compiler without node-gyp's stack", async () => {
	await installs.lack();
	await installs.serve(failsWith(nodeGyp.withoutCompiler));
	const { message, advice } = await failureOf();
	expect(message).toBe(`${driver}compiling it failed.`);
	expect(advice).toContain('make: cc: No such file or directory');
	expect(advice).not.toMatch(/stack\s+at|node-gyp -v/);
});

test('reports a missing driver even if npm succeeds', async () => {
	await installs.serve('');
	expect((await failureOf()).message).toBe('npm could not install n8n.');
});

test('reports a folder that cannot be created', async () => {
	const file = `${installs.cache}-file`;
	await writeFile(file, '');
	process.env['FISH_AUDIO_CACHE'] = join(file, 'below');
	const failure = (await installs.install().catch((error: unknown) => error)) as Failure;
	expect(failure.message).toBe(`Nothing can be written to ${join(file, 'below')}.`);
	expect(failure.advice).toBe(`Let your user write there, or set FISH_AUDIO_CACHE to another folder.\n${demo}`);
});

test('quotes any other failure', async () => {
	await installs.serve('');
	const { message, advice } = await failureOf('9.9.9');
	expect(message).toBe('npm could not install n8n.');
	expect(advice).toContain('No matching version found for n8n@9.9.9');
});

describe('recognizes messages of npm 11', () => {
	const facts = { folder: '/home/someone/.cache/n8n', missing: [] };

	test('a full disk', () => {
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

	test('a full disk in the compiler', () => {
		const said =
			'/tmp/ccX1.s: fatal error: cannot write: No space left on device\ngyp ERR! build error \nnpm error code 1';
		expect(installFailure(said, facts).message).toBe('The disk is full.');
	});

	test('a missing permission', () => {
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

	test("a missing permission in npm's own cache, without advice to choose another folder for n8n", () => {
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

	test('and does not mistake warnings for the cause', () => {
		const said = `npm http fetch GET https://packages.example/n8n attempt 1 failed with ECONNRESET
npm warn cleanup Failed to remove some directories [ [Error: EPERM: operation not permitted, rmdir 'C:\\n8n'] ]
npm error code ETARGET
npm error notarget No matching version found for n8n@9.9.9.`;
		expect(installFailure(said, facts).message).toBe('npm could not install n8n.');
	});
});
