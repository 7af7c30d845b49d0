import type { TranscriptionModel } from './checkTranscription';
import { FishAudioError, isFishAudioError } from '../errors';
import { isTurnedAway } from '../requests/faultCodes';

interface Wording {
	message: string;
	advice: string;
}

const unsuitable: Wording = {
	message: 'Fish Audio does not take the recording in this format',
	advice:
		'Convert it to MP3 or WAV. If it is one of these, look for a proxy that changes requests between n8n and Fish Audio.',
};

const tooLarge: Wording = {
	message: 'The recording is too large to be transcribed',
	advice: 'Convert it to MP3 or Opus, which are far smaller than WAV, or cut it into parts.',
};

/** What the codes of `/v1/asr` mean (Fish Audio docs, speech to text, September 2026). */
const byCode = new Map<string, Wording>(
	Object.entries({
		audio_too_long: {
			message: 'The recording is too long to be transcribed',
			advice: 'It may last 60 minutes at most. Cut it into parts.',
		},
		audio_too_short: {
			message: 'The recording is too short to be transcribed',
			advice: 'It has to last a tenth of a second at least. Check the node that produced it.',
		},
		diarization_failed: {
			message: 'Fish Audio could not tell who speaks in the recording',
			advice: "Switch off 'Identify Speakers', or try again later.",
		},
		excessive_repetition: {
			message: 'The transcript of the recording repeated itself over and over, and Fish Audio gave it up',
			advice: "Noise, music and long pauses lead to this. Cut them out, or name the 'Language', and try again.",
		},
		invalid_audio: {
			message: 'Fish Audio cannot read the recording',
			advice: 'It may be damaged, cut off or without any sound. Play it, convert it to MP3 or WAV, and try again.',
		},
		request_too_large: tooLarge,
		unsupported_media_type: unsuitable,
		upstream_timeout: {
			message: 'Fish Audio took too long over the recording',
			advice:
				'Try again later, or cut the recording into parts. A recording in which nobody speaks can lead to this, too.',
		},
	}),
);

/** The same for answers of a proxy, which have no such code. */
const byStatus = new Map([
	[413, tooLarge],
	[415, unsuitable],
]);

/**
 * What another 503 means: `transcribe-1` answered so to silence and to a recording of a minute and a half (measured),
 * both after its work.
 */
const gaveUp: Record<TranscriptionModel, Wording> = {
	'transcribe-1': {
		message: "Fish Audio gave the recording up: nobody speaks in it, or it is too long for the model 'transcribe-1'",
		advice:
			"Over about a minute choose the model 'Transcribe 1 Pro'. If somebody speaks in it and it is short, try again later.",
	},
	'transcribe-1-pro': {
		message: 'Fish Audio gave the recording up',
		advice: 'If somebody speaks in it, try again later. Fish Audio may answer like this where nobody does.',
	},
};

function wordingOf({ kind, facts }: FishAudioError, model: TranscriptionModel): Wording | undefined {
	const { code = '', status = 0 } = facts;
	const known = byCode.get(code) ?? byStatus.get(status);
	if (known) return known;
	return kind === 'server' && status === 503 && !isTurnedAway(facts) ? gaveUp[model] : undefined;
}

/**
 * The failure of a transcription in words of its own, by the API's code and status. What there are none for stays as it
 * is.
 */
export function explainedTranscription(error: unknown, model: TranscriptionModel): unknown {
	const wording = isFishAudioError(error) ? wordingOf(error, model) : undefined;
	if (!wording || !isFishAudioError(error)) return error;
	return new FishAudioError(error.kind, wording.message, { ...error.facts, advice: wording.advice });
}
