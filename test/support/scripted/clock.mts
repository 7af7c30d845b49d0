/** A clock that stands still during work. Without work it jumps to the time of the next sleeper. */
export interface FakeClock {
	now(): number;
	sleep(milliseconds: number): Promise<void>;
	/** All waits, in the order in which they began. */
	waits: number[];
	/** Stops the clock until the work has settled. */
	hold<T>(work: Promise<T>): Promise<T>;
}

/** 2026-08-01T12:00:00Z */
export const noon = Date.UTC(2026, 7, 1, 12);

const turnOfTheLoop = async (): Promise<void> => await new Promise((done) => setImmediate(done));

export function createClock(from = noon): FakeClock {
	const sleepers: Array<{ at: number; wake: () => void }> = [];
	const waits: number[] = [];
	let time = from;
	let working = 0;
	let running = false;

	async function run(): Promise<void> {
		running = true;
		while (sleepers.length > 0) {
			await turnOfTheLoop();
			await turnOfTheLoop();
			if (working > 0) continue;
			sleepers.sort((a, b) => a.at - b.at);
			const next = sleepers.shift();
			if (!next) break;
			time = Math.max(time, next.at);
			next.wake();
		}
		running = false;
	}
	const waitUntil = async (at: number): Promise<void> =>
		await new Promise((wake) => {
			sleepers.push({ at, wake });
			if (!running) void run();
		});
	return {
		waits,
		now: () => time,
		sleep: async (milliseconds) => {
			waits.push(milliseconds);
			await waitUntil(time + milliseconds);
		},
		hold: async (work) => {
			working += 1;
			return await work.finally(() => (working -= 1));
		},
	};
}
