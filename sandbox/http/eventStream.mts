const plain = (value: unknown) => JSON.stringify(value);
const inLines = (value: unknown) => JSON.stringify(value, null, 1).split('\n').join('\ndata: ');

/** All are equal by the standard of server-sent events. A reader that knows only one form fails on the others. */
const ways: ((value: unknown) => string)[] = [
	(value) => `: ping\n\nevent: message\ndata: ${plain(value)}\n\n`,
	(value) => `data: ${plain(value)}\n\n`,
	(value) => `event: message\r\ndata:${plain(value)}\r\n\r\n`,
	(value) => `id: 4\n:\ndata: ${inLines(value)}\nevent: message\n\n`,
];

/** Odd sizes, so that a chunk can end anywhere: in a line, a character or a line break. */
const sizes = [1, 16_381, 3, 257, 40_009, 2];

/** An event that is written unchanged. */
export class RawEvent {
	readonly written: string;

	constructor(written: string) {
		this.written = written;
	}
}

/** Writes values as events. Chunk borders and event borders are independent. */
export async function* eventStream(values: AsyncIterable<unknown[]>): AsyncGenerator<Uint8Array> {
	let events = 0;
	let cuts = 0;
	const write = (value: unknown) =>
		value instanceof RawEvent ? value.written : (ways[events++ % ways.length]?.(value) ?? '');
	for await (const some of values) {
		const bytes = Buffer.from(some.map(write).join(''));
		for (let from = 0; from < bytes.length; ) {
			const size = sizes[cuts++ % sizes.length] ?? 1;
			yield bytes.subarray(from, from + size);
			from += size;
		}
	}
}
