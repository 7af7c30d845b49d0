import { readFile } from 'node:fs/promises';

/** The JSON in a file; undefined if there is no file, or a kill left half of it. */
export async function readKept<T>(file: string): Promise<T | undefined> {
	try {
		return JSON.parse(await readFile(file, 'utf8')) as T;
	} catch {
		return undefined;
	}
}
