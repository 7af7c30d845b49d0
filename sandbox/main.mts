import { fstatSync } from 'node:fs';
import { readCommandLine, usage, type CommandLine } from './options.mts';
import { stagedNames } from './like/staged.mts';
import { startSandbox, type Sandbox, type SandboxOptions } from './server.mts';
import { warmUp } from './speech/warmUp.mts';

const PARENT_CHECK_MS = 500;

/** Ends with its parent process, so that nothing is left running. */
function endWithParent(stop: () => void): void {
	const input = fstatSync(0);
	if (input.isFIFO() || input.isSocket()) process.stdin.on('end', stop).on('error', stop).resume();
	const parent = process.ppid;
	setInterval(() => process.ppid !== parent && stop(), PARENT_CHECK_MS).unref();
}

function greet({ url, key, dataDir }: Sandbox, { port: askedPort, like = 'fish-audio' }: SandboxOptions): void {
	if (askedPort && !url.endsWith(`:${askedPort}`)) console.log(`Port ${askedPort} is taken; another one is used.`);
	console.log(`The Fish Audio sandbox is running${like === 'fish-audio' ? '' : `, like ${like}`}.

  Base URL   ${url}
  API key    ${key}
  Voices     ${like === 'fish-audio' ? dataDir : stagedNames.join(', ')}

Put the base URL and the key into a Fish Audio credential in n8n. Stop with Ctrl-C.`);
}

async function run({ json, help, sandbox: options }: CommandLine): Promise<void> {
	if (help) return console.log(usage);
	const sandbox = await startSandbox(options);
	const stop = () => void sandbox.stop().finally(() => process.exit(0));
	process.once('SIGINT', stop).once('SIGTERM', stop).once('SIGHUP', stop);
	if (!json) {
		greet(sandbox, options);
		return void warmUp();
	}
	endWithParent(stop);
	const { url, key, dataDir } = sandbox;
	console.log(JSON.stringify({ url, key, controlUrl: `${url}/_sandbox`, dataDir, pid: process.pid }));
}

try {
	await run(readCommandLine(process.argv.slice(2)));
} catch (error) {
	console.error(`${(error as Error).message}\n\n${usage}`);
	process.exit(1);
}
