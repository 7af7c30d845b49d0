import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { Failure } from '../../terminal/failure.mts';
import { endGroup, ownGroup } from '../group.mts';
import { endWithParent, environment } from '../npm.mts';

/** A server and its working folder, which is removed when the server ends. */
export interface Kept {
	program: string;
	args: string[];
	folder: string;
	/** The user it runs as. Default: this process's user. */
	as: { uid?: number; gid?: number };
}

const startMs = 60_000;

/**
 * Starts a server and waits until it is ready. Returns a function that stops it. @throws Failure with its last output
 */
export async function keep(kept: Kept, isReady: () => Promise<boolean>): Promise<() => Promise<void>> {
	const keeper = [...endWithParent, join(import.meta.dirname, 'keeper.mts'), JSON.stringify(kept)];
	const child = spawn(process.execPath, keeper, {
		env: environment(),
		detached: ownGroup,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let said = '';
	for (const output of [child.stdout, child.stderr])
		output.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-2_000)));
	const stop = async (): Promise<void> => await endGroup(child, 'SIGTERM');
	for (
		const late = Date.now() + startMs;
		child.exitCode === null && child.signalCode === null && Date.now() < late;
		await pause(50)
	) {
		if (await isReady()) return stop;
	}
	await stop();
	throw new Failure(`${kept.program} did not start.`, `Its last output:\n${said.trim()}`);
}
