import { oggCrc } from '../ogg/crc';
import { continuedFlag, firstFlag, lastFlag } from '../ogg/page';

/** Turns the pages of several streams into the pages of one. */
export interface OpusStream {
	/** Takes the next page, changes it in place, and returns the page before it, which is ready now. */
	take(page: Buffer): Buffer[];
	/** Ends the stream at this position, in samples of 48 kHz, and returns its last page. */
	end(position: number): Buffer[];
}

/** Gives all pages one serial number, counts them from 0, and seals each with a new checksum (RFC 3533, 6). */
export function createOpusStream(): OpusStream {
	let held: Buffer | undefined;
	let serial: number | undefined;
	let pages = 0;

	const sealed = (): Buffer[] => {
		held?.writeUInt32LE(oggCrc(held), 22);
		return held ? [held] : [];
	};
	return {
		take(page) {
			const before = sealed();
			serial ??= page.readUInt32LE(14);
			page[5] = (page[5]! & continuedFlag) | (pages === 0 ? firstFlag : 0);
			page.writeUInt32LE(serial, 14);
			page.writeUInt32LE(pages++, 18);
			held = page;
			return before;
		},
		end(position) {
			if (held) held[5]! |= lastFlag;
			held?.writeBigInt64LE(BigInt(position), 6);
			return sealed();
		},
	};
}
