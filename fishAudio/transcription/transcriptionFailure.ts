import type { TranscriptionModel } from './checkTranscription';
import { isFishAudioError, withWording, type FailureFacts, type FishAudioError, type Wording } from '../errors';
import { isTurnedAway } from '../requests/failureCodes';
import { recordingFaultOf, recordingWordings, type RecordingFault } from '../requests/recordingFaults';

/** What is known about a fault of a recording that was to be transcribed (Fish Audio docs, September 2026). */
const faultWordings: Record<RecordingFault, Partial<Wording>> = {
	unreadable: {
		advice: 'It may be damaged, cut off or without any sound. Play it, convert it to MP3 or WAV, and try again.',
	},
	unsupported: {
		advice:
			'Convert it to MP3 or WAV. If it is one of these, check for a proxy that changes requests between n8n and ' +
			'Fish Audio.',
	},
	tooLong: { advice: 'It may last 60 minutes at most. Split it into shorter recordings.' },
	tooShort: { advice: 'It has to last at least a tenth of a second. Check the node that produced it.' },
	tooLarge: {
		message: 'The recording is too large for Fish Audio',
		advice: 'Convert it to MP3 or Opus, which are far smaller than WAV, or split it into shorter recordings.',
	},
};

/** Answers of a proxy, which have no code. */
const faultOfStatus = new Map<number, RecordingFault>([
	[413, 'tooLarge'],
	[415, 'unsupported'],
]);

/** Codes of failures that come while the recording is transcribed (Fish Audio docs, September 2026). */
const codeWordings = new Map<string, Wording>(
	Object.entries({
		diarization_failed: {
			message: 'Fish Audio could not tell who speaks in the recording',
			advice: "Switch off 'Identify Speakers', or try again later.",
		},
		excessive_repetition: {
			message: 'The transcript repeated itself over and over, so Fish Audio gave up',
			advice: "Noise, music and long pauses can cause this. Cut them out, or set the 'Language', and try again.",
		},
		upstream_timeout: {
			message: 'Fish Audio took too long over the recording',
			advice:
				'Try again later, or split the recording into shorter ones. A recording in which nobody speaks can ' +
				'cause this, too.',
		},
	}),
);

/**
 * What another 503 means. `transcribe-1` answered so, after its work, to silence and to a recording of a minute and a
 * half (measured).
 */
const gaveUp: Record<TranscriptionModel, Wording> = {
	'transcribe-1': {
		message: "Fish Audio gave up on the recording: nobody speaks in it, or it is too long for the model 'transcribe-1'",
		advice:
			"For more than about a minute, choose the model 'Transcribe 1 Pro'. If the recording is short and " +
			'somebody speaks in it, try again later.',
	},
	'transcribe-1-pro': {
		message: 'Fish Audio gave up on the recording',
		advice: 'If somebody speaks in it, try again later. Fish Audio may answer like this where nobody does.',
	},
};

function faultWordingOf({ code, status = 0 }: FailureFacts): Wording | undefined {
	const fault = recordingFaultOf(code) ?? faultOfStatus.get(status);
	return fault && { ...recordingWordings[fault], ...faultWordings[fault] };
}

function wordingOf({ kind, facts }: FishAudioError, model: TranscriptionModel): Wording | undefined {
	const known = codeWordings.get(facts.code ?? '') ?? faultWordingOf(facts);
	if (known) return known;
	return kind === 'server' && facts.status === 503 && !isTurnedAway(facts) ? gaveUp[model] : undefined;
}

/** Rewords the failure of a transcription by its code and status. Any other error is given back unchanged. */
export function explainedTranscription(error: unknown, model: TranscriptionModel): unknown {
	const wording = isFishAudioError(error) ? wordingOf(error, model) : undefined;
	return wording && isFishAudioError(error) ? withWording(error, wording) : error;
}
