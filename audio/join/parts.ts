import { AudioError } from '../audioError';
import type { Format } from '../formats';
import type { ReadFrame } from '../frames/frame';
import { createFrameCutter, type CutFrame } from '../frames/frameCutter';

/** Opens a part of a speech: whole audio, which the audio check has passed. */
export type OpenPart = () => AsyncIterable<Uint8Array>;

/** What all parts are, and who is told of them. */
export interface Joining {
	format: Format;
	/** Hz; of PCM, whose bytes do not tell it. */
	sampleRate: number;
	/** Bytes of sound in all, where they are known beforehand: a WAV then has a true header. */
	soundBytes?: number | undefined;
	/** A first frame that tells the length of a joined MP3, where its bitrate varies. */
	lengthFrame?: Uint8Array | undefined;
	/** Told at the end of each part how many seconds of sound there are up to it. */
	onEnd: (seconds: number) => void;
}

/** Joins parts of one format. */
export type Join = (parts: OpenPart[], joining: Joining) => AsyncGenerator<Uint8Array>;

/** A part that does not go with the others. */
export const misfit = (part: number, why: string): AudioError => new AudioError({ is: 'misfit', part, why });

/** A part that would play too fast or too slow behind the others. */
export const otherRate = (part: number): AudioError => misfit(part, 'has another sample rate or number of channels');

/** The frames of a part, as many at a time as its chunks hold. */
export async function* framesOf(part: AsyncIterable<Uint8Array>, readFrame: ReadFrame): AsyncGenerator<CutFrame[]> {
	const cutter = createFrameCutter(readFrame);
	for await (const chunk of part) yield cutter.take(chunk);
	yield cutter.end();
}
