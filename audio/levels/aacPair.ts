import type { Bits } from '../bits';
import type { Bands } from './aacBands';
import { intensity, intensityInverted, noise, readChannel, type Channel } from './aacChannel';
import { eachBand, readWindows, type Windows } from './aacWindows';

/**
 * By band of each group: whether the channels were written as their sum and difference. Undefined if that is not
 * allowed.
 */
function readMask(bits: Bits, { groups, maxBand }: Windows): boolean[] | undefined {
	const kind = bits.read(2);
	const bands = groups.length * maxBand;
	return kind === 3 ? undefined : Array.from({ length: bands }, () => kind === 2 || (kind === 1 && bits.read(1) === 1));
}

/** Turns sum and difference, or one channel and a position, into left and right (ISO 14496-3, 4.6.8). */
function separate(left: Channel, right: Channel, mask: boolean[]): void {
	const [sums, differences] = [left.spectrum, right.spectrum];
	eachBand(right.windows, (band, start, end) => {
		const book = right.books[band]!;
		const isSum = mask[band] ?? false;
		if (book === intensity || book === intensityInverted) {
			const factor = 0.5 ** (right.scales[band]! / 4) * ((book === intensity) === isSum ? -1 : 1);
			for (let at = start; at < end; at++) differences[at] = sums[at]! * factor;
		} else if (isSum && book < noise && left.books[band]! < noise) {
			for (let at = start; at < end; at++) {
				const [sum, difference] = [sums[at]!, differences[at]!];
				sums[at] = sum + difference;
				differences[at] = sum - difference;
			}
		}
	});
}

/** Reads two channels (channel_pair_element, ISO 14496-3, 4.4.2.1); undefined if they cannot be read. */
export function readPair(bits: Bits, layouts: { long: Bands; short: Bands }): Channel[] | undefined {
	const isShared = bits.read(1) === 1;
	const shared = isShared ? readWindows(bits, layouts) : undefined;
	const mask = shared ? readMask(bits, shared) : [];
	if (!mask || (isShared && !shared)) return undefined;
	const left = readChannel(bits, layouts, shared);
	const right = left && readChannel(bits, layouts, shared);
	if (!right) return undefined;
	// Without a common layout, a position between the channels means nothing.
	if (shared) separate(left, right, mask);
	return [left, right];
}
