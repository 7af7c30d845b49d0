import { createInterface } from 'node:readline/promises';

import { Failure } from '../terminal/failure.mts';

/** Asks a person; anything but a yes is a no. @throws Failure where nobody can be asked. */
export async function agreed(question: string, signal: AbortSignal): Promise<boolean> {
	if (!process.stdin.isTTY)
		throw new Failure('Nobody can be asked here whether money may be spent.', 'Add --yes to agree beforehand.');
	const terminal = createInterface({ input: process.stdin, output: process.stdout });
	// Ctrl-C in the question is one in the command.
	terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
	try {
		return /^y(es)?$/i.test((await terminal.question(question, { signal })).trim());
	} finally {
		terminal.close();
	}
}
