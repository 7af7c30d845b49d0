const lineFeed = 10;
const carriageReturn = 13;
const byteOrderMark = Buffer.from('\ufeff');

/** Splits chunks into lines. A line ends with a line feed, a carriage return, or both. */
export interface Lines {
	/** Gives the lines that a chunk completes, without their line ends. */
	take(chunk: Buffer): Generator<Buffer>;
	/** Bytes of the line that is not complete yet. */
	held(): number;
}

/** Joins the parts of lines, and drops the byte order mark of the first line. */
function createLine(): { add(part: Buffer): void; end(part: Buffer): Buffer; held(): number } {
	let parts: Buffer[] = [];
	let held = 0;
	let isFirst = true;
	return {
		held: () => held,
		add(part) {
			parts.push(part);
			held += part.length;
		},
		end(part) {
			const line = parts.length > 0 ? Buffer.concat([...parts, part]) : part;
			parts = [];
			held = 0;
			const isMarked = isFirst && line.subarray(0, byteOrderMark.length).equals(byteOrderMark);
			isFirst = false;
			return isMarked ? line.subarray(byteOrderMark.length) : line;
		},
	};
}

/** Starts splitting a stream into lines. */
export function createLines(): Lines {
	const line = createLine();
	let afterReturn = false;
	return {
		held: line.held,
		*take(chunk) {
			if (chunk.length === 0) return;
			// A line feed after a carriage return belongs to the same line end, even in the next chunk.
			let at = afterReturn && chunk[0] === lineFeed ? 1 : 0;
			let feed = chunk.indexOf(lineFeed, at);
			let back = chunk.indexOf(carriageReturn, at);
			while (feed >= 0 || back >= 0) {
				const isBack = back >= 0 && (feed < 0 || back < feed);
				const end = isBack ? back : feed;
				yield line.end(chunk.subarray(at, end));
				at = isBack && feed === back + 1 ? end + 2 : end + 1;
				if (feed >= 0 && feed < at) feed = chunk.indexOf(lineFeed, at);
				if (back >= 0 && back < at) back = chunk.indexOf(carriageReturn, at);
			}
			afterReturn = chunk[chunk.length - 1] === carriageReturn;
			if (at < chunk.length) line.add(chunk.subarray(at));
		},
	};
}
