import { aacRates } from '../aac/rates';
import { Bits } from '../bits';

/** ISO 14496-3, table 1.17: Main, LC and LTP share one syntax as long as nothing is predicted. */
const readable = [1, 2, 4];
/** SBR and PS: an object of another type follows. */
const extended = [5, 29];

const typeOf = (bits: Bits): number => {
	const type = bits.read(5);
	return type < 31 ? type : 32 + bits.read(6);
};

const rateOf = (bits: Bits): number => {
	const index = bits.read(4);
	return index < 15 ? (aacRates[index] ?? 0) : bits.read(24);
};

/**
 * Reads an AudioSpecificConfig (ISO 14496-3, 1.6.2.1): the sample rate of the core, in Hz.
 * With band replication (SBR) that is half of the rate that is heard.
 * Undefined if the packets cannot be read here.
 */
export function aacRate(bytes: Uint8Array): number | undefined {
	const bits = new Bits(bytes);
	let type = typeOf(bits);
	const rate = rateOf(bits);
	bits.read(4);
	if (extended.includes(type)) {
		rateOf(bits);
		type = typeOf(bits);
	}
	// Packets of 960 samples are for digital radio.
	const isRadio = bits.read(1) === 1;
	return bits.isOver || rate === 0 || isRadio || !readable.includes(type) ? undefined : rate;
}
