/** What a stream is led through. */
type Step = (source: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

/** Node's class `Readable`, which shipped code may not import. */
interface ReadableClass {
	from(source: AsyncIterable<Uint8Array>, options: { objectMode: false }): NodeStream;
}

/** The part of a Node stream that is used. */
export interface NodeStream extends AsyncIterable<Uint8Array> {
	destroy(): unknown;
	on(event: 'close' | 'error', listener: () => void): unknown;
}

const canMake = (value: unknown): value is ReadableClass => typeof value === 'function' && 'from' in value;

/** The class that all of Node's streams that can be read come from. */
function readableClassOf(stream: NodeStream): ReadableClass {
	let found: unknown = stream.constructor;
	for (let next: unknown = found; canMake(next); next = Object.getPrototypeOf(next)) found = next;
	if (canMake(found)) return found;
	throw new TypeError('n8n gave no stream of Node’s');
}

/**
 * Leads a stream through a step, as a stream of Node's: n8n's store takes no other. What the step fails with is what reading fails with.
 * Node's own `compose` will not do: in Node 20 a failure goes past the step, and one after the last byte ends n8n.
 */
export function led(stream: NodeStream, step: Step): NodeStream {
	const made = readableClassOf(stream).from(step(stream), { objectMode: false });
	// It may fail before its reader has begun to listen, which would end n8n, too.
	made.on('error', () => undefined);
	// A step that was never begun has left the source open.
	made.on('close', () => stream.destroy());
	return made;
}
