import { Cleanup } from './cleanup.mts';
import { NotStarted } from './failure.mts';

class Interrupted extends Error {}

/** A command that people start with `npm run`. */
export interface Command {
	/** Its name in messages, such as "The demo". */
	called: string;
	/** What `--help` prints. */
	usage: string;
	/** Runs the command. `cleanup` stops what it starts. May return the exit code; default 0. */
	run(args: string[], cleanup: Cleanup): Promise<number | void>;
}

/** npm repeats a Ctrl-C that the terminal has already sent to all processes. A second one so soon is the same one. */
const sameMs = 1_000;

const parentCheckMs = 500;
const parent = process.ppid;

/** SIGTERM ends npm and its shell, but not what the shell runs: the command then has another parent. */
function whenLeftAlone(stop: () => void): void {
	if (process.env['npm_lifecycle_event'] === undefined) return;
	const watch = setInterval(() => {
		if (process.ppid === parent) return;
		clearInterval(watch);
		stop();
	}, parentCheckMs);
	watch.unref();
}

const interruption = (): Promise<never> =>
	new Promise((_, fail) => {
		let first: number | undefined;
		const interrupt = (): void => {
			first ??= Date.now();
			if (Date.now() - first > sameMs) process.exit(130);
			fail(new Interrupted('Stopped'));
		};
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
		whenLeftAlone(interrupt);
	});

function tellFailure(error: unknown, { called, usage }: Command): void {
	if (error instanceof Interrupted) return console.log('\n\nStopping …');
	const what = error instanceof NotStarted ? 'was not started:' : 'stopped with an error.';
	console.error(`\n${called} ${what} ${(error as Error).message}`);
	// n8n's errors keep their advice in the description.
	const { advice, description, code } = error as { advice?: string; description?: string; code?: unknown };
	if (advice ?? description) console.error(advice ?? description);
	if (String(code).startsWith('ERR_PARSE_ARGS')) console.error(`\n${usage}`);
}

/** Runs a command until it is done, fails or gets Ctrl-C. Then stops everything it has started and exits. */
export async function runCommand(command: Command): Promise<never> {
	const args = process.argv.slice(2);
	if (args.includes('--help')) {
		console.log(command.usage);
		process.exit(0);
	}
	// The reader of the output may be gone. Everything must still be stopped.
	for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
	const cleanup = new Cleanup();
	let code = 0;
	try {
		code = (await Promise.race([command.run(args, cleanup), interruption()])) ?? 0;
	} catch (error) {
		tellFailure(error, command);
		code = error instanceof Interrupted ? 130 : 1;
	}
	await cleanup.run();
	if (code === 130) console.log('Stopped.');
	process.exit(code);
}
