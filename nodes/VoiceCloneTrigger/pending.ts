/** A voice whose training has not ended. Times in milliseconds since 1970. */
export interface Waiting {
	/** When it was made. */
	made: number;
	/** When it was last requested by its id; 0 if never. */
	asked: number;
}

/** Voices whose training has not ended, by id, the longest waiting first. */
export type Pending = ReadonlyMap<string, Waiting>;

/** A voice that is not trained after a week is stuck. */
const longestTraining = 7 * 24 * 3_600_000;

/** A voice is requested again when another tenth of its age has passed: some 100 times in a week. */
const share = 10;

/** Whether a voice is due for a request by its id. The older it is, the rarer the requests. */
export function isDue({ made, asked }: Waiting, now: number): boolean {
	const since = now - asked;
	// Clocks may be set back.
	return asked === 0 || since < 0 || since >= (now - made) / share;
}

/** Whether a voice has been in training for too long to expect an end. */
export const isStuck = ({ made }: Waiting, now: number): boolean => now - made >= longestTraining;

const seconds = (time: number): string => Math.floor(time / 1000).toString(36);

const timeOf = (text: string): number => Number.parseInt(text, 36) * 1000;

/** Packs each voice into a short text of its times, in seconds, and its id. */
export const packPending = (pending: Pending): string[] =>
	[...pending].map(([id, { made, asked }]) => `${seconds(made)}.${seconds(asked)}.${id}`);

/** Unpacks what `packPending` gave. An id alone, as it was once saved, stands for a voice that was made at `now`. */
export const readPending = (saved: string[], now: number): Pending =>
	new Map(
		saved.map((text): [string, Waiting] => {
			const [, made, asked, id] = /^([0-9a-z]+)\.([0-9a-z]+)\.(.+)$/s.exec(text) ?? [];
			if (made === undefined || asked === undefined || id === undefined) return [text, { made: now, asked: 0 }];
			return [id, { made: timeOf(made), asked: timeOf(asked) }];
		}),
	);
