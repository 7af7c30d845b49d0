import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { node24 } from './node24.mts';

export interface Decoded {
	/** Hz */
	rate: number;
	/** The first channel, -1 to 1. */
	sound: Float32Array;
}

/**
 * Decodes audio with another decoder. It runs in a separate process, since jest does not load ES modules.
 */
export async function decoded(files: Uint8Array[]): Promise<Decoded[]> {
	const folder = await mkdtemp(join(tmpdir(), 'decode-'));
	try {
		const paths = files.map((_, number) => join(folder, String(number)));
		await Promise.all(files.map((file, number) => writeFile(paths[number]!, file)));
		const { stdout } = await promisify(execFile)(node24, [resolve('test/support/decodeMain.mts'), ...paths]);
		const rates = JSON.parse(stdout) as number[];
		return await Promise.all(
			paths.map(async (path, number) => {
				const { buffer } = Uint8Array.from(await readFile(`${path}.f32`));
				return { rate: rates[number]!, sound: new Float32Array(buffer) };
			}),
		);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
