import { encode } from '@msgpack/msgpack';

import { LazyFile } from '../requests/lazyFile';
import type { SourceFile } from '../requests/sourceFile';

/** A recording that speech should sound like, without creating a voice from it. */
export interface InstantSample {
	file: SourceFile;
	/** What is said in it. May be empty. */
	transcript: string;
	/** Length; undefined if it is not known. */
	seconds?: number | undefined;
}

/** The first bytes of a value in MessagePack: its type, and its length in `width` bytes. */
function head(code: number, width: 2 | 4, length: number): Uint8Array {
	const bytes = Buffer.alloc(1 + width);
	bytes.writeUInt8(code);
	bytes.writeUIntBE(length, 1, width);
	return bytes;
}

const mapHead = (entries: number): Uint8Array => head(0xde, 2, entries);
const arrayHead = (entries: number): Uint8Array => head(0xdc, 2, entries);
const binHead = (bytes: number): Uint8Array => head(0xc6, 4, bytes);

const partsOf = ({ file, transcript }: InstantSample): Array<Uint8Array | SourceFile> => [
	mapHead(2),
	encode('audio'),
	binHead(file.size),
	file,
	encode('text'),
	encode(transcript),
];

const sizeOf = (part: Uint8Array | SourceFile): number => (part instanceof Uint8Array ? part.length : part.size);

/**
 * Builds a body of `fields` and samples in MessagePack, the only form in which the API takes samples. It holds no
 * sample's bytes: each sample is opened when it is sent. The body can be sent once.
 */
export function sampleBody(fields: Record<string, unknown>, samples: InstantSample[]): File {
	const entries = Object.entries(fields);
	const parts = [
		mapHead(entries.length + 1),
		...entries.flatMap(([name, value]) => [encode(name), encode(value)]),
		encode('references'),
		arrayHead(samples.length),
		...samples.flatMap(partsOf),
	];
	return new LazyFile({
		name: 'speech',
		mimeType: 'application/msgpack',
		size: parts.reduce((sum, part) => sum + sizeOf(part), 0),
		async *open() {
			for (const part of parts) {
				if (part instanceof Uint8Array) yield part;
				else yield* part.open();
			}
		},
	});
}
