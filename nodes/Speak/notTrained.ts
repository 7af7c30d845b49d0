import { FishAudioError, type FailureFacts } from '../../fishAudio/errors';
import type { Voice } from '../../fishAudio/voices/voice';
import { shown } from '../../text/shown';

/** The error of a voice that cannot speak, because its training goes on or has failed; undefined for a trained one. */
export function notTrained(
	{ _id: voiceId, state, title }: Pick<Voice, '_id' | 'state' | 'title'>,
	facts: FailureFacts = {},
): FishAudioError | undefined {
	if (state === 'trained') return undefined;
	const failed = state === 'failed';
	return new FishAudioError(
		'refused',
		failed ? `The training of the voice '${shown(title)}' failed` : `The voice '${shown(title)}' is not trained yet`,
		{
			...facts,
			advice: failed
				? 'It cannot speak. Create the voice again from clear recordings of one person.'
				: "Wait until its training has ended: leave 'Wait Until Trained' on when you create it, or start from " +
					'the Fish Audio Voice Clone Trigger.',
			voiceId,
		},
	);
}
