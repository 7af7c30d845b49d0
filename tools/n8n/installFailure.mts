import { spawnSync } from 'node:child_process';

import { Failure } from '../terminal/failure.mts';

/** What n8n's database driver is compiled with if no compiled one can be downloaded. */
const compilerTools = [
	{ called: 'Python 3', commands: ['python3', 'python'] },
	{ called: 'make', commands: ['make', 'gmake'] },
	{ called: 'a C++ compiler', commands: ['g++', 'c++', 'clang++'] },
];

const isThere = (command: string, path: string | undefined): boolean =>
	spawnSync(command, ['--version'], { stdio: 'ignore', env: { ...process.env, PATH: path } }).status === 0;

/** Names of the build tools that are missing from the path. Windows has others, which node-gyp finds. */
export function missingTools(path = process.env['PATH']): string[] {
	if (process.platform === 'win32') return [];
	return compilerTools
		.filter(({ commands }) => !commands.some((command) => isThere(command, path)))
		.map(({ called }) => called);
}

/** The install folder, and the tools that are missing. */
export interface InstallFacts {
	folder: string;
	/** As `missingTools` names them. */
	missing: string[];
}

/** A message and advice, without how to work around it. */
interface Explanation {
	message: string;
	advice: string;
}

const howToGetCompiler = [
	'On Debian and Ubuntu: apt-get install python3 python3-setuptools make g++',
	'On macOS: xcode-select --install, and for setuptools: python3 -m pip install setuptools',
	'On Windows: install the Visual Studio Build Tools with "Desktop development with C++"',
].join('\n');

/** The lines in which npm and node-gyp report the error. Warnings also name errors, but harmless ones. */
const errorLines = (output: string): string =>
	output
		.split('\n')
		.filter((line) => /npm error|npm ERR!|gyp ERR!/.test(line))
		.join('\n');

/** The end of the compiler's and node-gyp's output, without stack traces. */
function lastOfCompiler(output: string): string {
	const [compilerPart = ''] = output.split(/^gyp ERR! System/m);
	const lines = compilerPart.split('\n').filter((line) => line.trim() !== '' && !/^gyp ERR! stack\s+at /.test(line));
	return lines.slice(-12).join('\n');
}

const noPermission = /\b(?:EACCES|EPERM|EROFS|ENOTDIR|EEXIST)\b/;
const noNetwork = new RegExp(
	String.raw`\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|` +
		String.raw`ERR_SOCKET_TIMEOUT)\b|network connectivity`,
);

function refused(errors: string, folder: string): Explanation {
	// npm's name of the error, or Node's.
	const path = (/^npm error path (.+)$/m.exec(errors) ?? /\bE[A-Z]+: [^'\n]*'([^'\n]+)'/.exec(errors))?.[1] ?? folder;
	const isOurs = path.startsWith(folder) || folder.startsWith(path);
	return {
		message: `Nothing can be written to ${path}.`,
		advice: isOurs
			? 'Let your user write there, or set FISH_AUDIO_CACHE to another folder.'
			: 'Let your user write there: npm needs it.',
	};
}

function noDriver(output: string, missing: string[]): Explanation {
	const message = 'The database driver of n8n could not be made: ';
	const setuptools = /No module named 'distutils'/.test(output) ? ['setuptools of Python'] : [];
	const lacking = [...missing, ...setuptools];
	if (lacking.length > 0)
		return { message: `${message}what is missing to compile it: ${lacking.join(', ')}.`, advice: howToGetCompiler };
	if (!noNetwork.test(errorLines(output)))
		return { message: `${message}compiling it failed.`, advice: lastOfCompiler(output) };
	return {
		message: `${message}it cannot be fetched from github.com, nor what is needed to compile it from nodejs.org.`,
		advice: 'Let this machine reach one of the two. Behind a proxy, configure npm: npm config set proxy http://…',
	};
}

function explain(output: string, { folder, missing }: InstallFacts): Explanation {
	const errors = errorLines(output) || output;
	if (/\b(?:ENOSPC|EDQUOT)\b|No space left on device/.test(output)) {
		return {
			message: 'The disk is full.',
			advice:
				`n8n needs about 2.5 GB in ${folder}, and npm keeps what it has fetched beside that. Make room and start ` +
				'again.',
		};
	}
	if (noPermission.test(errors)) return refused(errors, folder);
	if (/gyp ERR!|prebuild-install/.test(errors)) return noDriver(output, missing);
	if (noNetwork.test(errors)) {
		return {
			message: 'The npm registry cannot be reached, so n8n cannot be installed.',
			advice: 'Check the connection to the internet. Behind a proxy, configure npm: npm config set proxy http://…',
		};
	}
	return {
		message: 'npm could not install n8n.',
		advice: errorLines(output).split('\n').slice(-12).join('\n') || output.trim().slice(-1_000),
	};
}

/** Explains why npm could not install n8n. */
export function installFailure(output: string, facts: InstallFacts): Failure {
	const { message, advice } = explain(output, facts);
	return new Failure(message, `${advice}\nThe demo needs none of this: npm run demo`);
}
