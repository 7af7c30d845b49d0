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
	/** Voices made before this are settled, but for those in `pending`. */
	floor: number;
	/** Voices seen that were made since the floor, packed. */
	seen: string;
	/** Voices seen whose training has not ended, packed. */
	pending: string[];
	/** Where a walk stopped that one poll could not finish. */
	walk?: Walk;
}

/** A place in the list, by what lies there: places by number shift when voices come and go. */
export interface Walk {
	/** The server's time when the walk began. */
	startedAt: number;
	/** The voices made after this are behind us. */
	below: number;
	/** So are these of the ones made at it, as short ids. */
	at: string[];
	/** The last voice read has at least this place in the list, counted from 0. */
	offset: number;
	/** Where the page it was on ends, if that page was short: the server leaves voices out once a page is cut. */
	end?: number | undefined;
	/** The floor rises to this when the walk ends: what was made before is no longer remembered. */
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

/** Takes what was saved for a cursor, if it is one. */
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
