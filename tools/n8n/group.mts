import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/**
 * Whether children get their own process group (`detached` of `spawn`). Ctrl-C then reaches only the command, which
 * stops them in order with everything they have started. Windows has no such groups.
 */
export const ownGroup = process.platform !== 'win32';

const isOver = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

function send(child: ChildProcess, signal: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	if (!ownGroup) return void child.kill(signal);
	try {
		process.kill(-child.pid, signal);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}

const patienceMs = 20_000;

/** Stops a child with its own group and everything it has started; by force if it takes too long. */
export async function endGroup(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
	if (child.pid === undefined) return;
	if (!isOver(child)) {
		const exited = once(child, 'exit');
		const force = setTimeout(() => send(child, 'SIGKILL'), patienceMs);
		send(child, signal);
		await exited;
		clearTimeout(force);
	}
	// Whatever it had started and did not stop itself.
	send(child, 'SIGKILL');
}
