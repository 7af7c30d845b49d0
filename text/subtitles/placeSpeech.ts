/** A caption's time in the file, and how long its speech is. */
export interface Spoken {
	/** Milliseconds, at which it begins in the file. Not before that of the caption before. */
	start: number;
	/** Milliseconds, at which it ends in the file. */
	end: number;
	/** Milliseconds that its speech takes. */
	length: number;
}

/** Where speech stands in the track. */
export interface Placed {
	/** Milliseconds; not before the planned start. */
	start: number;
	/** Milliseconds; not after the next one's start. */
	end: number;
	/** Milliseconds, as in the file. */
	plannedStart: number;
	/** Milliseconds, as in the file. */
	plannedEnd: number;
	/** Milliseconds by which it begins after its planned start. */
	late: number;
	/** Milliseconds by which its speech is longer than the time it has in the file; 0 up to what nobody notices. */
	over: number;
}

export interface Track {
	/** In the order of the captions. */
	placed: Placed[];
	/** Milliseconds: up to the last end in the file, or of the speech if that is later. */
	length: number;
}

/** Milliseconds of silence kept before the next caption, where speech goes on after its own caption's end. */
const breath = 100;

/**
 * Milliseconds by which speech may be too long without another take, which is billed. Viewers notice late sound from
 * 125 ms on (ITU-R BT.1359-1).
 */
const unnoticed = 100;

/**
 * Until when a caption has time: dubbing uses the pause after it, up to a breath before the next one. The last one has
 * its own time only, so that the track does not become longer.
 */
const timeEnd = ({ end }: Spoken, next: Spoken | undefined): number => Math.max(end, (next?.start ?? 0) - breath);

/** How fast a piece must be spoken to be in time, if it begins at `start`. */
function speedFor(length: number, time: number, fastest: number): number {
	if (length <= time + unnoticed) return 1;
	const needed = time > 0 ? Math.ceil((100 * length) / time) / 100 : Infinity;
	return Math.max(1, Math.min(needed, fastest));
}

/**
 * For *Speak Faster*: how fast each caption must be spoken to be in time, in hundredths, from 1 (stays as it is) to
 * `fastest`. `length` is that of its speech at speed 1. What still does not fit makes the next one late, which then has
 * less time: it is spoken faster too, until the track has caught up.
 */
export function speedsNeeded(spoken: Spoken[], fastest: number): number[] {
	let now = 0;
	return spoken.map((piece, at) => {
		const start = Math.max(now, piece.start);
		const speed = speedFor(piece.length, timeEnd(piece, spoken[at + 1]) - start, fastest);
		now = start + piece.length / speed;
		return speed;
	});
}

/**
 * Places speech one after the other: each piece at its planned start, or where the one before ends if that is later. So
 * captions that overlap in the file follow each other, and pauses let the track catch up. For *Error*, each piece that
 * is `over` is too long; one that is only `late` comes after one that was, or overlaps in the file.
 */
export function placeSpeech(spoken: Spoken[]): Track {
	let now = 0;
	let length = 0;
	const placed = spoken.map((piece, at): Placed => {
		const start = Math.max(now, piece.start);
		now = start + piece.length;
		length = Math.max(length, now, piece.end);
		const over = piece.length - (timeEnd(piece, spoken[at + 1]) - piece.start);
		return {
			start,
			end: now,
			plannedStart: piece.start,
			plannedEnd: piece.end,
			late: start - piece.start,
			over: over > unnoticed ? over : 0,
		};
	});
	return { placed, length };
}
