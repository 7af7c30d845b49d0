/** What a stream is led through. */
type Step = (source: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

/** The part of a Node stream that is used; shipped code may not import the type. */
export interface NodeStream extends AsyncIterable<Uint8Array> {
	/** What it was destroyed with. */
	readonly errored: Error | null;
	destroy(): unknown;
	compose(step: Step): NodeStream;
	on(event: 'error', listener: () => void): unknown;
}

/**
 * Leads a stream through a step, as a stream of the same kind: n8n's store takes no other. Once the source has ended and more has
 * been passed on, Node listens to no errors of the step, and one would end n8n: the step has to keep such a one to itself.
 */
export function led(stream: NodeStream, step: Step): NodeStream {
	const composed = stream.compose(step);
	// It may fail before its reader has begun to listen, which would end n8n, too.
	composed.on('error', () => undefined);
	return composed;
}
