import { opusSamples } from '../ogg/opusSamples';
import { packetsOf } from './opusPackets';

/** Counts the sound of all parts, in samples of 48 kHz. */
export interface OpusClock {
	/** Samples up to here. */
	readonly position: number;
	/** The same if the stream ends here: the last page of a part states how much of its last packet is played. */
	readonly end: number;
	beginPart(): void;
	/** Counts a page of sound and writes the position onto it. */
	set(page: Buffer): void;
}

/** Counts by packets, since each part counts its own pages from 0. */
export function createOpusClock(): OpusClock {
	let partStart = 0;
	let pending = 0;
	let position = 0;
	let end = 0;

	/** Counts the packets that end on a page; false if none does. */
	const count = (page: Buffer): boolean => {
		let hasEnd = false;
		for (const { begun, ends } of packetsOf(page)) {
			if (begun) pending = opusSamples(begun);
			if (!ends) continue;
			position += pending;
			hasEnd = true;
		}
		return hasEnd;
	};
	return {
		get position() {
			return position;
		},
		get end() {
			return end;
		},
		beginPart: () => {
			partStart = position;
		},
		set: (page) => {
			const stated = Number(page.readBigInt64LE(6));
			// A page on which no packet ends has no position (RFC 3533, 6).
			page.writeBigInt64LE(count(page) ? BigInt(position) : -1n, 6);
			end = stated > 0 ? Math.min(position, partStart + stated) : position;
		},
	};
}
