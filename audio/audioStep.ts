/** Transforms a stream of audio, or looks at it as it passes. */
export type AudioStep = (source: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array>;

/** The step that changes nothing. */
export const asItIs: AudioStep = async function* (source) {
	yield* source;
};
