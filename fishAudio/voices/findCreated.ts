import { createdAt, type Voice } from './voice';
import type { VoicePage } from './voicePage';

/** The server's Date header counts whole seconds: `created_at` may be this much earlier, in milliseconds. */
const dateSlack = 2_000;

/** The same for our own clock, which counts if the server sends no date. */
const clockSlack = 60_000;

/** Reads the account's newest voices: all of them, or those of a title. */
export type NewestVoices = (title?: string) => Promise<VoicePage>;

/** A voice that a request of unknown outcome may have created. */
export interface Wanted {
	title: string;
	/** When the request was first sent, by our clock, in milliseconds since 1970. */
	sentAt: number;
	/** IDs of voices that other requests have created. */
	claimed: ReadonlySet<string>;
}

/** The earliest time at which the voice can have been created, by the server's clock if that is known. */
const earliest = ({ serverTime }: VoicePage, sentAt: number, now: number): number =>
	serverTime === undefined ? sentAt - clockSlack : serverTime - (now - sentAt) - dateSlack;

/**
 * Looks among the newest voices for the one that was created. Its visibility does not count: the API may set another
 * one than requested.
 */
export async function findCreated(
	{ title, sentAt, claimed }: Wanted,
	newest: NewestVoices,
	now: () => number,
): Promise<Voice | undefined> {
	const findIn = (page: VoicePage): Voice | undefined => {
		const since = earliest(page, sentAt, now());
		return page.items.find(
			(voice) => !claimed.has(voice._id) && voice.title === title && (createdAt(voice) ?? -Infinity) >= since,
		);
	};
	const page = await newest();
	// The order of the list is not documented: the voice may not be on the first page.
	return findIn(page) ?? (page.hasMore ? findIn(await newest(title)) : undefined);
}
