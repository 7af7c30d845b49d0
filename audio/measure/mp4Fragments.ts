import { maxPackets } from './mp4Track';

/** Defaults for the packets of a track in fragments (`trex`, `tfhd`). */
interface Defaults {
	/** In units of the track. */
	duration: number;
	size: number;
}

/** Packets that a fragment of the track holds. */
export interface FragmentPacket {
	offset: number;
	size: number;
}

/** Reads the fragments of an MP4 (ISO 14496-12, 8.8): how long they are, and where their packets lie. */
export interface Fragments {
	/**
	 * Reads a box, which begins with its head of eight bytes, then a version and flags. `start` is where its `moof`
	 * begins.
	 */
	box(name: string, box: Buffer, start: number): void;
	/** The length of all fragments of a track, in its units. */
	durationOf(track: number): number;
	/** The packets of the last fragment of a track. */
	packetsOf(track: number): FragmentPacket[];
}

const flagsOf = (box: Buffer): number => box.readUIntBE(9, 3);

/** Reads the optional numbers of a box, by the flags that say which are there. */
function optional(box: Buffer, from: number, flags: number) {
	let at = from;
	return (flag: number, width = 4): number | undefined => {
		if (!(flags & flag)) return undefined;
		at += width;
		return width === 8 ? Number(box.readBigUInt64BE(at - 8)) : box.readUInt32BE(at - 4);
	};
}

/** Reads fragments of a file of `size` bytes. Packets behind its end do not count. */
export function createFragments(size: number): Fragments {
	const defaults = new Map<number, Defaults>();
	const durations = new Map<number, number>();
	const packets = new Map<number, FragmentPacket[]>();
	/** Of the fragment that is being read. */
	let track = 0;
	let base = 0;
	let own: Defaults = { duration: 0, size: 0 };

	function readHeader(box: Buffer, start: number): void {
		track = box.readUInt32BE(12);
		const next = optional(box, 16, flagsOf(box));
		const usual = defaults.get(track);
		base = next(0x1, 8) ?? start;
		next(0x2);
		own = { duration: next(0x8) ?? usual?.duration ?? 0, size: next(0x10) ?? usual?.size ?? 0 };
		packets.set(track, []);
	}

	function readRun(box: Buffer): void {
		const flags = flagsOf(box);
		const count = box.readUInt32BE(12);
		let offset = base + (flags & 0x1 ? box.readInt32BE(16) : 0);
		const width = [0x100, 0x200, 0x400, 0x800].reduce((sum, flag) => sum + (flags & flag ? 4 : 0), 0);
		let at = 16 + (flags & 0x1 ? 4 : 0) + (flags & 0x4 ? 4 : 0);
		let units = 0;
		for (let index = 0; index < Math.min(count, maxPackets) && at + width <= box.length; index++, at += width) {
			const next = optional(box, at, flags);
			const duration = next(0x100) ?? own.duration;
			const packet = { offset, size: next(0x200) ?? own.size };
			offset += packet.size;
			if (offset > size) break;
			packets.get(track)?.push(packet);
			units += duration;
		}
		durations.set(track, (durations.get(track) ?? 0) + units);
	}

	return {
		box(name, box, start) {
			if (name === 'trex')
				defaults.set(box.readUInt32BE(12), { duration: box.readUInt32BE(20), size: box.readUInt32BE(24) });
			if (name === 'moof') packets.clear();
			if (name === 'tfhd') readHeader(box, start);
			if (name === 'trun') readRun(box);
		},
		durationOf: (wanted) => durations.get(wanted) ?? 0,
		packetsOf: (wanted) => packets.get(wanted) ?? [],
	};
}
