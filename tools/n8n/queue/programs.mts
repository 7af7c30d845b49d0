import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';

import { Failure } from '../../terminal/failure.mts';

/** The servers that n8n's queue mode needs beside it. */
export interface Programs {
	redis: string;
	/** Folder of PostgreSQL's programs, which Debian does not add to the path. */
	postgres: string;
}

const runs = (program: string): boolean => spawnSync(program, ['--version']).status === 0;

const missing = (what: string, { debian, variable }: { debian: string; variable: string }): Failure =>
	new Failure(
		`${what} is not there, and n8n's queue mode needs it.`,
		`On Debian and Ubuntu: apt-get install ${debian}. If it is installed elsewhere, set ${variable}.`,
	);

/** Debian's folders, newest first. */
const debianFolders = (): string[] =>
	globSync('/usr/lib/postgresql/*/bin').sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));

/**
 * Finds the servers where Debian installs them, or by `REDIS_SERVER` and `POSTGRES_BIN`. @throws Failure that names
 * what is missing
 */
export function findPrograms(): Programs {
	const redis = process.env['REDIS_SERVER'] ?? '/usr/bin/redis-server';
	if (!runs(redis)) throw missing(redis, { debian: 'redis-server', variable: 'REDIS_SERVER' });
	const given = process.env['POSTGRES_BIN'];
	const postgres = (given === undefined ? debianFolders() : [given]).find((folder) => runs(join(folder, 'initdb')));
	if (postgres === undefined) throw missing(given ?? 'PostgreSQL', { debian: 'postgresql', variable: 'POSTGRES_BIN' });
	return { redis, postgres };
}
