import type { DescribedFormat, Format } from '../../audio/formats';
import type { Pronunciation } from './pronunciation';
import type { InstantSample } from './sampleBody';

/** A text to speak. For a missing field the API uses its default. */
export interface SpeechRequest {
	text: string;
	/** Name of the model. The API serves and bills a name that it does not know as `s2.1-pro`. */
	model: string;
	/** ID of a voice. Without one, and without samples, the model's own voice speaks. */
	voiceId?: string;
	/** IDs of the voices of a dialogue, in the order of the numbers of its speaker tags. */
	speakers?: string[];
	samples?: InstantSample[];
	/** How words of the text are said. */
	pronunciation?: Pronunciation;
	format: Format;
	/** Hz; see `sampleRates`. */
	sampleRate?: number;
	/** kbit/s */
	mp3Bitrate?: number;
	/** bit/s; -1000 lets the encoder choose. */
	opusBitrate?: number;
	/** 0.5–2 times the normal speed. */
	speed?: number;
	/** dB, -20 to 20. */
	volume?: number;
	normalizeLoudness?: boolean;
	latency?: 'normal' | 'balanced' | 'low';
	/** 0–1 */
	temperature?: number;
	/** 0–1 */
	topP?: number;
	/** 100–300 characters. */
	chunkLength?: number;
	normalize?: boolean;
	repetitionPenalty?: number;
	/** Asks the server to check the speech. What it checks is not documented (contract, October 2026). */
	qualityGuard?: boolean;
	/** Whether to get the times of the words, too. */
	timed?: boolean;
}

/**
 * A text of any length, with pauses of a stated length in it. Audio in parts can only be joined if its format describes
 * itself.
 */
export interface LongSpeechRequest extends SpeechRequest {
	format: DescribedFormat;
	/** Seconds of silence before and after everything, 0–60. */
	silenceBefore?: number;
	silenceAfter?: number;
	/** Seconds that the audio lasts at least: silence at its end fills the rest. */
	lastsAtLeast?: number;
	/** Whether to cut the silence that is at both ends of what was spoken. Only for WAV. */
	trimSilence?: boolean;
}
