type Stop = () => Promise<unknown>;

/** Everything a command has started, so that all of it stops however the command ends. */
export class Cleanup {
	readonly #stops: Stop[] = [];
	readonly #ending = new AbortController();

	/** Aborted when everything is stopped, so that nothing still starting needs to get ready first. */
	get signal(): AbortSignal {
		return this.#ending.signal;
	}

	/** Registers how to stop something. Returns a function that stops it earlier. */
	add(stop: Stop): Stop {
		let stopped: Promise<unknown> | undefined;
		const once: Stop = () => (stopped ??= stop());
		this.#stops.push(once);
		return once;
	}

	/** Stops everything, latest first. If one fails to stop, the others still do. */
	async run(): Promise<void> {
		this.#ending.abort();
		for (let stop = this.#stops.pop(); stop; stop = this.#stops.pop()) await stop().catch(() => undefined);
	}
}
