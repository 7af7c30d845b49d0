/** A reader that is written as if all bytes were there: it yields where it has to wait for more. */
export type Reading<T> = Generator<undefined, T, undefined>;

/** Bytes that are put together at a time, where what is looked at lies in several pieces. */
const joined = 8_192;

const nothing = new Uint8Array(0);

/** The bytes of a file as they come. The pieces are kept as they are; what was passed is let go. */
export class Input {
	#pieces: Uint8Array[] = [];

	/** The first piece that is not passed, and how much of it is. */
	#first = 0;

	#at = 0;

	#held = 0;

	#awaited = 0;

	#ended = false;

	/** Offset of the next byte in the file. It may lie behind the end, if more was skipped than there is. */
	position = 0;

	/** Takes the next piece of the file. */
	push(piece: Uint8Array): void {
		const skipped = Math.min(this.#awaited, piece.length);
		this.#awaited -= skipped;
		if (skipped === piece.length) return;
		this.#pieces.push(skipped > 0 ? piece.subarray(skipped) : piece);
		this.#held += piece.length - skipped;
	}

	/** Nothing comes any more. */
	end(): void {
		this.#ended = true;
	}

	/** Bytes that were skipped and never came. */
	get missing(): number {
		return this.#awaited;
	}

	/** Whether so many bytes lie here. */
	has(length: number): boolean {
		return this.#held >= length;
	}

	/** Waits for so many bytes; false if the file ends before. */
	*need(length: number): Reading<boolean> {
		while (this.#held < length && !this.#ended) yield;
		return this.#held >= length;
	}

	/** The next bytes, up to so many as lie here. */
	peek(length: number): Buffer {
		const piece = this.#pieces[this.#first];
		if (!piece) return Buffer.alloc(0);
		const isIn = piece.length - this.#at >= Math.min(length, this.#held);
		const from = isIn ? piece : this.#join(length);
		return Buffer.from(from.buffer, from.byteOffset + this.#at, Math.min(length, from.length - this.#at));
	}

	/** What lies here in one piece, up to so many bytes. */
	rest(length: number): Buffer {
		const piece = this.#pieces[this.#first];
		return this.peek(Math.min(length, piece ? piece.length - this.#at : 0));
	}

	/** Passes over so many bytes, whether they have come or not. */
	skip(length: number): void {
		this.position += length;
		let left = Math.min(length, this.#held);
		this.#awaited += length - left;
		this.#held -= left;
		for (let piece = this.#pieces[this.#first]; piece && left > 0; piece = this.#pieces[this.#first]) {
			const passed = Math.min(left, piece.length - this.#at);
			left -= passed;
			this.#at += passed;
			if (this.#at < piece.length) break;
			this.#pieces[this.#first++] = nothing;
			this.#at = 0;
		}
		this.#tidy();
	}

	/** Drops the pieces that were passed, but not one by one: each time the rest of the list is moved. */
	#tidy(): void {
		if (this.#held > 0 && this.#first < 1_000) return;
		this.#pieces.splice(0, this.#held > 0 ? this.#first : Infinity);
		this.#first = 0;
		if (this.#held === 0) this.#at = 0;
	}

	/** Puts enough of the next pieces into one; `#at` is 0 then. */
	#join(length: number): Uint8Array {
		const wanted = Math.min(this.#held, length + joined);
		const parts: Uint8Array[] = [];
		let size = 0;
		let end = this.#first;
		for (let piece = this.#pieces[end]; piece && size < wanted; piece = this.#pieces[end]) {
			const part = end === this.#first ? piece.subarray(this.#at) : piece;
			const used = part.subarray(0, wanted - size);
			parts.push(used);
			size += used.length;
			if (used.length < part.length) this.#pieces[end] = part.subarray(used.length);
			else end += 1;
		}
		const whole = Buffer.concat(parts);
		this.#pieces.splice(this.#first, end - this.#first, whole);
		this.#at = 0;
		return whole;
	}
}
