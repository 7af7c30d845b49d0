import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Failure } from '../terminal/failure.mts';
import type { Login, Rest } from './rest.mts';

const email = 'you@example.com';

/** n8n asks for a capital, a small letter and a number. */
const newPassword = (): string => `Fish${randomBytes(9).toString('base64url').replace(/[-_]/g, '7')}1`;

/** Signs in to an n8n of ours; the first time it makes the owner. The login is kept in the user folder. */
export async function signIn(rest: Rest, home: string): Promise<Login> {
	const file = join(home, 'login.json');
	if (await rest.isNew()) {
		const login = { email, password: newPassword() };
		await writeFile(file, JSON.stringify(login), { mode: 0o600 });
		await rest.setUpOwner(login);
		return login;
	}
	const kept = await readFile(file, 'utf8').catch(() => undefined);
	if (kept === undefined) throw new Failure('The login of this n8n is not known.', `Delete the folder ${home} and start again.`);
	const login = JSON.parse(kept) as Login;
	await rest.login(login);
	return login;
}
