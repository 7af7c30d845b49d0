import type { Input, Reading } from './input';

/** The head of an element (RFC 8794). */
export interface Element {
	id: number;
	/** Bytes of the head. */
	head: number;
	/** Bytes of the content; undefined if it is unknown. */
	size: number | undefined;
}

/**
 * A number of variable length (RFC 8794, 4), with its length in bytes. All ones mean unknown: `value` is undefined.
 */
export function numberAt(bytes: Uint8Array, at: number): { value: number | undefined; length: number } {
	const first = bytes[at] ?? 0;
	const length = Math.clz32(first) - 23;
	const allOnes = 0xff >> length;
	let value = first & allOnes;
	let isUnknown = value === allOnes;
	for (let index = 1; index < length; index++) {
		const byte = bytes[at + index] ?? 0;
		value = value * 256 + byte;
		isUnknown &&= byte === 0xff;
	}
	return { value: isUnknown ? undefined : value, length };
}

/** The element that begins here; undefined if there is none, as at the end. */
export function* elementHere(input: Input): Reading<Element | undefined> {
	yield* input.need(12);
	const bytes = input.peek(12);
	const idLength = Math.clz32(bytes[0] ?? 0) - 23;
	if (bytes.length < 2 || idLength > 4) return undefined;
	const size = numberAt(bytes, idLength);
	return { id: bytes.readUIntBE(0, Math.min(idLength, bytes.length)), head: idLength + size.length, size: size.value };
}

export const unsigned = (bytes: Uint8Array): number => bytes.reduce((value, byte) => value * 256 + byte, 0);

/** A signed integer. */
export const signed = (bytes: Uint8Array): number =>
	unsigned(bytes) - ((bytes[0] ?? 0) & 0x80 ? 256 ** bytes.length : 0);

export const float = (bytes: Buffer): number =>
	bytes.length === 8 ? bytes.readDoubleBE(0) : bytes.length === 4 ? bytes.readFloatBE(0) : 0;
