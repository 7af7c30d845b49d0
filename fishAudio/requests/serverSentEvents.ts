import { answerTooLarge } from './answerErrors';
import { createLines } from './lines';

/**
 * Limit of an event, in bytes: two minutes of 44.1 kHz WAV in base64. The API sends one event for a part of a text's
 * chunk, and a chunk has at most 300 characters.
 */
export const longestEvent = 16 * 1024 * 1024;

/** An event of a stream. */
export interface ServerEvent {
	/** `message` if the event has no name. */
	name: string;
	/** UTF-8. */
	data: Buffer;
}

const lineEnd = Buffer.from('\n');

/** The value of a line with this field (HTML Living Standard, 9.2.6); undefined for a comment or another field. */
function valueOf(line: Buffer, field: string): Buffer | undefined {
	if (line.toString('latin1', 0, field.length) !== field) return undefined;
	const after = line.toString('latin1', field.length, field.length + 2);
	if (after === '') return line.subarray(line.length);
	return after.startsWith(':') ? line.subarray(field.length + (after === ': ' ? 2 : 1)) : undefined;
}

function joined(lines: Buffer[]): Buffer | undefined {
	if (lines.length < 2) return lines[0];
	return Buffer.concat(lines.flatMap((line, index) => (index > 0 ? [lineEnd, line] : [line])));
}

/** Collects the lines of events. */
function createEvents(): { take(line: Buffer): ServerEvent | undefined; held(): number } {
	let name = '';
	let data: Buffer[] = [];
	let held = 0;
	const end = (): ServerEvent | undefined => {
		const all = joined(data);
		const event = all && { name: name || 'message', data: all };
		name = '';
		data = [];
		held = 0;
		return event;
	};
	return {
		held: () => held,
		/** Gives the event that a blank line ends. */
		take(line) {
			if (line.length === 0) return end();
			const value = valueOf(line, 'data');
			if (value) {
				data.push(value);
				held += value.length + 1;
			} else name = valueOf(line, 'event')?.toString() ?? name;
			return undefined;
		},
	};
}

/**
 * Reads server-sent events (HTML Living Standard, 9.2) and gives each as it arrives, holding no more than one. The
 * standard drops an event that the end of the stream cuts off; this gives it, so that its reader notices the cut. Fails
 * with `badAnswer` on an event that is too long.
 */
export async function* readEvents(source: AsyncIterable<Uint8Array>): AsyncGenerator<ServerEvent> {
	const lines = createLines();
	const events = createEvents();

	function* take(chunk: Buffer): Generator<ServerEvent> {
		for (const line of lines.take(chunk)) {
			const event = events.take(line);
			if (event) yield event;
		}
		if (events.held() + lines.held() > longestEvent) throw answerTooLarge(longestEvent, { part: 'A part of it' });
	}

	for await (const chunk of source) yield* take(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length));
	yield* take(Buffer.from('\n\n'));
}
