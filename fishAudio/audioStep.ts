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
	let head = Buffer.alloc(0);
	return {
		async *step(source) {
			for await (const chunk of source) {
				if (head.length < keptHead) head = Buffer.concat([head, chunk]).subarray(0, keptHead);
				bytes += chunk.length;
				yield chunk;
			}
		},
		facts: () => ({ bytes, head }),
	};
}
