import type { FailureKind, Wording } from '../errors';
import { vendorUrl } from './vendorUrl';

/** What a request is about. `timedSpeech` is speech with the times of its words, which not every server offers. */
export type Subject = 'voice' | 'speech' | 'timedSpeech' | 'other';

/** Kinds of failure that a status can stand for. */
type StatusKind = Extract<
	FailureKind,
	'unauthorized' | 'outOfCredit' | 'forbidden' | 'notFound' | 'refused' | 'busy' | 'server' | 'redirected'
>;

/** A failure as users read it. `forbidden` and `notFound` are about a voice here. */
export const statusWordings: Record<StatusKind, Wording> = {
	unauthorized: {
		message: 'Fish Audio did not accept the API key',
		advice:
			"Check the API Key in the 'Fish Audio API' credential. You can create and revoke keys at " +
			'https://fish.audio/app/api-keys.',
	},
	outOfCredit: {
		message: 'The account has no API credit left',
		advice:
			'Add credit at https://fish.audio/app/developers. API credit is separate from the credit of the web plan. ' +
			'The model S2.1 Pro Free speaks without credit.',
	},
	forbidden: {
		message: 'The account may not use this voice',
		advice:
			'The voice is private and belongs to another account. Choose one of your own voices or one from the ' +
			'public library.',
	},
	notFound: {
		message: 'Fish Audio has no voice with this ID',
		advice: 'It may have been deleted. Choose the voice from the list, or check its ID.',
	},
	refused: {
		message: 'Fish Audio refused the request',
		advice: 'Compare the parameters of this node with what Fish Audio says.',
	},
	busy: {
		message: 'Fish Audio is receiving too many requests at once',
		advice:
			"Set 'Concurrent Requests' in the credential to what your account allows, or run fewer workflows with " +
			'this account at the same time.',
	},
	server: {
		message: 'Fish Audio failed to answer the request',
		advice: 'The fault is on the side of Fish Audio. Try again later.',
	},
	redirected: {
		message: 'The base URL sends requests to another address',
		advice:
			'Redirects are not followed, so that the API key never reaches another host. Correct the Base URL in the ' +
			"'Fish Audio API' credential.",
	},
};

const keyNotAllowed: Wording = {
	message: 'Fish Audio does not allow this with the API key',
	advice: "Check the API Key in the 'Fish Audio API' credential and what its account may do.",
};

const correctBaseUrl = `correct the Base URL in the 'Fish Audio API' credential; Fish Audio's own is ${vendorUrl}.`;

/** The wordings for requests without a voice: something else is missing or forbidden there. */
export const wordingsWithoutVoice: Record<
	Exclude<Subject, 'voice'>,
	Pick<typeof statusWordings, 'forbidden' | 'notFound'>
> = {
	speech: {
		forbidden: keyNotAllowed,
		notFound: {
			message: 'There is no Fish Audio API at the base URL',
			advice: `Check the Base URL in the 'Fish Audio API' credential; Fish Audio's own is ${vendorUrl}.`,
		},
	},
	timedSpeech: {
		forbidden: keyNotAllowed,
		notFound: {
			message: 'The server at the base URL cannot tell when words are heard',
			advice:
				`If it is your own deployment, it may not offer this: remove 'Captions' and 'Include Words' from the ` +
				`options. Otherwise ${correctBaseUrl}`,
		},
	},
	other: {
		forbidden: keyNotAllowed,
		notFound: {
			message: 'The server at the base URL does not offer this',
			advice:
				'If it is your own deployment, it may only offer speech: no voices and no credit. Otherwise ' +
				`${correctBaseUrl}`,
		},
	},
};
