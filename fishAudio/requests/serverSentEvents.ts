import { answerTooLarge } from './answerErrors';

/**
 * Limit of an event, in bytes: two minutes of 44.1 kHz WAV in base64. The API sends one event for a part of a text's
 * chunk, and a chunk has at most 300 characters.
 */
export const longestEvent = 16 * 1024 * 1024;

/** An event of a stream. */
export interface ServerEvent {
	/** `message` where it has none. */
	name: string;
	/** UTF-8. */
	data: Buffer;
}

const lineFeed = 10;
const carriageReturn = 13;
const byteOrderMark = Buffer.from('\ufeff');

/** The value of a line's field of that name (HTML Living Standard, 9.2.6); undefined for a comment or another field. */
function valueOf(line: Buffer, field: string): Buffer | undefined {
	if (line.toString('latin1', 0, field.length) !== field) return undefined;
	const after = line.toString('latin1', field.length, field.length + 2);
	if (after === '') return line.subarray(line.length);
	return after.startsWith(':') ? line.subarray(field.length + (after === ': ' ? 2 : 1)) : undefined;
}

/** Puts lines together from chunks that are cut anywhere; they end with a line feed, a carriage return, or both. */
function createLines(): { take(chunk: Buffer): Generator<Buffer>; held(): number } {
	let parts: Buffer[] = [];
	let held = 0;
	let afterReturn = false;
	let isFirst = true;
	const line = (end: Buffer): Buffer => {
		const whole = parts.length > 0 ? Buffer.concat([...parts, end]) : end;
		parts = [];
		held = 0;
		const marked = isFirst && whole.subarray(0, byteOrderMark.length).equals(byteOrderMark);
		isFirst = false;
		return marked ? whole.subarray(byteOrderMark.length) : whole;
	};
	return {
		held: () => held,
		*take(chunk) {
			if (chunk.length === 0) return;
			// A line feed after a carriage return ends no other line, though they came in two chunks.
			let at = afterReturn && chunk[0] === lineFeed ? 1 : 0;
			let feed = chunk.indexOf(lineFeed, at);
			let back = chunk.indexOf(carriageReturn, at);
			while (feed >= 0 || back >= 0) {
				const isBack = back >= 0 && (feed < 0 || back < feed);
				const end = isBack ? back : feed;
				yield line(chunk.subarray(at, end));
				at = isBack && feed === back + 1 ? end + 2 : end + 1;
				if (feed >= 0 && feed < at) feed = chunk.indexOf(lineFeed, at);
				if (back >= 0 && back < at) back = chunk.indexOf(carriageReturn, at);
			}
			afterReturn = chunk[chunk.length - 1] === carriageReturn;
			if (at < chunk.length) parts.push(chunk.subarray(at));
			held += Math.max(0, chunk.length - at);
		},
	};
}

/**
 * Reads server-sent events (HTML Living Standard, 9.2) and gives each as it arrives. No more than one is held. An event
 * that the end of the stream cuts off is given, too, where the standard drops it: so that what reads it sees the cut.
 */
export async function* readEvents(source: AsyncIterable<Uint8Array>): AsyncGenerator<ServerEvent> {
	const lines = createLines();
	let name = '';
	let data: Buffer[] = [];
	let held = 0;

	function* take(chunk: Buffer): Generator<ServerEvent> {
		for (const line of lines.take(chunk)) {
			if (line.length === 0) {
				const feed = Buffer.from('\n');
				const whole =
					data.length > 1 ? Buffer.concat(data.flatMap((part, at) => (at > 0 ? [feed, part] : [part]))) : data[0];
				if (whole) yield { name: name || 'message', data: whole };
				name = '';
				data = [];
				held = 0;
				continue;
			}
			const value = valueOf(line, 'data');
			if (value) {
				data.push(value);
				held += value.length + 1;
			} else name = valueOf(line, 'event')?.toString() ?? name;
		}
		if (held + lines.held() > longestEvent) throw answerTooLarge(longestEvent, { part: 'A part of it' });
	}

	for await (const chunk of source) yield* take(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length));
	yield* take(Buffer.from('\n\n'));
}
