/** A step that a stream of audio is led through. */
export type AudioStep = (source: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array>;

/** Bytes from the start that are kept: enough for any header. */
const keptHead = 4096;

/** The step that changes nothing. */
export const asItIs: AudioStep = async function* (source) {
	yield* source;
};

/** A step that changes nothing and tells what has passed. */
export function createMeasure(): { step: AudioStep; facts(): { bytes: number; head: Uint8Array } } {
	let bytes = 0;
	// Of its own: a part of a chunk would hold all of that for as long as the facts are kept.
	const head = Buffer.alloc(keptHead);
	return {
		async *step(source) {
			for await (const chunk of source) {
				if (bytes < keptHead) head.set(chunk.subarray(0, keptHead - bytes), bytes);
				bytes += chunk.length;
				yield chunk;
			}
		},
		facts: () => ({ bytes, head: head.subarray(0, bytes) }),
	};
}
