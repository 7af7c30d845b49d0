/** Voices seen: short id → when it was made, in milliseconds since 1970. */
export type Seen = ReadonlyMap<string, number>;

/** Characters of a short id: 48 of an id's 128 random bits. Two of 2,000 voices share one once in 10^8 times. */
const idLength = 8;

/** Characters of a time: milliseconds in base 36, good until the year 5188. */
const timeLength = 9;

/** A voice's id, shortened but still distinct among a few thousand voices. */
export function shortIdOf(id: string): string {
	const tail = id.slice(-12);
	if (/^[0-9a-f]{12}$/i.test(tail)) return Buffer.from(tail, 'hex').toString('base64url');
	return tail.padStart(idLength, '_').slice(-idLength);
}

/** Packs voices into one string without separators. */
export const packSeen = (seen: Seen): string =>
	[...seen].map(([id, time]) => id + time.toString(36).padStart(timeLength, '0')).join('');

/** Unpacks what `packSeen` gave. */
export function readSeen(packed: string): Seen {
	const seen = new Map<string, number>();
	for (let at = 0; at + idLength + timeLength <= packed.length; at += idLength + timeLength) {
		const time = packed.slice(at + idLength, at + idLength + timeLength);
		seen.set(packed.slice(at, at + idLength), Number.parseInt(time, 36));
	}
	return seen;
}
