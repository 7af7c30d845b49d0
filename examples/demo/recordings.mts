import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { RunningSandbox } from '../../test/support/sandbox.mts';
import { Failure } from '../../tools/terminal/failure.mts';

/** The voice of the sandbox's public library that stands in for a person; it speaks clearly higher than the default. */
export const standIn = 'Station Call';

/** The text of each recording. The workflow has the same texts as transcripts. */
export const recordings = [
	{
		file: 'recording-1.wav',
		text:
			'Good morning, and thank you for listening. I am reading these lines so that my voice can be cloned. Clear ' +
			'speech, a quiet room and ten seconds or more are all it takes. I speak as I would on the telephone: calm, ' +
			'friendly and not too fast.',
	},
	{
		file: 'recording-2.wav',
		text:
			'Our shop is open every day from nine to six, and on Sundays until noon. If you would like to know where ' +
			'your parcel is, please have your order number ready. We are happy to help you, whatever your question may ' +
			'be.',
	},
];

const sampleRate = 44_100;
const headerBytes = 44;

async function standInId({ url, key }: RunningSandbox): Promise<string> {
	const query = new URLSearchParams({ title: standIn });
	const answer = await fetch(`${url}/model?${query}`, { headers: { authorization: `Bearer ${key}` } });
	const { items } = (await answer.json()) as { items: { _id: string; title: string }[] };
	const found = items.find(({ title }) => title === standIn);
	if (!found) throw new Failure(`The sandbox has no voice called '${standIn}'`);
	return found._id;
}

/** A recording on disk. */
export interface Recording {
	file: string;
	bytes: number;
	seconds: number;
}

/** Makes the sandbox's synthesizer speak the recordings into a folder. */
export async function makeRecordings(sandbox: RunningSandbox, folder: string): Promise<Recording[]> {
	await mkdir(folder, { recursive: true });
	const voice = await standInId(sandbox);
	const made: Recording[] = [];
	for (const { file, text } of recordings) {
		const wav = await sandbox.ttsBytes({ text, format: 'wav', sample_rate: sampleRate, reference_id: voice });
		// Like the service's audio it has placeholder sizes; a recorder writes real ones.
		wav.writeUInt32LE(wav.length - 8, 4);
		wav.writeUInt32LE(wav.length - headerBytes, 40);
		await writeFile(join(folder, file), wav);
		made.push({ file, bytes: wav.length, seconds: (wav.length - headerBytes) / (2 * sampleRate) });
	}
	return made;
}
