import type { Wording } from '../errors';

/** Why the API refuses a request for its recording. */
export type RecordingFault = 'unreadable' | 'unsupported' | 'tooLong' | 'tooShort' | 'tooLarge';

/** Fish Audio docs, speech to text, September 2026. */
const byCode = new Map<string, RecordingFault>([
	['invalid_audio', 'unreadable'],
	['unsupported_media_type', 'unsupported'],
	['audio_too_long', 'tooLong'],
	['audio_too_short', 'tooShort'],
	['request_too_large', 'tooLarge'],
]);

/** The fault that a code of the API stands for; undefined for other codes. */
export const recordingFaultOf = (code: string | undefined): RecordingFault | undefined => byCode.get(code ?? '');

/** The fault as users read it, if nothing more is known about the request. */
export const recordingWordings: Record<RecordingFault, Wording> = {
	unreadable: {
		message: 'Fish Audio cannot read the recording',
		advice: 'Convert it to MP3, WAV or FLAC first, and check that it can be played.',
	},
	unsupported: {
		message: 'Fish Audio does not take recordings in this format',
		advice: 'Convert it to MP3, WAV or FLAC first.',
	},
	tooLong: {
		message: 'The recording is too long for Fish Audio',
		advice: 'Split it into shorter recordings first.',
	},
	tooShort: {
		message: 'The recording is too short for Fish Audio',
		advice: 'Check that it holds more than a moment of sound.',
	},
	tooLarge: {
		message: 'The request is too large for Fish Audio',
		advice: 'Send less at a time: a shorter text, or fewer, shorter or compressed recordings.',
	},
};
