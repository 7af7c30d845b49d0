import { join } from 'node:path';

import type { RunningSandbox } from '../../test/support/sandbox.mts';
import { record } from '../record.mts';

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

/** A recording on disk. */
export interface Recording {
	file: string;
	bytes: number;
	seconds: number;
}

/** Makes the sandbox's synthesizer speak the recordings into a folder. */
export async function makeRecordings(sandbox: RunningSandbox, folder: string): Promise<Recording[]> {
	const made: Recording[] = [];
	for (const { file, text } of recordings) {
		made.push({ file, ...(await record(sandbox, join(folder, file), { voices: [standIn], text })) });
	}
	return made;
}
