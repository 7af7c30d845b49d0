import { crc32 } from 'node:zlib';

/** A picture of an animation, and how long it is shown. */
export interface Frame {
	png: Buffer;
	milliseconds: number;
}

interface Chunk {
	type: string;
	data: Buffer;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The chunks of a PNG. Each has its length, its type, its data and a checksum. */
function chunksOf(png: Buffer): Chunk[] {
	const chunks: Chunk[] = [];
	for (let at = signature.length; at < png.length; ) {
		const length = png.readUInt32BE(at);
		const data = png.subarray(at + 8, at + 8 + length);
		chunks.push({ type: png.toString('latin1', at + 4, at + 8), data });
		at += 12 + length;
	}
	return chunks;
}

const chunkNamed = (png: Buffer, name: string): Buffer =>
	Buffer.concat(chunksOf(png).flatMap(({ type, data }) => (type === name ? [data] : [])));

/** Whether a PNG moves. */
export const isAnimated = (png: Buffer): boolean => chunksOf(png).some(({ type }) => type === 'acTL');

function written(type: string, data: Buffer): Buffer {
	const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	return Buffer.concat([uint32(data.length), named, uint32(crc32(named))]);
}

function uint32(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value);
	return bytes;
}

/** `fcTL`: where a frame is shown, and how long. It covers the whole picture and replaces the one before. */
function frameControl(sequence: number, header: Buffer, milliseconds: number): Buffer {
	const control = Buffer.alloc(26);
	control.writeUInt32BE(sequence, 0);
	header.copy(control, 4, 0, 8);
	control.writeUInt16BE(milliseconds, 20);
	control.writeUInt16BE(1000, 22);
	return written('fcTL', control);
}

/**
 * Joins PNGs of the same size and colours to an animated PNG that starts again at its end. A viewer that knows no
 * animation shows the first. See "APNG" in the PNG specification, third edition.
 * @throws Error if the pictures differ in size or colours
 */
export function animatedPng(frames: Frame[]): Buffer {
	const headers = frames.map(({ png }) => chunkNamed(png, 'IHDR'));
	const [header] = headers;
	if (!header || headers.some((other) => !other.equals(header))) throw new Error('The pictures differ in size');
	let sequence = 0;
	const shown = frames.flatMap(({ png, milliseconds }, index) => {
		const control = frameControl(sequence++, header, milliseconds);
		const pixels = chunkNamed(png, 'IDAT');
		if (index === 0) return [control, written('IDAT', pixels)];
		return [control, written('fdAT', Buffer.concat([uint32(sequence++), pixels]))];
	});
	const animation = written('acTL', Buffer.concat([uint32(frames.length), uint32(0)]));
	return Buffer.concat([signature, written('IHDR', header), animation, ...shown, written('IEND', Buffer.alloc(0))]);
}
