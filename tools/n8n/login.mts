import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Failure } from '../terminal/failure.mts';
import { readKept } from './kept.mts';
import type { Login, Rest } from './rest.mts';

const fileIn = (home: string): string => join(home, 'login.json');

/** The login that an earlier start has left in the user folder. */
export const keptLogin = async (home: string): Promise<Login | undefined> => await readKept<Login>(fileIn(home));

/** n8n asks for a capital, a small letter and a number. */
const newPassword = (): string => `Fish${randomBytes(9).toString('base64url').replace(/[-_]/g, '7')}1`;

/** Makes a login and keeps it in the user folder, for the user's eyes only. */
export async function newLogin(home: string): Promise<Login> {
	const login = { email: 'you@example.com', password: newPassword() };
	await writeFile(fileIn(home), JSON.stringify(login), { mode: 0o600 });
	return login;
}

/** Signs in to an n8n of ours; the first time it makes the owner. */
export async function signIn(rest: Rest, login: Login, home: string): Promise<void> {
	if (await rest.isNew()) return await rest.setUpOwner(login);
	await rest.login(login).catch((error: Failure) => {
		throw new Failure(
			`n8n does not take the login in ${fileIn(home)}.`,
			`If you have changed it in n8n, write the new one into that file. ${error.message} ${error.advice ?? ''}`,
		);
	});
}
