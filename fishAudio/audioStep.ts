/** A step that a stream of audio is led through. */
export type AudioStep = (source: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array>;

/** Bytes from the start that are kept: enough for any WAV header an encoder writes. */
const keptHead = 4096;

/** The step that changes nothing. */
export const asItIs: AudioStep = async function* (source) {
	yield* source;
};

/** What has passed of a stream. */
export interface Passed {
	bytes: number;
	/** The first bytes, up to 4096. */
	head: Uint8Array;
}

/** Counts what passes, and keeps its start. */
export function createTally(): { take(chunk: Uint8Array): void; passed(): Passed } {
	let bytes = 0;
	// Of its own: a part of a chunk would hold all of that for as long as the start is kept.
	const head = Buffer.alloc(keptHead);
	return {
		take(chunk) {
			if (bytes < keptHead) head.set(chunk.subarray(0, keptHead - bytes), bytes);
			bytes += chunk.length;
		},
		passed: () => ({ bytes, head: head.subarray(0, bytes) }),
	};
}

/** A step that changes nothing and tells what has passed. */
export function createMeasure(): { step: AudioStep; facts(): Passed } {
	const { take, passed } = createTally();
	return {
		async *step(source) {
			for await (const chunk of source) {
				take(chunk);
				yield chunk;
			}
		},
		facts: passed,
	};
}
