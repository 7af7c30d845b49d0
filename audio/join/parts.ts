import { AudioError } from '../audioError';
import type { DescribedFormat } from '../formats';
import type { ReadFrame } from '../frames/frame';
import { createFrameCutter, type CutFrame } from '../frames/frameCutter';

/** Opens a part of a speech: complete audio that the audio check has passed. */
export type OpenPart = () => AsyncIterable<Uint8Array>;

/**
 * Gives the seconds of silence before part `part`, counted from 0. After the last part, `part` is the number of parts.
 * `end` is the length of the sound that is joined so far, in seconds.
 */
export type Silence = (part: number, end: number) => number;

/** Where a part is heard in the joined sound, in seconds. */
export interface PartTimes {
	start: number;
	end: number;
}

/** What all parts have in common. */
export interface Joining {
	format: DescribedFormat;
	/** Hz, of a WAV whose header does not state it. */
	sampleRate: number;
	/** Bytes of sound and silence together, if known beforehand: a WAV then has a true header. */
	soundBytes?: number | undefined;
	/** A first frame that states the length of a joined MP3, if its bitrate varies. */
	lengthFrame?: Uint8Array | undefined;
	/**
	 * Silence before, between and after the parts. Default: none. It is called when a part's turn comes, so it can depend
	 * on the parts before it. Where whole frames do not fit a silence exactly, the next one makes up for the difference.
	 */
	silence?: Silence | undefined;
	/** Called at the end of each part, in their order. */
	onPart: (times: PartTimes) => void;
	/** Called at the end of the joined sound, with its seconds. */
	onEnd?: (seconds: number) => void;
}

/** Joins parts of one format. */
export type Join = (parts: OpenPart[], joining: Joining) => AsyncGenerator<Uint8Array>;

/** The error of a part that does not fit the others; `part` counts from 0, `why` follows "it …". */
export const misfit = (part: number, why: string): AudioError => new AudioError({ is: 'misfit', part, why });

/** The error of a part that would play too fast or too slow behind the others. */
export const otherRate = (part: number): AudioError => misfit(part, 'has another sample rate or number of channels');

/** The frames of a part: for each chunk those that it completes. */
export async function* framesOf(part: AsyncIterable<Uint8Array>, readFrame: ReadFrame): AsyncGenerator<CutFrame[]> {
	const cutter = createFrameCutter(readFrame);
	for await (const chunk of part) yield cutter.take(chunk);
	yield cutter.end();
}
