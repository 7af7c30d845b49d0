import { readFineBits, type CeltFrame } from './opusCeltBits';
import { bandEdges, bandMeans, energyModel } from './opusCeltTables';
import type { OpusRange } from './opusRange';

/** Powers of the left and right channel, as samples of -1 to 1 have it. */
export type Powers = [number, number];

const bands = 21;
/** What stands for no energy at all: a power of 2 of the amplitude. */
const silent = -28;
/** By frame size: how much of the frame before, and of the band below, foretells a band's energy (RFC 6716, 4.3.2.1). */
const timeShares = [29_440, 26_112, 21_248, 16_384].map((share) => share / 32_768);
const bandRests = [30_147, 22_282, 12_124, 6_554].map((rest) => rest / 32_768);
const intraRest = 4915 / 32_768;

/** Share of emphasis (RFC 6716, 4.3.7.2), and radians of 48 kHz at a step of 200 Hz. */
const emphasis = 0.8500061035;
const stepRadians = (2 * Math.PI * 200) / 48_000;

/** What the last filter makes of a band's energy. */
const bandGains = bandMeans.map((mean, band) => {
	const middle = (stepRadians * ((bandEdges[band] ?? 0) + (bandEdges[band + 1] ?? 0))) / 2;
	return 4 ** (mean / 16) / (1 + emphasis ** 2 - 2 * emphasis * Math.cos(middle));
});

/** A pitch filter that makes the sound more even (RFC 6716, 4.3.7.1). */
interface PostFilter {
	gain: number;
	taps: number;
}

/** Filter taps: at a pitch period, next to it, two beside it. */
const tapsOf = [
	[0.3066406250, 0.2170410156, 0.1296386719],
	[0.4638671875, 0.2680664062, 0],
	[0.7998046875, 0.1000976562, 0],
];

/** Reads how loud the bands of a spectrum are. The shape within each band has a length of 1, so that nobody needs to know it. */
export class OpusCelt {
	private readonly energies = [new Float64Array(bands), new Float64Array(bands)];

	/** Forgets the frames before. */
	reset(): void {
		for (const energies of this.energies) energies.fill(0);
	}

	/** How loud a frame is that `range` reads from here on. */
	read(range: OpusRange, { size, start, end, channels }: Omit<CeltFrame, 'isTransient'>): Powers {
		const [left = new Float64Array(), right = left] = this.energies;
		if (channels === 1) left.forEach((energy, band) => (left[band] = Math.max(energy, right[band] ?? 0)));
		const room = () => range.length * 8 - range.tell();
		const isSilent = room() <= 0 || (range.tell() === 1 && range.bit(15) === 1);
		if (isSilent) {
			for (const energies of this.energies) energies.fill(0).fill(silent, start, end);
			return [0, 0];
		}
		const filter = start === 0 && room() >= 16 && range.bit(1) ? readPostFilter(range) : undefined;
		const isTransient = size > 0 && room() >= 3 && range.bit(3) === 1;
		const frame = { size, start, end, channels, isTransient };
		this.readCoarse(range, frame, room() >= 3 && range.bit(3) === 1);
		this.readFine(range, frame);
		if (channels === 1) right.set(left);
		for (const energies of this.energies) energies.fill(0, 0, start).fill(0, end);
		return [powerOf(left, frame, filter), powerOf(right, frame, filter)];
	}

	/** Steps of 6 dB (RFC 6716, 4.3.2.1). */
	private readCoarse(range: OpusRange, { size, start, end, channels }: CeltFrame, isIntra: boolean): void {
		const timeShare = isIntra ? 0 : (timeShares[size] ?? 0);
		const rest = isIntra ? intraRest : (bandRests[size] ?? 0);
		const below = [0, 0];
		for (let band = start; band < end; band++) {
			for (const [channel, energies] of this.energies.slice(0, channels).entries()) {
				const step = readStep(range, 84 * size + (isIntra ? 42 : 0) + 2 * band);
				const foretold = below[channel] ?? 0;
				energies[band] = timeShare * Math.max(-9, energies[band] ?? 0) + foretold + step;
				below[channel] = foretold + step - rest * step;
			}
		}
	}

	/** Parts of 6 dB (RFC 6716, 4.3.2.2). The last bits, behind the shapes, are left out: they change little. */
	private readFine(range: OpusRange, frame: CeltFrame): void {
		const fines = readFineBits(range, frame);
		for (let band = frame.start; band < frame.end; band++) {
			const bits = fines[band] ?? 0;
			if (bits <= 0) continue;
			for (const energies of this.energies.slice(0, frame.channels)) {
				energies[band] = (energies[band] ?? 0) + (range.plain(bits) + 0.5) / 2 ** bits - 0.5;
			}
		}
	}
}

const readPostFilter = (range: OpusRange): PostFilter => {
	const octave = range.uniform(6);
	range.plain(4 + octave);
	const gain = (range.plain(3) + 1) * 0.09375;
	return { gain, taps: range.tell() + 2 <= range.length * 8 ? range.symbol([2, 1, 0], 0, 2) : 0 };
};

const readStep = (range: OpusRange, model: number): number => {
	const room = range.length * 8 - range.tell();
	if (room >= 15) return range.laplace((energyModel[model] ?? 0) << 7, (energyModel[model + 1] ?? 0) << 6);
	if (room >= 2) return [0, -1, 1][range.symbol([2, 1, 0], 0, 2)] ?? 0;
	return room >= 1 ? -range.bit(1) : -1;
};

/** How far a sound is like itself a pitch period before, where the encoder removed a share of `gain` of it: it takes 0.7 of that likeness. */
const filterGain = ({ gain, taps }: PostFilter, band: number): number => {
	const radians = (stepRadians * ((bandEdges[band] ?? 0) + (bandEdges[band + 1] ?? 0))) / 2;
	const [near = 0, next = 0, far = 0] = tapsOf[taps] ?? [];
	const share = gain * (near + 2 * next * Math.cos(radians) + 2 * far * Math.cos(2 * radians));
	return 1 / (1 + share ** 2 - 2 * share * Math.min(1, gain / 0.64));
};

function powerOf(energies: Float64Array, { size, start, end, isTransient }: CeltFrame, filter: PostFilter | undefined): number {
	let power = 0;
	for (let band = start; band < end; band++) {
		power += 4 ** (energies[band] ?? 0) * (bandGains[band] ?? 0) * (filter ? filterGain(filter, band) : 1);
	}
	return power / 2 / (isTransient ? 1 << size : 1) / 2 ** 30;
}
