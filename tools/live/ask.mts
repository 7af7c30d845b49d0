import { createInterface } from 'node:readline/promises';

import { Failure } from '../terminal/failure.mts';

/** Asks for a yes; anything else is a no. @throws Failure if there is no terminal */
export async function agreed(question: string, signal: AbortSignal): Promise<boolean> {
	if (!process.stdin.isTTY)
		throw new Failure('There is no terminal to confirm the spending.', 'Add --yes to agree in advance.');
	const terminal = createInterface({ input: process.stdin, output: process.stdout });
	// Pass Ctrl-C at the question on to the command.
	terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
	try {
		return /^y(es)?$/i.test((await terminal.question(question, { signal })).trim());
	} finally {
		terminal.close();
	}
}
