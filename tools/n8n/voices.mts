import { speakers } from '../../examples/interview.mts';
import { voiceOf } from '../../examples/record.mts';
import type { RunningSandbox } from '../../test/support/sandbox.mts';
import type { SpeakerVoice } from './preparedExample.mts';

/** Voices of the sandbox's library for nodes and speakers without one. */
export async function voicesIn(sandbox: RunningSandbox): Promise<SpeakerVoice[]> {
	return await Promise.all(speakers.map(async ({ voice: title }) => ({ id: await voiceOf(sandbox, title), title })));
}

/** Gives a new account in the sandbox a trained voice of its own: without one the trigger has nothing to show. */
export async function addOwnVoice({ url, key, seedVoices }: RunningSandbox): Promise<void> {
	const answer = await fetch(`${url}/model?self=true`, { headers: { authorization: `Bearer ${key}` } });
	const { total } = (await answer.json()) as { total: number };
	if (total === 0) await seedVoices({ title: 'My First Voice', state: 'trained' });
}
