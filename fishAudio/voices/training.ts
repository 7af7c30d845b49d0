import type { World } from '../requests/calls';
import { FishAudioError, isFishAudioError, withFacts } from '../errors';
import { reactionTo } from '../requests/repeat';
import { shown } from '../../text/shown';
import type { Voice } from './voice';
import type { Voices } from './voices';

/** First wait between two looks at a voice in training, and the longest, in milliseconds. */
const looks = { first: 1_000, longest: 10_000 };

function stillTraining(voice: Voice, deadline: number): FishAudioError {
	const after = `${Math.round(deadline / 1000)} seconds`;
	return new FishAudioError('trainingTimeout', `The voice '${shown(voice.title)}' was not trained after ${after}`, {
		advice:
			`The voice exists (ID ${voice._id}), and its training goes on. Raise 'Wait Timeout (Seconds)', or use the ` +
			'Fish Audio Voice Clone Trigger to learn when it is trained.',
		voiceId: voice._id,
	});
}

function trainingFailed(voice: Voice): FishAudioError {
	return new FishAudioError('trainingFailed', `The training of the voice '${shown(voice.title)}' failed`, {
		advice:
			'Check that its samples hold clear speech of one person, then create it again. You can delete the failed ' +
			`voice (ID ${voice._id}).`,
		voiceId: voice._id,
	});
}

/** Reads a voice once more. After a failure that may pass it gives the voice as last seen. */
async function lookAt(voice: Voice, get: Voices['get']): Promise<Voice> {
	return await get(voice._id, 1).catch((error: unknown) => {
		if (!isFishAudioError(error) || error.kind === 'cancelled') return Promise.reject(error);
		if (reactionTo(error, 'nothing') === 'again') return voice;
		return Promise.reject(withFacts(error, { voiceId: voice._id }));
	});
}

/** See `OwnVoices.waitUntilTrained`. */
export async function waitUntilTrained(
	voice: Voice,
	deadline: number,
	{ get, world }: { get: Voices['get']; world: World },
): Promise<Voice> {
	const end = world.now() + deadline;
	let seen = voice;
	for (let wait = looks.first; ; wait = Math.min(wait * 1.5, looks.longest)) {
		if (seen.state === 'trained') return seen;
		if (seen.state === 'failed') throw trainingFailed(seen);
		const left = end - world.now();
		if (left <= 0) throw stillTraining(seen, deadline);
		await world.sleep(Math.min(wait, left));
		seen = await lookAt(seen, get);
	}
}
