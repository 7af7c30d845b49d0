/** A reader written as if all bytes were there: it yields when it has to wait for more. */
export type Reading<T> = Generator<undefined, T, undefined>;

/** Bytes that are joined at a time if the wanted bytes lie in several chunks. */
const joined = 8_192;

const nothing = new Uint8Array(0);

/** The bytes of a file as they come. Chunks are kept as they are, and dropped once they are passed. */
export class Input {
	#chunks: Uint8Array[] = [];

	/** Index of the first chunk that is not passed yet; `#at` is how much of it is. */
	#first = 0;

	#at = 0;

	#held = 0;

	#awaited = 0;

	#ended = false;

	/** Offset of the next byte in the file. It lies behind the end if more was skipped than there is. */
	position = 0;

	/** Takes the next chunk of the file. */
	push(piece: Uint8Array): void {
		const skipped = Math.min(this.#awaited, piece.length);
		this.#awaited -= skipped;
		if (skipped === piece.length) return;
		this.#chunks.push(skipped > 0 ? piece.subarray(skipped) : piece);
		this.#held += piece.length - skipped;
	}

	/** The file has ended. */
	end(): void {
		this.#ended = true;
	}

	/** Bytes that were skipped and never came. */
	get missing(): number {
		return this.#awaited;
	}

	/** Whether this many bytes have come. */
	has(length: number): boolean {
		return this.#held >= length;
	}

	/** Waits until this many bytes have come; false if the file ends before. */
	*need(length: number): Reading<boolean> {
		while (this.#held < length && !this.#ended) yield;
		return this.#held >= length;
	}

	/** The next bytes: this many, or as many as have come. */
	peek(length: number): Buffer {
		const piece = this.#chunks[this.#first];
		if (!piece) return Buffer.alloc(0);
		const isIn = piece.length - this.#at >= Math.min(length, this.#held);
		const from = isIn ? piece : this.#join(length);
		return Buffer.from(from.buffer, from.byteOffset + this.#at, Math.min(length, from.length - this.#at));
	}

	/** The next bytes that lie in one chunk, this many at most. */
	rest(length: number): Buffer {
		const piece = this.#chunks[this.#first];
		return this.peek(Math.min(length, piece ? piece.length - this.#at : 0));
	}

	/** Passes over this many bytes, whether they have come or not. */
	skip(length: number): void {
		this.position += length;
		let left = Math.min(length, this.#held);
		this.#awaited += length - left;
		this.#held -= left;
		for (let piece = this.#chunks[this.#first]; piece && left > 0; piece = this.#chunks[this.#first]) {
			const passed = Math.min(left, piece.length - this.#at);
			left -= passed;
			this.#at += passed;
			if (this.#at < piece.length) break;
			this.#chunks[this.#first++] = nothing;
			this.#at = 0;
		}
		this.#tidy();
	}

	/** Drops passed chunks, many at a time: each time, the rest of the list is moved. */
	#tidy(): void {
		if (this.#held > 0 && this.#first < 1_000) return;
		this.#chunks.splice(0, this.#held > 0 ? this.#first : Infinity);
		this.#first = 0;
		if (this.#held === 0) this.#at = 0;
	}

	/** Joins enough of the next chunks into one; `#at` is 0 then. */
	#join(length: number): Uint8Array {
		const wanted = Math.min(this.#held, length + joined);
		const parts: Uint8Array[] = [];
		let size = 0;
		let end = this.#first;
		for (let piece = this.#chunks[end]; piece && size < wanted; piece = this.#chunks[end]) {
			const part = end === this.#first ? piece.subarray(this.#at) : piece;
			const used = part.subarray(0, wanted - size);
			parts.push(used);
			size += used.length;
			if (used.length < part.length) this.#chunks[end] = part.subarray(used.length);
			else end += 1;
		}
		const whole = Buffer.concat(parts);
		this.#chunks.splice(this.#first, end - this.#first, whole);
		this.#at = 0;
		return whole;
	}
}
