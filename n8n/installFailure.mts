import { spawnSync } from 'node:child_process';

import { Failure } from '../terminal/failure.mts';

/** What n8n's database driver is compiled with, where no compiled one can be had. */
const compilerTools = [
	{ called: 'Python 3', commands: ['python3', 'python'] },
	{ called: 'make', commands: ['make', 'gmake'] },
	{ called: 'a C++ compiler', commands: ['g++', 'c++', 'clang++'] },
];

const isThere = (command: string, path: string | undefined): boolean =>
	spawnSync(command, ['--version'], { stdio: 'ignore', env: { ...process.env, PATH: path } }).status === 0;

/** The tools of a compiler that are not on the path, in a person's words. Windows has others, which node-gyp finds. */
export function missingTools(path = process.env['PATH']): string[] {
	if (process.platform === 'win32') return [];
	return compilerTools.filter(({ commands }) => !commands.some((command) => isThere(command, path))).map(({ called }) => called);
}

/** Where an install goes, and what it lacks. */
export interface InstallFacts {
	folder: string;
	/** As `missingTools` names them. */
	missing: string[];
}

const demo = 'The demo needs none of this: npm run demo';

const howToGetCompiler = [
	'On Debian and Ubuntu: apt-get install python3 make g++',
	'On macOS: xcode-select --install',
	'On Windows: install the Visual Studio Build Tools with "Desktop development with C++"',
].join('\n');

const lastLines = (output: string): string =>
	output
		.split('\n')
		.filter((line) => /npm error|gyp ERR!/.test(line))
		.slice(-12)
		.join('\n');

const noNetwork = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT)\b/;

/** Says in a person's words why npm could not install n8n. */
export function installFailure(output: string, { folder, missing }: InstallFacts): Failure {
	const failure = (message: string, ...advice: string[]): Failure => new Failure(message, [...advice, demo].join('\n'));
	if (/\bENOSPC\b/.test(output)) {
		return failure('The disk is full.', `n8n needs about 2.5 GB in ${folder}. Make room and start again: it goes on where it stopped.`);
	}
	if (/\b(EACCES|EPERM|EROFS)\b/.test(output)) {
		return failure('npm may not write there.', `Let your user write to ${folder}, or set FISH_AUDIO_CACHE to another folder.`);
	}
	if (/gyp ERR!|prebuild-install/.test(output)) {
		const what = missing.length > 0 ? `what is missing to compile it: ${missing.join(', ')}` : 'compiling it failed';
		return failure(`The database driver of n8n could not be made: ${what}.`, missing.length > 0 ? howToGetCompiler : lastLines(output));
	}
	if (noNetwork.test(output)) {
		return failure(
			'The npm registry cannot be reached, so n8n cannot be installed.',
			'Check the connection to the internet. Behind a proxy, tell npm of it: npm config set proxy http://…',
		);
	}
	return failure('npm could not install n8n.', lastLines(output) || output.trim().slice(-1_000));
}
