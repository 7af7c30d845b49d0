import { answerTooLarge } from '../requests/answerErrors';
import { chunkNumber, hasTimes, readTextChunk, type TextChunk } from './textChunk';

/** Bytes of JSON that may be held: enough for half a million words. */
const maxBytes = 32 * 1024 * 1024;

/** Keeps the latest JSON of each chunk: later events correct earlier ones. */
export interface LatestChunks {
	/** Takes the JSON of an event without its audio. Fails with `badAnswer` when too much is held. */
	add(details: Buffer): void;
	/** The JSON of the last event. */
	last(): Buffer | undefined;
	inOrder(): TextChunk[];
}

/** Creates an empty store of chunks. */
export function createLatestChunks(): LatestChunks {
	const chunks = new Map<number | string, Buffer>();
	let held = 0;
	let last: Buffer | undefined;
	return {
		add(details) {
			last = details;
			const chunk = chunkNumber(details) ?? readTextChunk(details)?.content;
			if (chunk === undefined) return;
			const before = chunks.get(chunk);
			if (before && hasTimes(before) && !hasTimes(details)) return;
			held += details.length - (before?.length ?? 0);
			// The audio limit does not see events without audio; their JSON is counted here.
			if (held > maxBytes) throw answerTooLarge(maxBytes, { status: 200 });
			chunks.set(chunk, details);
		},
		last: () => last,
		inOrder: () =>
			[...chunks]
				.sort(([a], [b]) => (typeof a === 'number' && typeof b === 'number' ? a - b : 0))
				.flatMap(([, details]) => readTextChunk(details) ?? []),
	};
}
