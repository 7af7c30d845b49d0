import { longestFrameHeader, type Frame, type ReadFrame } from './frame';

/** A complete frame; or, without `frame`, bytes that are not a frame; nothing after them is, either. */
export interface CutFrame {
	frame: Frame | undefined;
	/** A copy. */
	bytes: Buffer;
}

/** Cuts a stream into its frames as it comes. */
export interface FrameCutter {
	/** Takes the next bytes of the stream, and returns the frames that are complete now. */
	take(chunk: Uint8Array): CutFrame[];
	/** The rest, once the stream has ended. */
	end(): CutFrame[];
}

const isTag = (frame: Frame): boolean => frame.seconds === 0 && !frame.absolute;

/** Cuts a stream into its frames and leaves out tags. It keeps no more of the stream than one frame. */
export function createFrameCutter(readFrame: ReadFrame): FrameCutter {
	let held: Uint8Array[] = [];
	let size = 0;
	/** Bytes that are needed before anything can be cut. */
	let wanted = longestFrameHeader;
	/** Bytes of a tag that are still to come. */
	let skip = 0;
	let lost = false;

	/** The frame at the start of `rest`; empty for a tag, undefined if its end has not come. */
	const next = (rest: Buffer, ended: boolean): CutFrame | undefined => {
		const frame = lost ? undefined : readFrame(rest);
		lost = !frame || frame === 'more';
		if (!frame || frame === 'more') return { frame: undefined, bytes: rest };
		if (isTag(frame)) skip = frame.length;
		if (isTag(frame)) return { frame, bytes: rest.subarray(0, 0) };
		if (frame.length <= rest.length) return { frame, bytes: rest.subarray(0, frame.length) };
		wanted = frame.length;
		return ended ? { frame: undefined, bytes: rest } : undefined;
	};
	const passTag = (rest: Buffer): Buffer => {
		const skipped = Math.min(skip, rest.length);
		skip -= skipped;
		return rest.subarray(skipped);
	};
	const cut = (ended: boolean): CutFrame[] => {
		const frames: CutFrame[] = [];
		wanted = longestFrameHeader;
		let rest = passTag(Buffer.concat(held));
		while (rest.length >= (ended || lost ? 1 : longestFrameHeader)) {
			const found = next(rest, ended);
			if (!found) break;
			if (found.bytes.length > 0) frames.push(found);
			rest = passTag(rest.subarray(found.bytes.length));
		}
		held = [rest];
		size = rest.length;
		return frames;
	};

	return {
		take(chunk) {
			held.push(chunk);
			size += chunk.length;
			return lost || size >= wanted ? cut(false) : [];
		},
		end: () => cut(true),
	};
}
