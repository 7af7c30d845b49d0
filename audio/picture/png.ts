/** A picture of a few colours. */
export interface Picture {
	width: number;
	height: number;
	/** Up to four colours, as 0xRRGGBB. */
	palette: number[];
	/** The colour of each pixel, by its index in the palette; row by row. */
	pixels: Uint8Array;
}

/** Bits of a pixel. */
const depth = 2;

/** CRC-32 of chunks (PNG specification, annex D). */
function crcOf(bytes: Uint8Array): number {
	let crc = -1;
	for (const byte of bytes) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb8_8320 : crc >>> 1;
	}
	return ~crc >>> 0;
}

/** Checksum of a zlib stream (RFC 1950, 8.2). */
function adlerOf(bytes: Uint8Array): number {
	let [a, b] = [1, 0];
	for (const byte of bytes) {
		a = (a + byte) % 65_521;
		b = (b + a) % 65_521;
	}
	return b * 65_536 + a;
}

const uint32 = (value: number): Buffer => {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value);
	return bytes;
};

function chunk(name: string, content: Uint8Array): Buffer {
	const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
	return Buffer.concat([uint32(content.length), named, uint32(crcOf(named))]);
}

/** A zlib stream of one block that is not compressed (RFC 1951, 3.2.4): there is no zlib without `node:` imports. */
function stored(bytes: Buffer): Buffer {
	const head = Buffer.from([0x78, 0x01, 1, 0, 0, 0, 0]);
	head.writeUInt16LE(bytes.length, 3);
	head.writeUInt16LE(~bytes.length & 0xffff, 5);
	return Buffer.concat([head, bytes, uint32(adlerOf(bytes))]);
}

/** Rows of packed pixels, each after a byte for no filter. */
function rowsOf({ width, height, pixels }: Picture): Buffer {
	const perByte = 8 / depth;
	const length = 1 + Math.ceil(width / perByte);
	const rows = Buffer.alloc(length * height);
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const shift = 8 - depth * (1 + (x % perByte));
			rows[y * length + 1 + Math.floor(x / perByte)]! |= pixels[y * width + x]! << shift;
		}
	}
	return rows;
}

/**
 * A picture as PNG. Its size is that of its pixels: a quarter of a byte each. A picture of more than 64 KB does not fit
 * in one block.
 */
export function pngOf(picture: Picture): Buffer {
	const { width, height, palette } = picture;
	const header = Buffer.concat([uint32(width), uint32(height), Buffer.from([depth, 3, 0, 0, 0])]);
	const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 0xff, colour & 0xff]));
	return Buffer.concat([
		Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
		chunk('IHDR', header),
		chunk('PLTE', colours),
		chunk('IDAT', stored(rowsOf(picture))),
		chunk('IEND', Buffer.alloc(0)),
	]);
}
