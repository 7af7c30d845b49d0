import { opusPreSkip, readOggPage } from '../frames';
import { opusSamples } from '../opusSamples';
import { framesOf, misfit, type Join } from './parts';

/** Remainders of the polynomial of RFC 3533, 0x04c11db7, by the byte that leaves. */
let crcTable: Uint32Array | undefined;

const crcTableMade = (): Uint32Array =>
	Uint32Array.from({ length: 256 }, (_, byte) => {
		let crc = byte << 24;
		for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc < 0 ? 0x04c11db7 : 0);
		return crc;
	});

function oggCrc(bytes: Uint8Array): number {
	const table = (crcTable ??= crcTableMade());
	let crc = 0;
	for (const byte of bytes) crc = (crc << 8) ^ table[(crc >>> 24) ^ byte]!;
	return crc >>> 0;
}

/** Flags of a page (RFC 3533, 6). */
const continued = 1;
const firstPage = 2;
const lastPage = 4;

/** The packets that begin on a page, and where they end: those that end on a later one are not whole. */
function* packetsOf(page: Buffer): Generator<{ begun: Buffer | undefined; ends: boolean }> {
	const segments = page[26]!;
	let isBegin = (page[5]! & continued) === 0;
	for (let segment = 0, at = 27 + segments; segment < segments; segment++) {
		const size = page[27 + segment]!;
		const ends = size < 255;
		yield { begun: isBegin ? page.subarray(at, at + size) : undefined, ends };
		isBegin = ends;
		at += size;
	}
}

/**
 * Makes the pages of several streams those of one: with one serial number, numbered throughout, each with a new
 * checksum.
 */
function createOneStream() {
	let held: Buffer | undefined;
	let serial: number | undefined;
	let pages = 0;

	const sealed = (): Buffer[] => {
		held?.writeUInt32LE(0, 22);
		held?.writeUInt32LE(oggCrc(held), 22);
		return held ? [held] : [];
	};
	return {
		/** Takes the next page, and gives the one before it. */
		take(page: Buffer): Buffer[] {
			const before = sealed();
			serial ??= page.readUInt32LE(14);
			page[5] = (page[5]! & continued) | (pages === 0 ? firstPage : 0);
			page.writeUInt32LE(serial, 14);
			page.writeUInt32LE(pages++, 18);
			held = page;
			return before;
		},
		/** Ends the stream at this position, and gives its last page. */
		end(position: number): Buffer[] {
			if (held) held[5]! |= lastPage;
			held?.writeBigInt64LE(BigInt(position), 6);
			return sealed();
		},
	};
}

/** Counts the samples of 48 kHz in the packets of all streams. */
function createClock() {
	let start = 0;
	let pending = 0;
	const clock = {
		/** Samples up to here. */
		position: 0,
		/** The same if the stream ends here: the last page of a part states how much of its last packet is played. */
		end: 0,
		beginPart: (): void => void (start = clock.position),
		/** Writes the time onto a page; one on which no packet ends has none. */
		set(page: Buffer): void {
			const stated = Number(page.readBigInt64LE(6));
			let hasEnd = false;
			for (const packet of packetsOf(page)) {
				if (packet.begun) pending = opusSamples(packet.begun);
				if (!packet.ends) continue;
				clock.position += pending;
				hasEnd = true;
			}
			page.writeBigInt64LE(hasEnd ? BigInt(clock.position) : -1n, 6);
			clock.end = stated > 0 ? Math.min(clock.position, start + stated) : clock.position;
		},
	};
	return clock;
}

/**
 * One logical stream (RFC 7845): the headers of the first part, and then the pages with sound of all, numbered anew.
 * Time is counted by packets, so that all of them are played, also the some 10 ms that a decoder drops at the start and
 * end of each part alone. Only the pre-skip of the first part is still dropped.
 */
export const joinOpus: Join = async function* (parts, { onEnd }) {
	const stream = createOneStream();
	const clock = createClock();
	let preSkip: number | undefined;
	for (const [part, open] of parts.entries()) {
		clock.beginPart();
		let headers = 0;
		for await (const pieces of framesOf(open(), readOggPage)) {
			for (const { frame, bytes: page } of pieces) {
				const isHeader = headers < 2;
				const opens = headers > 0 || page.includes('OpusHead');
				if (!frame || !opens) throw misfit(part, 'is not Opus');
				preSkip ??= opusPreSkip(page);
				if (isHeader) for (const { ends } of packetsOf(page)) headers += Number(ends);
				else clock.set(page);
				if (!isHeader || part === 0) yield* stream.take(page);
			}
		}
		const isLast = part === parts.length - 1;
		onEnd(Math.max(0, (isLast ? clock.end : clock.position) - (preSkip ?? 0)) / 48_000);
	}
	yield* stream.end(clock.end);
};
