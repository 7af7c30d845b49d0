import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import type { Cleanup } from '../terminal/cleanup.mts';
import { Failure, NotStarted } from '../terminal/failure.mts';
import { readKept } from './kept.mts';
import { keptLogin, loginFile, newLogin } from './login.mts';
import type { Login } from './rest.mts';

const busy = 5;

/**
 * Locks the folder for this process: two n8n would damage its database. The operating system releases the lock when
 * the process ends, for any reason. Node offers such a lock only through SQLite.
 */
function lock(home: string): DatabaseSync | undefined {
	const database = new DatabaseSync(join(home, 'lock.sqlite'));
	try {
		database.exec('BEGIN EXCLUSIVE');
		return database;
	} catch (error) {
		database.close();
		if ((error as { errcode?: number }).errcode === busy) return undefined;
		throw error;
	}
}

/** The file in which an n8n that runs in the folder leaves its address. */
const runningFile = (home: string): string => join(home, 'running.json');

async function isTaken(home: string): Promise<NotStarted> {
	const running = await readKept<{ url: string }>(runningFile(home));
	return new NotStarted(
		running ? `it is running already at ${running.url}` : `it is being started already, in ${home}.`,
		`Use that one: its e-mail and password are in ${loginFile(home)}. To stop it, press Ctrl-C where it was started. ` +
			'Another folder (--home) makes another n8n.',
	);
}

/** Creates the folder, or takes one that this command created, and locks it. Returns the login of its n8n. */
export async function openHome(home: string, cleanup: Cleanup): Promise<Login> {
	const login = await keptLogin(home);
	if (!login && existsSync(join(home, '.n8n'))) {
		throw new Failure(
			`The n8n in ${home} was not created by this command, so it is left alone.`,
			'Give another folder: --home DIR',
		);
	}
	await mkdir(home, { recursive: true, mode: 0o700 });
	const held = lock(home);
	if (!held) throw await isTaken(home);
	cleanup.add(async () => held.close());
	await rm(runningFile(home), { force: true });
	return login ?? (await newLogin(home));
}

/** Publishes the address of the folder's n8n until it is stopped. */
export async function tellRunning(home: string, url: string, cleanup: Cleanup): Promise<void> {
	cleanup.add(async () => await rm(runningFile(home), { force: true }));
	await writeFile(runningFile(home), JSON.stringify({ url }));
}
