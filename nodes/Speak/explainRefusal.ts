import { FishAudioError, isFishAudioError } from '../../fishAudio/errors';
import { shown } from '../../text/shown';
import type { SpeechRequest } from '../../fishAudio/speech/speechRequest';
import type { Voices } from '../../fishAudio/voices/voices';

/** The API's message when it cannot speak with a voice. It does not name the voice and answers 400 instead of 404. */
const noReference = /reference not found/i;

/** The API's message about a voice that does not exist. A server that keeps no voices answers 404 with another one. */
const noVoice = /model not found/i;

const says = ({ facts }: FishAudioError, words: RegExp): boolean => words.test(facts.apiMessage ?? '');

/** A refusal may be due to the voice: the voice itself shows the reason. */
async function explained(error: unknown, voices: Voices, voiceId: string | undefined): Promise<unknown> {
	if (!isFishAudioError(error) || error.kind !== 'refused' || !voiceId) return error;
	const voice = await voices.get(voiceId).catch((reason: unknown) => reason);
	if (isFishAudioError(voice)) {
		const { kind, message, facts } = voice;
		if (kind === 'cancelled') return voice;
		const isMissing = kind === 'notFound' && (says(error, noReference) || says(voice, noVoice));
		if (!isMissing && kind !== 'forbidden') return error;
		const { mayBeBilled } = error.facts;
		return new FishAudioError(kind, message, { ...facts, voiceId, ...(mayBeBilled !== undefined && { mayBeBilled }) });
	}
	const { state, title } = voice as { state?: string; title?: string };
	if (state === 'trained' || state === undefined) return error;
	const failed = state === 'failed';
	return new FishAudioError(
		'refused',
		failed ? `The training of the voice '${shown(title)}' failed` : `The voice '${shown(title)}' is not trained yet`,
		{
			...error.facts,
			advice: failed
				? 'It cannot speak. Create the voice again from clear recordings of one person.'
				: "Wait until its training has ended: switch on 'Wait Until Trained' when you create it, or start from " +
					'the Fish Audio Voice Clone Trigger.',
			voiceId,
		},
	);
}

function withoutReference(error: unknown): unknown {
	if (!isFishAudioError(error) || error.kind !== 'refused' || !says(error, noReference)) return error;
	return new FishAudioError('notFound', 'Fish Audio did not find the voice', {
		...error.facts,
		advice:
			'It may have been deleted, belong to another account, or not be trained yet. Choose the voice from the ' +
			"list, or check its ID. Leave 'Voice' empty to use the model's own voice.",
	});
}

/** The error to report for failed speech. Of several voices, the first that explains the refusal counts. */
export async function explainRefusal(
	error: unknown,
	voices: Voices,
	{ voiceId, speakers }: SpeechRequest,
): Promise<unknown> {
	for (const id of new Set(speakers ?? [voiceId])) {
		const reason = await explained(error, voices, id);
		if (reason !== error) return reason;
	}
	return withoutReference(error);
}
