import type { ByteSource, ByteStep } from '../../../fishAudio/requests/storeStream';

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

/** The class `Readable`, from which every readable stream of Node inherits. */
function readableClassOf(stream: NodeStream): ReadableClass {
	let found: unknown = stream.constructor;
	for (let next: unknown = found; canMake(next); next = Object.getPrototypeOf(next)) found = next;
	if (canMake(found)) return found;
	throw new TypeError('n8n gave no Node stream');
}

/** Listens to the errors of a stream. An error that nobody listens to would end the whole n8n process. */
const ignoreErrors = (stream: NodeStream): unknown => stream.on('error', () => undefined);

/**
 * A Node stream as a source of bytes. A transformed stream of it is a Node stream, too: n8n's store takes no other.
 * `giveUp` ends a stream that nobody has started to read. Node's own `compose` does not work here: in Node 20 an error
 * bypasses the step, and an error after the last byte ends the n8n process.
 */
export function sourceOf(stream: NodeStream, giveUp: () => void = () => void stream.destroy()): ByteSource {
	let transformed: NodeStream | undefined;
	ignoreErrors(stream);
	return {
		transform: (step: ByteStep) => {
			let isStarted = false;
			const bytes: AsyncIterable<Uint8Array> = {
				[Symbol.asyncIterator]: () => {
					isStarted = true;
					return stream[Symbol.asyncIterator]();
				},
			};
			const made = readableClassOf(stream).from(step(bytes), { objectMode: false });
			// It may fail before its reader listens.
			ignoreErrors(made);
			made.on('close', () => {
				if (isStarted) stream.destroy();
				else giveUp();
			});
			transformed = made;
			return made;
		},
		close: () => {
			transformed?.destroy();
			giveUp();
		},
	};
}
