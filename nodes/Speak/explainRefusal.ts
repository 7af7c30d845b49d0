import { FishAudioError, isFishAudioError, type FailureFacts } from '../../fishAudio/errors';
import type { SpeechRequest } from '../../fishAudio/speech/speechRequest';
import type { Voice } from '../../fishAudio/voices/voice';
import type { Voices } from '../../fishAudio/voices/voices';
import { shown } from '../../text/shown';
import { notTrained } from './notTrained';

/** The API's message when it cannot speak with a voice. It does not name the voice and answers 400 instead of 404. */
const noReference = /reference not found/i;

/** The API's message about a voice that does not exist. A server that keeps no voices answers 404 with another one. */
const noVoice = /model not found/i;

const says = ({ facts }: FishAudioError, words: RegExp): boolean => words.test(facts.apiMessage ?? '');

/** A voice that is gone, by the title that it had in the list. */
function gone(title: string, facts: FailureFacts): FishAudioError {
	return new FishAudioError('notFound', `Fish Audio has no voice '${shown(title)}' any more`, {
		...facts,
		advice:
			'It was in the list when you chose it, and may have been deleted since. Choose another voice from the list.',
	});
}

/** A refusal may be due to the voice: the voice itself shows the reason. */
async function explained(
	error: unknown,
	voices: Voices,
	voiceId: string | undefined,
	title: string | undefined,
): Promise<unknown> {
	if (!isFishAudioError(error) || error.kind !== 'refused' || !voiceId) return error;
	const voice = await voices.get(voiceId).catch((reason: unknown) => reason);
	if (isFishAudioError(voice)) {
		const { kind, message, facts } = voice;
		if (kind === 'cancelled') return voice;
		const isMissing = kind === 'notFound' && (says(error, noReference) || says(voice, noVoice));
		if (!isMissing && kind !== 'forbidden') return error;
		const { mayBeBilled } = error.facts;
		const known = { ...facts, voiceId, ...(mayBeBilled !== undefined && { mayBeBilled }) };
		return isMissing && title !== undefined ? gone(title, known) : new FishAudioError(kind, message, known);
	}
	const { _id = voiceId, state = 'trained', title: itsTitle = '' } = voice as Partial<Voice>;
	return notTrained({ _id, state, title: itsTitle }, error.facts) ?? error;
}

function withoutReference(error: unknown): unknown {
	if (!isFishAudioError(error) || error.kind !== 'refused' || !says(error, noReference)) return error;
	return new FishAudioError('notFound', 'Fish Audio did not find the voice', {
		...error.facts,
		advice:
			'It may have been deleted, belong to another account, or not be trained yet. Choose the voice from the ' +
			"list, check its ID, or choose 'By Title' to name it by its title.",
	});
}

/**
 * The error to report for failed speech. Of several voices, the first that explains the refusal counts. `title`: that
 * of the one voice, where it is known.
 */
export async function explainRefusal(
	error: unknown,
	voices: Voices,
	{ voiceId, speakers }: SpeechRequest,
	title?: string,
): Promise<unknown> {
	for (const id of new Set(speakers ?? [voiceId])) {
		const reason = await explained(error, voices, id, title);
		if (reason !== error) return reason;
	}
	return withoutReference(error);
}
