// Values in MessagePack (https://github.com/msgpack/msgpack/blob/master/spec.md, 2017). Lengths always take four bytes,
// which every reader has to accept.

/** The first bytes of a value: its type and its length. */
function head(type: number, length: number): Uint8Array {
	const bytes = Buffer.alloc(5);
	bytes.writeUInt8(type);
	bytes.writeUInt32BE(length, 1);
	return bytes;
}

/** Begins a map of so many entries. */
export const mapHead = (entries: number): Uint8Array => head(0xdf, entries);

/** Begins an array of so many entries. */
export const arrayHead = (entries: number): Uint8Array => head(0xdd, entries);

/** Begins so many bytes. */
export const bytesHead = (bytes: number): Uint8Array => head(0xc6, bytes);

function packedText(text: string): Uint8Array {
	const bytes = Buffer.from(text);
	return Buffer.concat([head(0xdb, bytes.length), bytes]);
}

function packedNumber(number: number): Uint8Array {
	// A sample rate has to be an integer: 32 bits of it, otherwise a double.
	const isInteger = (number | 0) === number;
	const bytes = Buffer.alloc(isInteger ? 5 : 9, isInteger ? 0xd2 : 0xcb);
	if (isInteger) bytes.writeInt32BE(number, 1);
	else bytes.writeDoubleBE(number, 1);
	return bytes;
}

/** A value as JSON may have it, in MessagePack. What JSON cannot have is nil. */
export function packed(value: unknown): Uint8Array {
	if (typeof value === 'string') return packedText(value);
	if (typeof value === 'number') return packedNumber(value);
	if (typeof value === 'boolean') return Uint8Array.of(value ? 0xc3 : 0xc2);
	if (Array.isArray(value)) return Buffer.concat([arrayHead(value.length), ...value.map(packed)]);
	if (typeof value !== 'object' || value === null) return Uint8Array.of(0xc0);
	const entries = Object.entries(value);
	return Buffer.concat([mapHead(entries.length), ...entries.flatMap((entry) => entry.map(packed))]);
}
