import { join } from 'node:path';

import type { RunningSandbox } from '../test/support/sandbox.mts';
import { record } from './record.mts';

/** Who speaks in the interview, with the voices of the sandbox's library that stand in for them. */
export const speakers = [
	{
		name: 'Anna',
		voice: 'Station Call',
		sample:
			'My name is Anna, and I agree that my voice is cloned. I read these lines calmly and clearly, as I speak on ' +
			'the radio, with no music and no other people in the room.',
	},
	{
		name: 'Ben',
		voice: 'Calm Narrator',
		sample:
			'My name is Ben, and I agree that my voice is cloned. I am at home in my kitchen, the windows are closed, and ' +
			'I speak as I would to a friend who sits across the table.',
	},
];

/** What they say, in turns. The example has the translation of each turn. */
export const turns = [
	'Welcome to the Harbour Hour. With me today is Ben, who has looked after our old lighthouse for thirty years. ' +
		'Ben, what does the night sound like out there?',
	'It is quiet, most of all. You hear the sea, and the old clock on the wall, and sometimes a ship that says ' +
		'good night.',
	'And have you ever been afraid?',
	'Once, in the great storm. The windows shook, and the light went out. I climbed up with a lamp in my hand and ' +
		'stood there until the morning.',
	'Until the morning! And what did you do then?',
	'I made coffee. And then I slept for two days.',
];

/** The folder in that for files which has the interview, and `speakers` with a sample of each who speaks in it. */
export const dubbingFolder = 'dubbing';

/** Slow enough for the translation, which is longer. */
const speed = 0.8;

/** Makes the sandbox speak the interview and the samples into the folder for files. */
export async function makeInterview(sandbox: RunningSandbox, files: string): Promise<void> {
	const folder = join(files, dubbingFolder);
	await record(sandbox, join(folder, 'interview.wav'), {
		voices: speakers.map(({ voice }) => voice),
		text: turns.map((turn, index) => `<|speaker:${index % speakers.length}|>${turn}`).join(' '),
		speed,
	});
	for (const { name, voice, sample } of speakers)
		await record(sandbox, join(folder, 'speakers', `${name}.wav`), { voices: [voice], text: sample });
}
