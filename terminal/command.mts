import { Cleanup } from './cleanup.mts';

class Interrupted extends Error {}

/** A command that people start with `npm run`. */
export interface Command {
	/** How it is spoken of, such as "The demo". */
	called: string;
	/** What `--help` prints. */
	usage: string;
	/** Does it all; what it starts is left to `cleanup` to stop. */
	run(args: string[], cleanup: Cleanup): Promise<void>;
}

const interruption = (): Promise<never> =>
	new Promise((_, fail) => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
			process.once(signal, () => fail(new Interrupted('Stopped')));
		}
	});

function tellFailure(error: unknown, { called, usage }: Command): void {
	if (error instanceof Interrupted) return console.log('\n\nStopped.');
	console.error(`\n${called} could not go on. ${(error as Error).message}`);
	// n8n's errors keep their advice in the description.
	const { advice, description, code } = error as { advice?: string; description?: string; code?: string };
	if (advice ?? description) console.error(advice ?? description);
	if (code?.startsWith('ERR_PARSE_ARGS')) console.error(`\n${usage}`);
}

/** Runs a command until it is done, fails or is stopped by Ctrl-C, stops all it has started, and ends the process. */
export async function runCommand(command: Command): Promise<never> {
	const args = process.argv.slice(2);
	if (args.includes('--help')) {
		console.log(command.usage);
		process.exit(0);
	}
	const cleanup = new Cleanup();
	let code = 0;
	try {
		await Promise.race([command.run(args, cleanup), interruption()]);
	} catch (error) {
		tellFailure(error, command);
		code = error instanceof Interrupted ? 130 : 1;
	}
	await cleanup.run();
	process.exit(code);
}
