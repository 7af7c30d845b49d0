import { readFineBits } from './opusCeltBits';
import type { CeltFrame } from './opusCeltShares';
import { bandEdges, bandMeans, energyModel } from './opusCeltTables';
import type { OpusRange } from './opusRange';

/** Powers of the left and right channel, for values from -1 to 1. */
export type Powers = [number, number];

const bands = 21;
/** The energy of a silent band, as a power of 2 of the amplitude. */
const silent = -28;
/**
 * How energies are predicted, by frame size, in 32768ths: the share of the previous frame, and what is left out of
 * the band below (4.3.2.1).
 */
const timeShares = [29_440, 26_112, 21_248, 16_384];
const bandRests = [30_147, 22_282, 12_124, 6_554];
const intraRest = 4915;

/** Share of emphasis (RFC 6716, 4.3.7.2). */
const emphasis = 0.8500061035;

/** Cosine of the angle of each band's middle frequency at 48 kHz; band edges count steps of 200 Hz. */
const cosines = bandMeans.map((_, band) =>
	Math.cos((Math.PI * ((bandEdges[band] ?? 0) + (bandEdges[band + 1] ?? 0))) / 240),
);

/** Factors from a band's coded energy to its power: its mean, and what the last filter makes of it. */
const bandGains = cosines.map(
	(cosine, band) => 4 ** (((bandMeans[band] ?? 0) + 60) / 16) / (1 + emphasis ** 2 - 2 * emphasis * cosine),
);

/**
 * The pitch filter, which adds what was heard one period ago (RFC 6716, 4.3.7.1). Taps: that sample, those beside it,
 * the next.
 */
interface PostFilter {
	gain: number;
	taps: number[];
}

const filterTaps = [
	[0.30664, 0.21704, 0.12964],
	[0.46387, 0.26807, 0],
	[0.7998, 0.1001, 0],
];

/**
 * The factor by which the pitch filter changes a band's power: it restores what the encoder took out of a periodic
 * sound.
 */
const filterGain = ({ gain, taps: [near = 0, next = 0, far = 0] }: PostFilter, cosine: number): number => {
	const share = gain * (near + 2 * next * cosine + 2 * far * (2 * cosine ** 2 - 1));
	// The encoder's gain is 0.7 times the similarity to the sound one period ago. As gains are rounded, 0.64 fits best.
	return 1 / (1 + share ** 2 - 2 * share * Math.min(1, gain / 0.64));
};

const readPostFilter = (range: OpusRange): PostFilter => {
	range.plain(4 + range.uniform(6));
	const gain = (range.plain(3) + 1) * 0.09375;
	return { gain, taps: filterTaps[range.room() >= 2 ? range.symbol([2, 1, 0], 0, 2) : 0] ?? [] };
};

/** By how many steps of 6 dB an energy lies above the prediction. */
const readStep = (range: OpusRange, model: number): number => {
	const room = range.room();
	if (room >= 15) return range.laplace((energyModel[model] ?? 0) << 7, (energyModel[model + 1] ?? 0) << 6);
	if (room >= 2) return [0, -1, 1][range.symbol([2, 1, 0], 0, 2)] ?? 0;
	return room >= 1 ? -range.bit(1) : -1;
};

function powerOf(
	energies: Float64Array,
	{ size, start, end, isTransient }: CeltFrame,
	filter: PostFilter | undefined,
): number {
	let power = 0;
	for (let band = start; band < end; band++) {
		const gain = filter ? filterGain(filter, cosines[band] ?? 0) : 1;
		power += Math.exp((energies[band] ?? 0) * Math.log(4)) * (bandGains[band] ?? 0) * gain;
	}
	return power / (isTransient ? 1 << size : 1) / 2 ** 31;
}

/** Energies of the left and right channel by band, as powers of 2 of the amplitude. */
type Energies = [left: Float64Array, right: Float64Array];

/** Reads steps of 6 dB (RFC 6716, 4.3.2.1). */
function readCoarse(
	range: OpusRange,
	{ size, start, end, channels }: CeltFrame,
	isIntra: boolean,
	[left, right]: Energies,
): void {
	const timeShare = isIntra ? 0 : (timeShares[size] ?? 0) / 32_768;
	const rest = (isIntra ? intraRest : (bandRests[size] ?? 0)) / 32_768;
	const below = [0, 0];
	for (let at = start * channels; at < end * channels; at++) {
		const band = Math.floor(at / channels);
		const channel = at % channels;
		const energies = channel ? right : left;
		const step = readStep(range, 84 * size + (isIntra ? 42 : 0) + 2 * band);
		const foretold = below[channel] ?? 0;
		energies[band] = timeShare * Math.max(-9, energies[band] ?? 0) + foretold + step;
		below[channel] = foretold + step - rest * step;
	}
}

/** Reads parts of 6 dB (RFC 6716, 4.3.2.2). The last bits, behind the shapes, are ignored: they change little. */
function readFine(range: OpusRange, frame: CeltFrame, [left, right]: Energies): void {
	for (const [band, bits] of readFineBits(range, frame).entries()) {
		for (let channel = bits > 0 ? 0 : frame.channels; channel < frame.channels; channel++) {
			const energies = channel ? right : left;
			energies[band] = (energies[band] ?? 0) + (range.plain(bits) + 0.5) / 2 ** bits - 0.5;
		}
	}
}

/**
 * Reads how loud the bands of a spectrum are (RFC 6716, 4.3). The shape of a band always has a length of 1, so it need
 * not be read.
 */
export function createCelt() {
	const left = new Float64Array(bands);
	const right = new Float64Array(bands);
	const both: Energies = [left, right];

	return {
		/** Forgets the previous frames. */
		reset: (): void => both.forEach((energies) => energies.fill(0)),

		/** The powers of the next frame that `range` reads. */
		read: (range: OpusRange, form: Omit<CeltFrame, 'isTransient'>): Powers => {
			const { size, start, end, channels } = form;
			if (channels === 1) left.forEach((energy, band) => (left[band] = Math.max(energy, right[band] ?? 0)));
			const flag = (logp: number, bits = logp) => range.room() >= bits && range.bit(logp) === 1;
			if (range.room() <= 0 || (start === 0 && range.bit(15))) {
				for (const energies of both) energies.fill(0).fill(silent, start, end);
				return [0, 0];
			}
			const filter = start === 0 && flag(1, 16) ? readPostFilter(range) : undefined;
			const frame = { ...form, isTransient: size > 0 && flag(3) };
			readCoarse(range, frame, flag(3), both);
			readFine(range, frame, both);
			if (channels === 1) right.set(left);
			for (const energies of both) energies.fill(0, 0, start).fill(0, end);
			const power = powerOf(left, frame, filter);
			return [power, channels === 1 ? power : powerOf(right, frame, filter)];
		},
	};
}
