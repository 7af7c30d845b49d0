import { AudioError, type AudioFault } from '../../audio/audioError';
import type { AudioStep } from '../../audio/audioStep';
import { FishAudioError } from '../errors';

const nothingPassed = 'Nothing of it was passed on.';

const changeText = `${nothingPassed} If the same text fails again, change its words, its cues or the model.`;

const inSeconds = (seconds: number): string => `${seconds < 10 ? seconds.toFixed(2) : Math.round(seconds)} seconds`;

/** The failure of the API for each fault of a sound. */
type Failures = { [Is in AudioFault['is']]: (fault: Extract<AudioFault, { is: Is }>) => FishAudioError };

const failures: Failures = {
	notAudio: ({ found }) =>
		new FishAudioError('badAnswer', `Fish Audio answered with ${found} where audio was expected`, {
			advice:
				'Check that the Base URL in the credential is the one of the API, not of a web page or a proxy. If it ' +
				'is, try again later.',
		}),
	cut: ({ how }) =>
		new FishAudioError('incomplete', `The audio of Fish Audio ${how}`, {
			advice: `The connection was probably cut. ${nothingPassed} Try again.`,
		}),
	endless: ({ bytes }) =>
		new FishAudioError(
			'badAnswer',
			`The audio of Fish Audio does not end: it is over ${Math.floor(bytes / 1024 ** 3)} GB`,
			{
				advice: 'No text of this length gives so much audio. The download was stopped, and nothing was passed on.',
			},
		),
	silent: () =>
		new FishAudioError('silent', 'Fish Audio answered with audio without any sound', { advice: changeText }),
	tooShort: ({ seconds, least }) =>
		new FishAudioError('silent', `The audio of Fish Audio lasts ${inSeconds(seconds)}, far too short for the text`, {
			advice: `Even very fast speech takes more than ${inSeconds(least)} for this text. ${changeText}`,
		}),
	otherRate: ({ found, asked }) =>
		new FishAudioError('badAnswer', `The audio of Fish Audio has ${found} Hz instead of ${asked} Hz`, {
			advice:
				`${nothingPassed} Fish Audio itself always gives the chosen rate. If the Base URL is the one of another ` +
				'server, choose a format and a sample rate that this server offers.',
		}),
	notPlain: () =>
		new FishAudioError('badAnswer', 'The audio of Fish Audio is not 16-bit PCM of one channel', {
			advice: 'The chosen format is made from 16-bit PCM. Nothing was passed on. Choose another format.',
		}),
	misfit: ({ part, why }) =>
		new FishAudioError('badAnswer', `Part ${part + 1} of the speech cannot be joined to the others: it ${why}`, {
			advice: 'All parts need the same format and sample rate. Try again.',
		}),
};

/** The failure of audio that ends early. `how` continues the sentence "The audio of Fish Audio …". */
export const cutShort = (how: string): FishAudioError => failures.cut({ is: 'cut', how });

/** Turns a fault of a sound into a failure of the API, which sent the sound. Gives back other errors unchanged. */
export function audioFailure(error: unknown): unknown {
	if (!(error instanceof AudioError)) return error;
	const { fault } = error;
	const failureOf = failures[fault.is] as (fault: AudioFault) => FishAudioError;
	return failureOf(fault);
}

/** Passes audio on. A fault that is found in it becomes a failure of the API. */
export const withAudioFailures: AudioStep = async function* (source) {
	try {
		yield* source;
	} catch (error) {
		throw audioFailure(error);
	}
};
