import type { DescribedFormat, Format } from '../../audio/formats';
import type { InstantSample } from './sampleBody';

/** A text to be spoken. What is not given is left to the API. */
export interface SpeechRequest {
	text: string;
	/** Name of the model as it is sent; one that the service does not know is served and billed as `s2.1-pro`. */
	model: string;
	/** Id of a voice; without one and without samples the model's own voice speaks. */
	voiceId?: string;
	/** Ids of the voices of a dialogue, in the order of the tags in its text. */
	speakers?: string[];
	samples?: InstantSample[];
	format: Format;
	/** Hz, one of the format's. */
	sampleRate?: number;
	/** kbit/s */
	mp3Bitrate?: number;
	/** bit/s; -1000 for automatic. */
	opusBitrate?: number;
	/** 0.5–2 times the usual. */
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
	/** Whether the times of the words are wanted, too. */
	timed?: boolean;
}

/** A text of any length. Audio in parts can only be joined if its format describes itself. */
export interface LongSpeechRequest extends SpeechRequest {
	format: DescribedFormat;
}
