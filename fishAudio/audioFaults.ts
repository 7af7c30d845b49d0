import { FishAudioError } from './errors';

const nothingPassed = 'Nothing of it was passed on.';

/** The error of an answer that is something else. */
export const notAudio = (what: string): FishAudioError =>
	new FishAudioError('badAnswer', `Fish Audio answered with ${what} where audio was expected`, {
		advice: 'Check that the Base URL in the credential is that of the API, and not of a web page or a proxy. If it is, try again later.',
	});

/** The error of audio that ends early; `how` goes on after "The audio of Fish Audio". */
export const cutShort = (how: string): FishAudioError =>
	new FishAudioError('incomplete', `The audio of Fish Audio ${how}`, {
		advice: `The connection was probably cut. ${nothingPassed} Try again.`,
	});

/** The error of audio that goes on beyond `most` bytes. */
export const tooLong = (most: number): FishAudioError =>
	new FishAudioError('badAnswer', `The audio of Fish Audio does not end: it is over ${Math.floor(most / 1024 ** 3)} GB`, {
		advice: 'No text of this length gives so much audio. The download was stopped, and nothing was passed on.',
	});

const change = `${nothingPassed} If the same text fails again, change its wording, its cues or the model.`;

/** The error of whole audio in which nothing is heard. */
export const silent = (): FishAudioError =>
	new FishAudioError('silent', 'Fish Audio answered with audio that holds no sound', { advice: change });

const shown = (seconds: number): string => `${seconds < 10 ? seconds.toFixed(2) : Math.round(seconds)} seconds`;

/** The error of audio that is far too short for its text. Both in seconds. */
export const blank = (seconds: number, least: number): FishAudioError =>
	new FishAudioError('silent', `The audio of Fish Audio lasts ${shown(seconds)}, far too short for the text`, {
		advice: `Even spoken very fast, the text takes over ${shown(least)}. ${change}`,
	});

/** The error of audio that would play too fast or too slow. Both in Hz. */
export const otherSampleRate = (found: number, asked: number): FishAudioError =>
	new FishAudioError('badAnswer', `The audio of Fish Audio has ${found} Hz, and ${asked} Hz were asked for`, {
		advice: `${nothingPassed} Fish Audio itself gives the rate that is asked for. If the Base URL is that of another server, choose a format and rate which that gives.`,
	});
