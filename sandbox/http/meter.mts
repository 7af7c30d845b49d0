/** Counts requests from their arrival until their answer is fully sent. */
export class Meter {
	#admitted = 0;
	#present = 0;
	#peak = 0;
	#total = 0;

	/** All current requests, refused ones included. */
	get inFlight(): number {
		return this.#present;
	}

	/** Those that are being served. */
	get admitted(): number {
		return this.#admitted;
	}

	get total(): number {
		return this.#total;
	}

	get maxInFlight(): number {
		return this.#peak;
	}

	/** Whether the request may be served. Call `leave` with the result once the request has ended. */
	enter(limit: number): boolean {
		this.#total += 1;
		this.#present += 1;
		this.#peak = Math.max(this.#peak, this.#present);
		if (this.#admitted >= limit) return false;
		this.#admitted += 1;
		return true;
	}

	leave(admitted: boolean): void {
		this.#present -= 1;
		if (admitted) this.#admitted -= 1;
	}

	reset(): void {
		this.#total = 0;
		this.#peak = this.#present;
	}
}
