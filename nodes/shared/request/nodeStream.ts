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
 * Leads a stream through a step, as a stream of Node's: n8n's store takes no other. What the step fails with is what
 * reading fails with. Where the step ends without having begun to read, `leave` gives the source up. Node's own
 * `compose` will not do: in Node 20 a failure goes past the step, and one after the last byte ends n8n.
 */
export function led(stream: NodeStream, step: Step, leave: () => void = () => stream.destroy()): NodeStream {
	let isBegun = false;
	const source: AsyncIterable<Uint8Array> = {
		[Symbol.asyncIterator]: () => {
			isBegun = true;
			return stream[Symbol.asyncIterator]();
		},
	};
	const made = readableClassOf(stream).from(step(source), { objectMode: false });
	// It may fail before its reader has begun to listen, which would end n8n, too.
	made.on('error', () => undefined);
	made.on('close', () => {
		if (isBegun) stream.destroy();
		else leave();
	});
	return made;
}
