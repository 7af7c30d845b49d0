import { id3Length } from './measure/tags';
import { readMpegHeader } from './mp3/header';

/** One unit of a stream: an MPEG frame, an Ogg page, a tag. */
export interface Frame {
	/** Bytes from its first to the next one's first. */
	length: number;
	/** Seconds of sound in it, or at its end where `absolute` is set. */
	seconds: number;
	absolute?: boolean;
	/** Seconds at the start of the stream that no player plays: the pre-skip of Opus. */
	skipped?: number;
	/** Hz, where the unit tells it. */
	sampleRate?: number;
}

/** Bytes that are enough to read any frame's header: an Ogg page header with a full segment table. */
const frameHeaderLength = 27 + 255;

/** The first letters of an ID3 tag at a file's start and end. */
const tags = ['ID3', 'TAG'];

/**
 * Reads the frame that begins at the start of `head`; undefined when none does, `more` when `head` may be too short to
 * tell.
 */
export type ReadFrame = (head: Uint8Array) => Frame | 'more' | undefined;

/** An MPEG layer III frame or an ID3 tag (ISO 11172-3 and 13818-3, 2.4.2.3). */
export const readMpegFrame: ReadFrame = (head) => {
	const letters = Buffer.from(head.subarray(0, 3)).toString('latin1');
	if (letters === 'ID3') return head.length < 10 ? 'more' : { length: id3Length(head), seconds: 0 };
	if (letters === 'TAG') return { length: 128, seconds: 0 };
	if (head.length > 0 && head.length < 4 && (head[0] === 0xff || tags.some((tag) => tag.startsWith(letters))))
		return 'more';
	const header = readMpegHeader(head);
	if (header?.layer !== 3 || header.length === 0) return undefined;
	const { length, samples, sampleRate } = header;
	return { length, seconds: samples / sampleRate, sampleRate };
};

/**
 * Samples of 48 kHz that are dropped from the start of an Opus stream, as its first page tells (RFC 7845, 4.2 and 5.1).
 */
export function opusPreSkip(page: Uint8Array): number {
	const body = Buffer.from(page.buffer, page.byteOffset, page.byteLength).subarray(27 + (page[26] ?? 0));
	return body.length >= 12 && body.toString('latin1', 0, 8) === 'OpusHead' ? body.readUInt16LE(10) : 0;
}

/** An Ogg page (RFC 3533, 6); its granule counts 48 kHz samples for Opus (RFC 7845, 4). */
export const readOggPage: ReadFrame = (head) => {
	const letters = Buffer.from(head.subarray(0, 4)).toString('latin1');
	if (letters !== 'OggS') return letters.length < 4 && 'OggS'.startsWith(letters) ? 'more' : undefined;
	const segments = head[26];
	if (segments === undefined || head.length < 27 + segments) return 'more';
	const body = head.subarray(27, 27 + segments).reduce((sum, size) => sum + size, 0);
	const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
	const granule = view.getBigInt64(6, true);
	const seconds = granule > 0n ? Number(granule) / 48_000 : 0;
	const skipped = opusPreSkip(head) / 48_000;
	return { length: 27 + segments + body, seconds, absolute: true, ...(skipped > 0 && { skipped }) };
};

/** How far a walk along a stream's frames has come. */
export interface FrameWalk {
	/** Takes the next bytes of the stream. */
	take(chunk: Uint8Array): void;
	/** Hz of the frames so far: each rate once, in the order they came. */
	sampleRates(): number[];
	/** What the walk found, when the stream has ended. `cut` is only set when a frame was surely left unfinished. */
	end(): { seconds: number | undefined; cut: boolean };
}

/** Walks along a stream frame by frame and keeps no more of it than a frame's header. */
export function createFrameWalk(readFrame: ReadFrame): FrameWalk {
	let rest = Buffer.alloc(0);
	let skip = 0;
	let seconds = 0;
	let skipped = 0;
	let lost = false;
	let cut = false;
	const sampleRates: number[] = [];

	const step = (): boolean => {
		const skipped = Math.min(skip, rest.length);
		rest = rest.subarray(skipped);
		skip -= skipped;
		if (skip > 0 || rest.length < frameHeaderLength) return false;
		return enter();
	};
	const enter = (): boolean => {
		const frame = readFrame(rest);
		if (frame === 'more') {
			cut = true;
			return false;
		}
		if (!frame) {
			lost = true;
			return false;
		}
		skipped += frame.skipped ?? 0;
		seconds = frame.absolute ? Math.max(seconds, frame.seconds) : seconds + frame.seconds;
		if (frame.sampleRate !== undefined && !sampleRates.includes(frame.sampleRate)) sampleRates.push(frame.sampleRate);
		skip = frame.length;
		return true;
	};

	return {
		take(chunk) {
			if (lost) return;
			rest = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
			while (step());
		},
		sampleRates: () => sampleRates,
		end() {
			// The last frames may be shorter than the longest header.
			while (!lost && skip < rest.length) {
				rest = rest.subarray(skip);
				skip = 0;
				if (!enter()) break;
			}
			return { seconds: lost ? undefined : Math.max(0, seconds - skipped), cut: cut || (!lost && skip > rest.length) };
		},
	};
}

/** Whole bytes of a stream: a frame; or, without one, what is none, and all that follows it. */
export interface Piece {
	frame: Frame | undefined;
	/** A copy. */
	bytes: Buffer;
}

/** How far a stream was cut into its frames. */
export interface FrameCutter {
	/** Takes the next bytes of the stream, and gives the frames that are whole now. */
	take(chunk: Uint8Array): Piece[];
	/** The rest, when the stream has ended. */
	end(): Piece[];
}

/** Cuts a stream into its frames, and leaves out tags. It keeps no more of it than one frame. */
export function createFrameCutter(readFrame: ReadFrame): FrameCutter {
	let held: Uint8Array[] = [];
	let size = 0;
	let wanted = frameHeaderLength;
	let skip = 0;
	let lost = false;

	const next = (rest: Buffer, ended: boolean): Piece | undefined => {
		const found = lost ? undefined : readFrame(rest);
		const frame = found === 'more' ? undefined : found;
		lost = !frame;
		if (!frame) return { frame, bytes: rest };
		const isTag = frame.seconds === 0 && !frame.absolute;
		if (isTag) skip = frame.length;
		if (isTag || frame.length <= rest.length) return { frame, bytes: rest.subarray(0, isTag ? 0 : frame.length) };
		wanted = frame.length;
		return ended ? { frame: undefined, bytes: rest } : undefined;
	};
	const cut = (ended: boolean): Piece[] => {
		const pieces: Piece[] = [];
		let rest = Buffer.concat(held);
		wanted = frameHeaderLength;
		for (;;) {
			const skipped = Math.min(skip, rest.length);
			skip -= skipped;
			rest = rest.subarray(skipped);
			if (rest.length < (ended || lost ? 1 : frameHeaderLength)) break;
			const piece = next(rest, ended);
			if (!piece) break;
			if (piece.bytes.length > 0) pieces.push(piece);
			rest = rest.subarray(piece.bytes.length);
		}
		held = [rest];
		size = rest.length;
		return pieces;
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
