import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import type { RunningSandbox } from '../test/support/sandbox.mts';
import { Failure } from '../tools/terminal/failure.mts';

const sampleRate = 44_100;
const headerBytes = 44;

/** The ID of a voice in the sandbox's library. */
export async function voiceOf({ url, key }: RunningSandbox, title: string): Promise<string> {
	const query = new URLSearchParams({ title });
	const answer = await fetch(`${url}/model?${query}`, { headers: { authorization: `Bearer ${key}` } });
	const { items } = (await answer.json()) as { items: { _id: string; title: string }[] };
	const found = items.find((one) => one.title === title);
	if (!found) throw new Failure(`The sandbox has no voice called '${title}'`);
	return found._id;
}

/** What is said in a recording, and by whom. */
export interface Recorded {
	/** Titles of voices of the sandbox's library. Several take turns by speaker tags in the text. */
	voices: string[];
	text: string;
	/** 1 is the normal speed. */
	speed?: number;
}

/** Makes the sandbox's synthesizer speak a recording into a file. */
export async function record(
	sandbox: RunningSandbox,
	path: string,
	{ voices, text, speed = 1 }: Recorded,
): Promise<{ bytes: number; seconds: number }> {
	const ids = await Promise.all(voices.map(async (title) => await voiceOf(sandbox, title)));
	const wav = await sandbox.ttsBytes({
		text,
		format: 'wav',
		sample_rate: sampleRate,
		reference_id: ids.length === 1 ? ids[0] : ids,
		prosody: { speed },
	});
	// Like the service's audio it has placeholder sizes; a recorder writes real ones.
	wav.writeUInt32LE(wav.length - 8, 4);
	wav.writeUInt32LE(wav.length - headerBytes, 40);
	await mkdir(dirname(path), { recursive: true });
	await writeFile(path, wav);
	return { bytes: wav.length, seconds: (wav.length - headerBytes) / (2 * sampleRate) };
}
