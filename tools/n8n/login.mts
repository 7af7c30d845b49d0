import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Failure } from '../terminal/failure.mts';
import { readKept } from './kept.mts';
import type { Login, Rest } from './rest.mts';

/** The file in the user folder that keeps the login. */
export const loginFile = (home: string): string => join(home, 'login.json');

/** The login that an earlier start saved in the user folder. */
export const keptLogin = async (home: string): Promise<Login | undefined> => await readKept<Login>(loginFile(home));

/** n8n requires an upper-case letter, a lower-case letter and a digit. */
const newPassword = (): string => `Fish${randomBytes(9).toString('base64url').replace(/[-_]/g, '7')}1`;

/** Creates a login and saves it in the user folder, readable only by the user. */
export async function newLogin(home: string): Promise<Login> {
	const login = { email: 'you@example.com', password: newPassword() };
	await writeFile(loginFile(home), JSON.stringify(login), { mode: 0o600 });
	return login;
}

/** Signs in to an n8n that this command started. The first time it creates the owner. */
export async function signIn(rest: Rest, login: Login, home: string): Promise<void> {
	if (await rest.isNew()) return await rest.setUpOwner(login);
	await rest.login(login).catch((error: Failure) => {
		throw new Failure(
			`n8n does not accept the login in ${loginFile(home)}.`,
			`If you have changed it in n8n, write the new one into that file. ${error.message} ${error.advice ?? ''}`,
		);
	});
}
