import { Bits } from '../bits';

/** What a track says of its packets. */
export interface AacConfig {
	/** Of the core, in Hz: half of what is heard where bands are replicated (SBR). */
	rate: number;
	/** Samples in a packet, of each channel. */
	frame: 1024 | 960;
}

/** ISO 14496-3, table 1.18. */
const rates = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];

/** ISO 14496-3, table 1.17: Main, LC and LTP have one syntax as long as nothing is predicted. */
const readable = [1, 2, 4];
/** SBR and PS: an object of another type follows. */
const extended = [5, 29];

const typeOf = (bits: Bits): number => {
	const type = bits.read(5);
	return type < 31 ? type : 32 + bits.read(6);
};

const rateOf = (bits: Bits): number => {
	const index = bits.read(4);
	return index < 15 ? (rates[index] ?? 0) : bits.read(24);
};

/** Reads an AudioSpecificConfig (ISO 14496-3, 1.6.2.1); undefined where its packets cannot be read. */
export function aacConfig(bytes: Uint8Array): AacConfig | undefined {
	const bits = new Bits(bytes);
	let type = typeOf(bits);
	const rate = rateOf(bits);
	bits.read(4);
	if (extended.includes(type)) {
		rateOf(bits);
		type = typeOf(bits);
	}
	const frame = bits.read(1) ? 960 : 1024;
	return bits.over || rate === 0 || !readable.includes(type) ? undefined : { rate, frame };
}
