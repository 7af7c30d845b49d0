import { readMpegHeader } from './header';

/**
 * Frames that have to follow each other: by chance two do so once in some ten million bytes, three as good as never.
 */
const inARow = 3;

/** Whether frames of one stream follow each other from `at` on, as far as `bytes` reach. */
function followEachOther(bytes: Uint8Array, at: number): boolean {
	const first = readMpegHeader(bytes, at);
	if (first?.layer !== 3 || first.length === 0) return false;
	let next = at + first.length;
	for (let found = 1; found < inARow; found++) {
		const header = readMpegHeader(bytes, next);
		if (header?.stream !== first.stream || header.length === 0) return found > 1 && next + 4 > bytes.length;
		next += header.length;
	}
	return true;
}

/**
 * Where the first of three MP3 frames in a row begins in the start of a file (of two where the start ends behind them);
 * undefined where there are none. Other types should be asked for first. 8 KB are enough for frames behind 2 KB of
 * something else.
 */
export function findMp3Frames(start: Uint8Array): number | undefined {
	for (let at = start.indexOf(0xff); at >= 0; at = start.indexOf(0xff, at + 1)) {
		if (followEachOther(start, at)) return at;
	}
	return undefined;
}
