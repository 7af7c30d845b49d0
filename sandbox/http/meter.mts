/** Counts requests from their arrival until their answer has been sent in full. */
export class Meter {
	#admitted = 0;
	#present = 0;
	#most = 0;
	#total = 0;

	/** All requests now here, refused ones too. */
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
		return this.#most;
	}

	/** Says whether the request may be served; call `leave` with the result once it has ended. */
	enter(limit: number): boolean {
		this.#total += 1;
		this.#present += 1;
		this.#most = Math.max(this.#most, this.#present);
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
		this.#most = this.#present;
	}
}
