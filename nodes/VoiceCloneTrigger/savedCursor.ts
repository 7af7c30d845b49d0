import { isRecord } from '../../fishAudio/requests/json';

/**
 * What the trigger remembers between polls, as plain JSON. Times are the server's, in milliseconds since 1970.
 *
 * Voices are listed newest first. A poll walks down the list to the floor: whatever was made before it is settled.
 * Whatever was made since has been seen or is new. The floor follows the server's clock at a distance of an hour,
 * since a voice may enter the list that long after it was made.
 */
export interface Cursor {
	version: 1;
	/** Voices made before this are settled, except those in `pending`. */
	floor: number;
	/** Voices seen that were made since the floor, packed. */
	seen: string;
	/** Voices seen whose training has not ended, packed. */
	pending: string[];
	/** Where a walk stopped that one poll could not finish. */
	walk?: Walk;
}

/** Where a walk stopped, by the voices there: offsets shift when voices are added or deleted. */
export interface Walk {
	/** The server's time when the walk began. */
	startedAt: number;
	/** The walk has passed the voices made after this. */
	below: number;
	/** It has also passed these of the voices made at that time, as short ids. */
	at: string[];
	/** The last voice read has at least this offset in the list, from 0. */
	offset: number;
	/** Offset where its page ends, if that page was short: the server leaves voices out after it cuts a page. */
	end?: number | undefined;
	/** The floor rises to this when the walk ends: older voices are no longer remembered. */
	keepFrom: number;
}

const textsIn = (value: unknown): string[] =>
	Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

function readWalk(saved: unknown): Walk | undefined {
	if (!isRecord(saved)) return undefined;
	const { startedAt, below, at, offset, end, keepFrom } = saved;
	if (!isTime(startedAt) || !isTime(below) || !isTime(offset) || !isTime(keepFrom)) return undefined;
	return { startedAt, below, offset, keepFrom, at: textsIn(at), ...(isTime(end) && { end }) };
}

/** The saved value as a cursor; undefined if it is not one. */
export function readCursor(saved: unknown): Cursor | undefined {
	if (!isRecord(saved) || saved.version !== 1 || !isTime(saved.floor)) return undefined;
	const { floor, seen, pending } = saved;
	const walk = readWalk(saved.walk);
	return {
		version: 1,
		floor,
		seen: typeof seen === 'string' ? seen : '',
		pending: textsIn(pending),
		...(walk && { walk }),
	};
}
