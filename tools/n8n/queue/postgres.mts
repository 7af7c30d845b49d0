import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { Failure } from '../../terminal/failure.mts';
import { freePort } from '../ports.mts';
import { keep, type Kept } from './keep.mts';

const run = promisify(execFile);

const idOf = async (flag: string, name: string): Promise<number | undefined> =>
	await run('id', [flag, name]).then(
		({ stdout }) => Number(stdout),
		() => undefined,
	);

/** PostgreSQL refuses to run as root. Then it runs as the Debian package's user, or as nobody. */
async function whoRuns(): Promise<Kept['as']> {
	if (process.getuid?.() !== 0) return {};
	for (const name of ['postgres', 'nobody']) {
		const [uid, gid] = [await idOf('-u', name), await idOf('-g', name)];
		if (uid !== undefined && gid !== undefined) return { uid, gid };
	}
	throw new Failure(
		'PostgreSQL does not run as root, and there is no user postgres or nobody.',
		'Start this as another user.',
	);
}

/** Losing data in a power cut does no harm here. */
const careless = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

interface Cluster {
	folder: string;
	as: Kept['as'];
	password: string;
}

async function makeCluster(programs: string): Promise<Cluster> {
	const folder = await mkdtemp(join(tmpdir(), 'fish-audio-postgres-'));
	const as = await whoRuns();
	const password = randomBytes(16).toString('hex');
	const passwordFile = join(folder, 'password');
	await writeFile(passwordFile, password);
	if (as.uid !== undefined && as.gid !== undefined)
		for (const path of [folder, passwordFile]) await chown(path, as.uid, as.gid);
	const args = [
		'-D',
		join(folder, 'data'),
		'-U',
		'n8n',
		'--auth=scram-sha-256',
		`--pwfile=${passwordFile}`,
		'--encoding=UTF8',
		'--locale=C',
		'--no-sync',
	];
	await run(join(programs, 'initdb'), args, { cwd: folder, ...as }).catch(async (error: unknown) => {
		await rm(folder, { recursive: true, force: true });
		throw new Failure('PostgreSQL could not make a database.', (error as { stderr?: string }).stderr || String(error));
	});
	return { folder, as, password };
}

/**
 * Starts a separate PostgreSQL with an empty database in a temporary folder. Returns n8n's settings for it and a
 * function that stops it.
 */
export async function startPostgres(
	programs: string,
): Promise<{ settings: Record<string, string>; stop: () => Promise<void> }> {
	const { folder, as, password } = await makeCluster(programs);
	const port = await freePort();
	const server = [
		'-D',
		join(folder, 'data'),
		'-p',
		String(port),
		'-h',
		'127.0.0.1',
		'-k',
		'',
		...careless.flatMap((one) => ['-c', one]),
	];
	const isReady = async (): Promise<boolean> =>
		await run(join(programs, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)]).then(
			() => true,
			() => false,
		);
	const stop = await keep({ program: join(programs, 'postgres'), args: server, folder, as }, isReady);
	const settings = {
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(port),
		DB_POSTGRESDB_DATABASE: 'postgres',
		DB_POSTGRESDB_USER: 'n8n',
		DB_POSTGRESDB_PASSWORD: password,
	};
	return { settings, stop };
}
