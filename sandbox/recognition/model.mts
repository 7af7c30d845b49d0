import type { AudioType } from '../audioType.mts';

const MIB = 1024 * 1024;
const PRO_NAME = 'transcribe-1-pro';

/** What one of the two models does (the vendor's speech-to-text page, 2026-09). */
export interface RecognitionModel {
	/** Speakers, sound events, codes and a request ID. */
	pro: boolean;
	/** Accepted file types. */
	types: ReadonlySet<AudioType>;
	video: boolean;
	/** In seconds. */
	shortest: number;
	longest: number;
	/** In bytes. The limit of pro is unknown, so the limit of a request applies. */
	largest: number;
	/** In bytes, for MP3 and Opus. */
	largestPacked: number;
}

const common: AudioType[] = ['wav', 'mp3', 'aac', 'm4a', 'opus', 'flac'];

const pro: RecognitionModel = {
	pro: true,
	types: new Set([...common, 'webm']),
	video: true,
	shortest: 0.08,
	longest: 3600,
	largest: Infinity,
	largestPacked: Infinity,
};

const first: RecognitionModel = {
	pro: false,
	types: new Set(common),
	video: false,
	shortest: 0,
	longest: Infinity,
	largest: 50 * MIB,
	largestPacked: 25 * MIB - 1,
};

/** A missing or misspelt name is silently served by the first model, until that model's end. */
export const recognitionModelOf = (header: string | undefined, firstEnded: boolean): RecognitionModel =>
	header === PRO_NAME || firstEnded ? pro : first;
