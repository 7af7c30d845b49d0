import { FishAudioError, type FailureFacts, type FailureKind } from '../errors';
import { failureKind } from './faultCodes';

interface Wording {
	message: string;
	advice: string;
}

const refused: Wording = {
	message: 'Fish Audio refused the request',
	advice: 'Check the parameters of this node against what Fish Audio says.',
};

const wordings: Partial<Record<FailureKind, Wording>> = {
	unauthorized: {
		message: 'Fish Audio did not accept the API key',
		advice:
			"Check the API Key in the 'Fish Audio API' credential. Keys are made and revoked at https://fish.audio/app/api-keys.",
	},
	outOfCredit: {
		message: 'The account has no API credit left',
		advice:
			"API credit is separate from the credit of the web plan: add some at https://fish.audio/app/developers. To speak, the model 's2.1-pro-free' costs nothing.",
	},
	forbidden: {
		message: 'The account may not use this voice',
		advice: 'The voice is private to another account. Choose one of your own voices or one from the public library.',
	},
	notFound: {
		message: 'Fish Audio has no voice with this ID',
		advice: 'It may have been deleted. Choose the voice from the list, or check its ID.',
	},
	refused,
	busy: {
		message: 'Fish Audio is receiving too many requests at once',
		advice:
			"Set 'Concurrent Requests' in the credential to what your account allows, or run fewer workflows with this account at a time.",
	},
	server: {
		message: 'Fish Audio failed to answer the request',
		advice: 'This is a fault on the side of Fish Audio. Try again later.',
	},
	redirected: {
		message: 'The base URL sends requests to another address',
		advice:
			"Redirects are not followed, so that the API key cannot travel to another host. Correct the Base URL in the 'Fish Audio API' credential.",
	},
};

const forbidden: Wording = {
	message: 'Fish Audio does not allow this with the API key',
	advice: "Check the API Key in the 'Fish Audio API' credential and what its account may do.",
};

/**
 * What a request is about: a voice by its id, speech, which every deployment offers, speech with the times of its
 * words, or something else.
 */
export type Subject = 'voice' | 'speech' | 'timedSpeech' | 'other';

/** The same where the request names no voice: something else is missing or forbidden then. */
const elsewhere: Record<Exclude<Subject, 'voice'>, Partial<Record<FailureKind, Wording>>> = {
	speech: {
		forbidden,
		notFound: {
			message: 'There is no Fish Audio API at the base URL',
			advice: "Check the Base URL in the 'Fish Audio API' credential; that of the vendor is https://api.fish.audio.",
		},
	},
	timedSpeech: {
		forbidden,
		notFound: {
			message: 'The server at the base URL cannot tell when words are heard',
			advice:
				"A deployment of your own may not offer it: remove 'Captions' and 'Include Words' from the options. If the server is no such deployment, correct the Base URL in the 'Fish Audio API' credential; that of the vendor is https://api.fish.audio.",
		},
	},
	other: {
		forbidden,
		notFound: {
			message: 'The server at the base URL does not offer this',
			advice:
				"A deployment of your own may only speak: it keeps no voices and has no credit. If the server is no such deployment, correct the Base URL in the 'Fish Audio API' credential; that of the vendor is https://api.fish.audio.",
		},
	},
};

const tooLarge: Wording = {
	message: 'The request is too large for Fish Audio',
	advice: 'Send less at a time: a shorter text, or fewer, shorter or compressed recordings.',
};

const unreadable: Wording = {
	message: 'Fish Audio cannot read the recording',
	advice: 'Convert it to MP3, WAV or FLAC first, and check that it can be played.',
};

/** Refusals that tell their cause. */
const byStatus = new Map<number, Wording>([[413, tooLarge]]);
const byCode = new Map<string, Wording>([
	['request_too_large', tooLarge],
	['invalid_audio', unreadable],
	['unsupported_media_type', unreadable],
	[
		'audio_too_long',
		{ message: 'The recording is too long for Fish Audio', advice: 'Split it into shorter recordings first.' },
	],
	[
		'audio_too_short',
		{
			message: 'The recording is too short for Fish Audio',
			advice: 'Check that it holds more than a moment of sound.',
		},
	],
]);

function wordingOf(kind: FailureKind, { status, code }: FailureFacts, about: Subject): Wording {
	const cause = kind === 'refused' ? (byCode.get(code ?? '') ?? byStatus.get(status ?? 0)) : undefined;
	const other = about === 'voice' ? undefined : elsewhere[about][kind];
	return cause ?? other ?? wordings[kind] ?? refused;
}

/** Builds the error of an answer that is not a success. A 403 or 404 means another thing where no voice was named. */
export function statusError(
	status: number,
	answer: Pick<FailureFacts, 'apiMessage' | 'retryAfter' | 'code' | 'traceId' | 'mayBeBilled'>,
	about: Subject = 'other',
): FishAudioError {
	const kind = failureKind(status, answer.code);
	const wording = wordingOf(kind, { ...answer, status }, about);
	const detail = wording === refused && answer.apiMessage ? `: ${answer.apiMessage}` : '';
	return new FishAudioError(kind, wording.message + detail, { ...answer, advice: wording.advice, status });
}
