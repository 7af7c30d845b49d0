import { FishAudioError } from './errors';

/**
 * Characters an event may have. The API makes one of a piece of a text's chunk, which has 300 characters at most;
 * this is two minutes of 44.1 kHz WAV in base64.
 */
export const longestEvent = 16 * 1024 * 1024;

const tooLong = (): FishAudioError =>
	new FishAudioError('badAnswer', 'The answer of Fish Audio is too large to be right', {
		advice: `A part of it is over ${longestEvent / 1024 / 1024} MB. Check the Base URL in the 'Fish Audio API' credential.`,
	});

/** The value of a `data` field (HTML Living Standard, 9.2.6); undefined for a comment or another field. */
const dataOf = (line: string): string | undefined =>
	line === 'data' ? '' : line.startsWith('data:') ? line.slice(line[5] === ' ' ? 6 : 5) : undefined;

/**
 * Reads server-sent events (HTML Living Standard, 9.2) and gives the data of each as it arrives. No more than one is
 * held. An event that the end of the stream cuts off is given, too, where the standard drops it: so that what reads it sees the cut.
 */
export async function* readEvents(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
	// It drops a byte order mark, and holds the first bytes of a character back until the others come.
	const decoder = new TextDecoder();
	let line = '';
	let data: string[] = [];
	let held = 0;
	let afterReturn = false;

	const endLine = (): void => {
		const value = dataOf(line);
		line = '';
		if (value === undefined) return;
		data.push(value);
		held += value.length;
	};
	function* take(text: string): Generator<string> {
		// A line feed after a carriage return ends no other line, though they came in two chunks.
		const fresh = afterReturn && text.startsWith('\n') ? text.slice(1) : text;
		if (text) afterReturn = text.endsWith('\r');
		for (const [number, part] of fresh.split(/\r\n?|\n/).entries()) {
			if (number > 0 && line === '') {
				if (data.length > 0) yield data.join('\n');
				data = [];
				held = 0;
			} else if (number > 0) endLine();
			line += part;
			if (held + line.length > longestEvent) throw tooLong();
		}
	}

	for await (const chunk of source) yield* take(decoder.decode(chunk, { stream: true }));
	yield* take(`${decoder.decode()}\n\n`);
}
