import type { CutFrame } from '../frames/frameCutter';
import { readMpegFrame } from '../mp3/frame';
import { framesOf, otherRate, type Join } from './parts';
import { isInfo } from './mp3LengthFrame';

/** Joins the frames of sound of all parts, without tags. Other bytes stay: players look for the next frame. */
export const joinMp3: Join = async function* (parts, { lengthFrame, onEnd }) {
	let seconds: number | undefined;
	let frames = 0;
	if (lengthFrame) yield lengthFrame;
	for (const [part, open] of parts.entries()) {
		let isFirst = true;
		const sounds = ({ frame, bytes }: CutFrame): boolean => {
			// The seconds of a frame show its sample rate.
			seconds ??= frame?.seconds;
			if (frame && frame.seconds !== seconds) throw otherRate(part);
			const drop = isFirst && isInfo(bytes);
			isFirst = false;
			if (frame && !drop) frames += 1;
			return !drop;
		};
		for await (const cutFrames of framesOf(open(), readMpegFrame)) {
			const kept = cutFrames.filter(sounds).map(({ bytes }) => bytes);
			if (kept.length > 0) yield Buffer.concat(kept);
		}
		onEnd(frames * (seconds ?? 0));
	}
};
