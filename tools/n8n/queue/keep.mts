import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { Failure } from '../../terminal/failure.mts';
import { endGroup, ownGroup } from '../group.mts';
import { endWithParent, environment } from '../npm.mts';

/** A server, and the folder that it works in and that is removed when it ends. */
export interface Kept {
	program: string;
	args: string[];
	folder: string;
	/** Who it runs as; as this process where nobody is named. */
	as: { uid?: number; gid?: number };
}

const startMs = 60_000;

/**
 * Starts a server and waits until it is ready; gives what stops it. Fails with a `Failure` that quotes what it said
 * last.
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
	throw new Failure(`${kept.program} did not start.`, `The last it said:\n${said.trim()}`);
}
