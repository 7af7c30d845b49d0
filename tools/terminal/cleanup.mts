type Stop = () => Promise<unknown>;

/** What has been started, so that all of it ends however the command ends. */
export class Cleanup {
	readonly #stops: Stop[] = [];
	readonly #ending = new AbortController();

	/** Aborted when everything is stopped: what is still being started need not get ready first. */
	get signal(): AbortSignal {
		return this.#ending.signal;
	}

	/** Keeps how to stop something; gives a function that stops it sooner. */
	add(stop: Stop): Stop {
		let stopped: Promise<unknown> | undefined;
		const once: Stop = () => (stopped ??= stop());
		this.#stops.push(once);
		return once;
	}

	/** Stops everything, the latest first. What fails to stop does not keep the rest from it. */
	async run(): Promise<void> {
		this.#ending.abort();
		for (let stop = this.#stops.pop(); stop; stop = this.#stops.pop()) await stop().catch(() => undefined);
	}
}
