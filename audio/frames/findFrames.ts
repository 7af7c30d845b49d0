/** What is needed of a frame to find the next one. */
export interface FrameHead {
	/** Bytes, more than 0. */
	length: number;
	/** The same for all frames of a stream. */
	stream: number;
}

/** Reads the header of a frame at `at`; undefined if there is none. */
export type ReadHead = (bytes: Uint8Array, at: number) => FrameHead | undefined;

/**
 * Frames that must follow each other. By chance two MP3 frames do so once in some ten million bytes, three almost
 * never.
 */
const inARow = 3;

/**
 * Where the first of three frames in a row begins, or of two if `start` ends before the header of a third; undefined if
 * there are none. `headLength` is the length of a header in bytes.
 */
export function findFrames(start: Uint8Array, readHead: ReadHead, headLength: number): number | undefined {
	const followEachOther = (at: number): boolean => {
		const first = readHead(start, at);
		if (!first) return false;
		let next = at + first.length;
		for (let found = 1; found < inARow; found++) {
			const head = readHead(start, next);
			if (head?.stream !== first.stream) return found > 1 && next + headLength > start.length;
			next += head.length;
		}
		return true;
	};
	for (let at = start.indexOf(0xff); at >= 0; at = start.indexOf(0xff, at + 1)) {
		if (followEachOther(at)) return at;
	}
	return undefined;
}
