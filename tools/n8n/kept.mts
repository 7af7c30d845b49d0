import { readFile } from 'node:fs/promises';

/** What is kept in a file as JSON; undefined where there is none, or a kill has left half of it. */
export async function readKept<T>(file: string): Promise<T | undefined> {
	try {
		return JSON.parse(await readFile(file, 'utf8')) as T;
	} catch {
		return undefined;
	}
}
