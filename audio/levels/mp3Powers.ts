import { lappedBy, sine, type Inverse, type Lap, type Lapped } from './lapped';
import { granule } from './mp3Bands';
import type { Side } from './mp3Side';

/**
 * Coefficients of a granule in each of 32 bands of equal width (subbands). They become the same number of samples: the
 * slots of the granule.
 */
const slots = 18;
const subbands = granule / slots;

/** ISO 11172-3, table B.9. */
const aliases = [-0.6, -0.535, -0.33, -0.185, -0.095, -0.041, -0.0142, -0.0037].map((c) => ({
	own: 1 / Math.sqrt(1 + c * c),
	other: c / Math.sqrt(1 + c * c),
}));

/** The standard's transform (2.4.3.4.10.2), which is short enough to be done as it is written. */
function inverse(width: number): Inverse {
	const cosines = Float32Array.from({ length: 2 * width * width }, (_, at) => {
		const [value, coefficient] = [Math.floor(at / width), at % width];
		return Math.cos((Math.PI / 4 / width) * (2 * value + 1 + width) * (2 * coefficient + 1));
	});
	const half = width / 2;
	const sumAt = (spectrum: Float32Array, value: number): number => {
		let sum = 0;
		for (let at = 0; at < width; at++) sum += spectrum[at]! * cosines[value * width + at]!;
		return sum;
	};
	// The first half of the values mirrors itself with another sign, the second half with the same.
	return (spectrum, values) => {
		for (let at = 0; at < half; at++) {
			values[at] = sumAt(spectrum, at);
			values[width - 1 - at] = -values[at]!;
			values[width + at] = sumAt(spectrum, width + at);
			values[2 * width - 1 - at] = values[width + at]!;
		}
	};
}

const windowsOf = (width: number) => ({ inverse: inverse(width), slopes: [sine(width)] });

const createLapped = lappedBy(slots, 3, windowsOf(slots), windowsOf(slots / 3));

/** Puts the coefficients of short windows into their subbands, one window after the other there. */
function sorted(spectrum: Float32Array, { bands }: Side): Float32Array {
	const all = spectrum.slice();
	for (const { start, end, window } of bands) {
		if (window === undefined) continue;
		const first = start - window * (end - start);
		for (let at = start; at < end; at++) {
			const line = first / 3 + at - start;
			const subband = Math.floor(line / 6);
			all[subband * slots + window * 6 + (line % 6)] = spectrum[at]!;
		}
	}
	return all;
}

/** Undoes an encoder's alias reduction where two subbands meet, up to coefficient `end`. */
function mingle(all: Float32Array, end: number): void {
	for (let meeting = slots; meeting < end; meeting += slots) {
		aliases.forEach(({ own, other }, at) => {
			const [low, high] = [all[meeting - 1 - at]!, all[meeting + at]!];
			all[meeting - 1 - at] = low * own - high * other;
			all[meeting + at] = high * own + low * other;
		});
	}
}

const plain: Lap = { isShort: false, startsShort: false, endsShort: false, shape: 0 };

/**
 * Slots. A decoder's filters delay sound by 240 samples, 7.5 slots of 32: each slot is split between the seventh and
 * the eighth after it.
 */
const delay = 8;

/** Mean squares of a channel's sound, by blocks of `size` slots. */
export type Mp3Powers = (spectrum: Float32Array, side: Side) => number[];

/** Makes the samples of one channel's subbands, whose power is that of the sound. */
export function createPowers(size: number): Mp3Powers {
	const channel: Lapped[] = Array.from({ length: subbands }, createLapped);
	const isIdle = channel.map(() => true);
	const powers = new Float32Array(slots + delay);
	return (spectrum, side) => {
		const all = sorted(spectrum, side);
		const short = side.bands.find(({ window }) => window !== undefined)?.start ?? granule;
		mingle(all, short);
		powers.copyWithin(0, slots);
		powers.fill(0, delay);
		channel.forEach((lapped, subband) => {
			const own = all.subarray(subband * slots, (subband + 1) * slots);
			const wasIdle = isIdle[subband];
			isIdle[subband] = own.every((value) => value === 0);
			if (wasIdle && isIdle[subband]) return;
			const sound = lapped(side.layout === 'mixed' && subband * slots < short ? plain : side.lap, own);
			for (let slot = 0; slot < slots; slot++) {
				const half = sound[slot]! ** 2 / 2;
				powers[delay + slot - 1]! += half;
				powers[delay + slot]! += half;
			}
		});
		return Array.from({ length: slots / size }, (_, block) => {
			let sum = 0;
			for (let slot = block * size; slot < (block + 1) * size; slot++) sum += powers[slot]!;
			return sum / size;
		});
	};
}
