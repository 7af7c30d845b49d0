import { Bits } from '../bits';
import type { Lap } from './lapped';
import { granule, type Band, type Layouts } from './mp3Bands';
import type { Mp3Header } from './mp3Header';

/** The side information of a channel in a granule (ISO 11172-3 and 13818-3, 2.4.1.7). */
export interface Side {
	/** Bits of scale factors and values. */
	bits: number;
	/** How many values are coded in pairs. */
	paired: number;
	gain: number;
	compress: number;
	layout: keyof Layouts;
	lap: Lap;
	bands: Band[];
	/** Tables of three regions of pairs, and where the first two end. */
	tables: number[];
	regions: [number, number];
	/** Of each short window. */
	gains: number[];
	isRaised: boolean;
	/** Whether scale factors count double. */
	isDoubled: boolean;
	/** Whether groups of four are coded without a tree. */
	isPlain: boolean;
	/** Which of four parts of the scale factors are those of the first granule. */
	kept: boolean[];
}

const lapOf = (kind: number): Lap => ({
	isShort: kind === 2,
	startsShort: kind === 3,
	endsShort: kind === 1,
	shape: 0,
});

function readRegions(
	bits: Bits,
	layouts: Layouts,
): Pick<Side, 'layout' | 'lap' | 'bands' | 'tables' | 'regions' | 'gains'> {
	if (bits.read(1) === 0) {
		const tables = [bits.read(5), bits.read(5), bits.read(5)];
		const first = bits.read(4) + 1;
		const second = first + bits.read(3) + 1;
		const endOf = (bands: number) => layouts.long[bands - 1]?.end ?? granule;
		return {
			layout: 'long',
			lap: lapOf(0),
			bands: layouts.long,
			tables,
			regions: [endOf(first), endOf(second)],
			gains: [],
		};
	}
	const kind = bits.read(2);
	const isShort = kind === 2;
	const isMixed = bits.read(1) === 1;
	const tables = [bits.read(5), bits.read(5)];
	const gains = [bits.read(3), bits.read(3), bits.read(3)];
	const layout = !isShort ? 'long' : isMixed ? 'mixed' : 'short';
	const first = isShort ? layouts.short[8]! : layouts.long[7]!;
	return { layout, lap: lapOf(kind), bands: layouts[layout], tables, regions: [first.end, granule], gains };
}

function readChannel(bits: Bits, layouts: Layouts, isFirstVersion: boolean, kept: boolean[]): Side {
	const length = bits.read(12);
	const paired = Math.min(bits.read(9) * 2, granule);
	const gain = bits.read(8);
	const compress = bits.read(isFirstVersion ? 4 : 9);
	const regions = readRegions(bits, layouts);
	const isRaised = isFirstVersion ? bits.read(1) === 1 : compress >= 500;
	return {
		...regions,
		bits: length,
		paired,
		gain,
		compress,
		isRaised,
		isDoubled: bits.read(1) === 1,
		isPlain: bits.read(1) === 1,
		kept,
	};
}

/** The side information of a frame, and how many bytes before the frame its sound begins. */
export interface SideInfo {
	back: number;
	/** By granule and channel. */
	granules: Side[][];
}

/** Reads the side information, which follows a frame's header. */
export function readSide(bytes: Uint8Array, { isFirstVersion, channels }: Mp3Header, layouts: Layouts): SideInfo {
	const bits = new Bits(bytes);
	const back = bits.read(isFirstVersion ? 9 : 8);
	bits.read(isFirstVersion ? 7 - 2 * channels : channels);
	const each = Array.from({ length: channels });
	const kept = each.map(() => Array.from({ length: 4 }, () => isFirstVersion && bits.read(1) === 1));
	const first = each.map(() => readChannel(bits, layouts, isFirstVersion, []));
	return {
		back,
		granules: isFirstVersion ? [first, kept.map((parts) => readChannel(bits, layouts, true, parts))] : [first],
	};
}
