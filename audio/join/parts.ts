import { AudioError } from '../audioError';
import type { DescribedFormat } from '../formats';
import type { ReadFrame } from '../frames/frame';
import { createFrameCutter, type CutFrame } from '../frames/frameCutter';

/** Opens a part of a speech: complete audio that the audio check has passed. */
export type OpenPart = () => AsyncIterable<Uint8Array>;

/**
 * How many seconds of silence stand before part `part`, counted from 0. Behind the last part, `part` is their number.
 * `end` is where the sound ends that was joined so far, in seconds.
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
	 * Silence between, before and behind the parts. Default: none. It is asked when a part's turn comes, and may so
	 * depend on the parts before it. What a frame is longer or shorter than the silence is made up for at the next one.
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
