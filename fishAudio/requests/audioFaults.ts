import { AudioError, type AudioFault } from '../../audio/audioError';
import type { AudioStep } from '../../audio/audioStep';
import { FishAudioError } from '../errors';

const nothingPassed = 'Nothing of it was passed on.';

const change = `${nothingPassed} If the same text fails again, change its wording, its cues or the model.`;

const inSeconds = (seconds: number): string => `${seconds < 10 ? seconds.toFixed(2) : Math.round(seconds)} seconds`;

type Words = { [Is in AudioFault['is']]: (fault: Extract<AudioFault, { is: Is }>) => FishAudioError };

const words: Words = {
	notAudio: ({ found }) =>
		new FishAudioError('badAnswer', `Fish Audio answered with ${found} where audio was expected`, {
			advice:
				'Check that the Base URL in the credential is that of the API, and not of a web page or a proxy. If it is, try again later.',
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
	silent: () => new FishAudioError('silent', 'Fish Audio answered with audio that holds no sound', { advice: change }),
	tooShort: ({ seconds, least }) =>
		new FishAudioError('silent', `The audio of Fish Audio lasts ${inSeconds(seconds)}, far too short for the text`, {
			advice: `Even spoken very fast, the text takes over ${inSeconds(least)}. ${change}`,
		}),
	otherRate: ({ found, asked }) =>
		new FishAudioError('badAnswer', `The audio of Fish Audio has ${found} Hz, and ${asked} Hz were asked for`, {
			advice: `${nothingPassed} Fish Audio itself gives the rate that is asked for. If the Base URL is that of another server, choose a format and rate which that gives.`,
		}),
	notPlain: () =>
		new FishAudioError('badAnswer', 'The audio of Fish Audio does not hold 16-bit samples of one channel', {
			advice: 'The chosen format is made of such samples. Nothing was passed on. Choose another format.',
		}),
	misfit: ({ part, why }) =>
		new FishAudioError('badAnswer', `Part ${part + 1} of the speech cannot be joined to the others: it ${why}`, {
			advice: 'All parts have to be of one format and one sample rate. Try again.',
		}),
};

/** The failure of audio that ends early; `how` goes on after "The audio of Fish Audio". */
export const cutShort = (how: string): FishAudioError => words.cut({ is: 'cut', how });

/** What is wrong with a sound as a failure of the API, which it came from. Any other error is given back as it is. */
export function audioFailure(error: unknown): unknown {
	if (!(error instanceof AudioError)) return error;
	const { fault } = error;
	const say = words[fault.is] as (told: AudioFault) => FishAudioError;
	return say(fault);
}

/** Audio on its way. What is found wrong with it comes out as a failure of the API. */
export const withAudioFailures: AudioStep = async function* (source) {
	try {
		yield* source;
	} catch (error) {
		throw audioFailure(error);
	}
};
