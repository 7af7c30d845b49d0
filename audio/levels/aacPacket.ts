import { Bits } from '../bits';
import type { Bands } from './aacBands';
import { readChannel, type Channel } from './aacChannel';
import { readPair } from './aacPair';

/** ISO 14496-3, table 4.85. */
const elements = { single: 0, pair: 1, low: 3, data: 4, program: 5, fill: 6, end: 7 };

/** Goes to the next full byte, and passes over the number of bytes stated there. */
function skipBytes(bits: Bits, count: number): void {
	bits.at = Math.ceil(bits.at / 8) * 8 + count * 8;
}

/** data_stream_element: other data. */
function skipData(bits: Bits): void {
	const isAligned = bits.read(1) === 1;
	const count = bits.read(8);
	const bytes = count < 255 ? count : 255 + bits.read(8);
	if (isAligned) skipBytes(bits, bytes);
	else bits.at += bytes * 8;
}

/** fill_element: padding, or the data of band replication (SBR). */
function skipFill(bits: Bits): void {
	const count = bits.read(4);
	const bytes = count < 15 ? count : 14 + bits.read(8);
	bits.at += bytes * 8;
}

/** program_config_element: which channel is where. */
function skipProgram(bits: Bits): void {
	bits.read(6);
	const [front, side, back] = [bits.read(4), bits.read(4), bits.read(4)];
	const [low, data, coupled] = [bits.read(2), bits.read(3), bits.read(4)];
	for (const width of [4, 4, 3]) if (bits.read(1)) bits.read(width);
	bits.at += (front + side + back + coupled) * 5 + (low + data) * 4;
	bits.at = Math.ceil(bits.at / 8) * 8;
	skipBytes(bits, bits.read(8));
}

const skips: Record<number, (bits: Bits) => void> = {
	[elements.data]: skipData,
	[elements.program]: skipProgram,
	[elements.fill]: skipFill,
};

/** Reads all channels of a packet (raw_data_block, ISO 14496-3, 4.4.2.1); undefined if it cannot be read. */
export function readPacket(bytes: Uint8Array, layouts: { long: Bands; short: Bands }): Channel[] | undefined {
	const bits = new Bits(bytes);
	const channels: Channel[] = [];
	for (;;) {
		const element = bits.read(3);
		if (bits.isOver) return undefined;
		if (element === elements.end) return channels;
		const skip = skips[element];
		if (element !== elements.fill) bits.read(4);
		if (skip) {
			skip(bits);
			continue;
		}
		const found = element === elements.pair ? readPair(bits, layouts) : readOne(bits, element, layouts);
		if (!found) return undefined;
		channels.push(...found);
	}
}

function readOne(bits: Bits, element: number, layouts: { long: Bands; short: Bands }): Channel[] | undefined {
	if (element !== elements.single && element !== elements.low) return undefined;
	const channel = readChannel(bits, layouts);
	return channel && [channel];
}
