import type { CutFrame } from '../frames/frameCutter';
import { readMpegFrame } from '../mp3/frame';
import { framesOf, otherRate, type Join, type Joining, type OpenPart } from './parts';
import { isInfo } from './mp3LengthFrame';
import { silentFrames } from './mp3Silence';
import { createSilence, type CountSilence } from './silence';

/** Counts the frames of the joined sound. */
function createMp3Track({ silence }: Joining) {
	/** Seconds of a frame, which show its sample rate. */
	let unit: number | undefined;
	let countSilence: CountSilence | undefined;
	let like: Buffer | undefined;
	let frames = 0;
	const seconds = (): number => frames * (unit ?? 0);
	return {
		seconds,
		/** Looks at the next bytes of a part. */
		take({ frame, bytes }: CutFrame, part: number): void {
			if (!frame) return;
			unit ??= frame.seconds;
			if (frame.seconds !== unit) throw otherRate(part);
			like ??= bytes;
		},
		/** Counts the bytes as sound. */
		add: ({ frame }: CutFrame): void => void (frames += frame ? 1 : 0),
		/** The silence before a part, or after the last one. */
		*silenceBefore(part: number): Generator<Uint8Array> {
			if (!like || unit === undefined) return;
			countSilence ??= createSilence(unit, silence);
			const count = countSilence(part, seconds());
			frames += count;
			yield* silentFrames(like, count);
		},
	};
}

/** The pieces of a part's sound: without tags, and without a first frame that states a length. */
async function* soundOf(
	open: OpenPart,
	part: number,
	track: ReturnType<typeof createMp3Track>,
): AsyncGenerator<CutFrame[]> {
	let isFirst = true;
	const sounds = (cut: CutFrame): boolean => {
		track.take(cut, part);
		const drop = isFirst && isInfo(cut.bytes);
		isFirst = false;
		return !drop;
	};
	for await (const cutFrames of framesOf(open(), readMpegFrame)) {
		const kept = cutFrames.filter(sounds);
		if (kept.length > 0) yield kept;
	}
}

/**
 * Joins the frames of sound of all parts, without tags. Other bytes stay: players look for the next frame. The first
 * frame of a part uses no bits of a frame before it, so silence can stand there.
 */
export const joinMp3: Join = async function* (parts, joining) {
	const track = createMp3Track(joining);
	if (joining.lengthFrame) yield joining.lengthFrame;
	for (const [part, open] of parts.entries()) {
		let start: number | undefined;
		for await (const kept of soundOf(open, part, track)) {
			if (start === undefined) yield* track.silenceBefore(part);
			start ??= track.seconds();
			kept.forEach(track.add);
			yield Buffer.concat(kept.map(({ bytes }) => bytes));
		}
		joining.onPart({ start: start ?? track.seconds(), end: track.seconds() });
	}
	yield* track.silenceBefore(parts.length);
	joining.onEnd?.(track.seconds());
};
