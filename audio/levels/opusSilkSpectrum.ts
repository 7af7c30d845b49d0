import { clamp } from './opusBytes';
import { bitLength } from './opusRange';
import { modelOf } from './opusSilkFrame';
import { narrowGaps, narrowSpectra, narrowWeights, wideGaps, wideSpectra, wideWeights } from './opusSilkTables';

const full = 32_768;

/** A square root, rounded as in the encoder. */
const rootOf = (square: number): number => {
	const length = bitLength(square);
	const root = (length & 1 ? 32_768 : 46_214) >> ((32 - length) >> 1);
	return root + ((213 * ((square >> (length - 8)) & 127) * root) >> 16);
};

/**
 * Cosine of a line as in the encoder: linear between 128 points. Poles lie so near to 1 that this matters (RFC 6716,
 * table 28).
 */
const points = Array.from({ length: 130 }, (_, at) => Math.round(4096 * Math.cos((Math.PI * at) / 128)) / 4096);
const cosine = (line: number): number => {
	const at = line >> 8;
	const point = points[at] ?? 0;
	return point + (((points[at + 1] ?? 0) - point) * (line & 255)) / 256;
};

/**
 * Lines of a spectrum in 32768ths of half the sample rate: a row, and a residual that counts more where lines lie apart
 * (RFC 6716, 4.2.7.5.3).
 */
export function linesOf(row: number, rests: number[]): number[] {
	const count = rests.length;
	const isWide = count === 16;
	const weights = isWide ? wideWeights : narrowWeights;
	let place = 0;
	const places = (isWide ? wideSpectra : narrowSpectra)
		.slice(row * count, (row + 1) * count)
		.map((step) => (place += step));
	/** The nearer its neighbours, the less a line may move. */
	const weightOf = (line: number) => rootOf((parted(line) + parted(line + 1)) << 16);
	const parted = (line: number) => Math.floor(1024 / ((places[line] ?? 256) - (places[line - 1] ?? 0)));
	const found: number[] = [];
	let above = 0;
	for (let line = count - 1; line >= 0; line--) {
		const rest = rests[line] ?? 0;
		const weight = weights[line + (modelOf(row, line, count) & 1) * (count - 1)] ?? 0;
		above = ((above * weight) >> 8) + (((rest * 1024 - Math.sign(rest) * 102) * (isWide ? 9830 : 11_796)) >> 16);
		found[line] = clamp((places[line] ?? 0) * 128 + Math.trunc((above * 16_384) / weightOf(line)), 0, full - 1);
	}
	return settle(found, isWide ? wideGaps : narrowGaps);
}

/** Moves lines apart that are too close (RFC 6716, 4.2.7.5.4). */
function settle(found: number[], gaps: number[]): number[] {
	const count = found.length;
	const gapOf = (line: number) => gaps[line] ?? 0;
	const below = (line: number) => (line > 0 ? (found[line - 1] ?? 0) : 0);
	const room = (line: number) => (line < count ? (found[line] ?? 0) : full) - below(line) - gapOf(line);
	for (let round = 0; round < 20; round++) {
		let tightest = 0;
		for (let line = 1; line <= count; line++) if (room(line) < room(tightest)) tightest = line;
		if (room(tightest) >= 0) return found;
		if (tightest === 0) found[0] = gapOf(0);
		else if (tightest === count) found[count - 1] = full - gapOf(count);
		else {
			const half = gapOf(tightest) >> 1;
			const low = gaps.slice(0, tightest).reduce((sum, gap) => sum + gap, half);
			const high = gaps.slice(tightest + 1).reduce((sum, gap) => sum - gap, full - half);
			const middle = clamp((below(tightest) + (found[tightest] ?? 0) + 1) >> 1, low, high);
			found[tightest - 1] = middle - half;
			found[tightest] = middle - half + gapOf(tightest);
		}
	}
	return found;
}

/** The lower half of the product of the root pairs of every other line. */
function polynomial(lines: number[], from: number): number[] {
	const product = [1, ...lines.map(() => 0)];
	for (let line = from; line < lines.length; line += 2) {
		const twice = 2 * cosine(lines[line] ?? 0);
		for (let at = lines.length / 2; at > 0; at--)
			product[at] = (product[at] ?? 0) - twice * (product[at - 1] ?? 0) + (product[at - 2] ?? 0);
	}
	return product;
}

const widen = (filter: Float64Array, chirp: number): void => {
	let share = chirp;
	for (let at = 0; at < filter.length; at++, share *= chirp) filter[at] = (filter[at] ?? 0) * share;
};

/**
 * Whether a filter is stable: its reflections are less than 1, and it raises nothing by more than 40 dB (RFC 6716,
 * 4.2.7.5.8).
 */
function isStable(filter: Float64Array): boolean {
	const row = [...filter];
	let gain = 1;
	for (let at = filter.length - 1; at >= 0; at--) {
		const reflection = -(row[at] ?? 0);
		gain *= 1 - reflection ** 2;
		if (Math.abs(reflection) > 0.99975 || gain < 1e-4) return false;
		for (let place = 0; place < at / 2; place++) {
			const [one = 0, other = 0] = [row[place], row[at - place - 1]];
			row[place] = (one - other * reflection) / (1 - reflection ** 2);
			row[at - place - 1] = (other - one * reflection) / (1 - reflection ** 2);
		}
	}
	return true;
}

/** The filter with these lines, made stable if necessary (RFC 6716, 4.2.7.5.6 to 8). */
export function filterOf(lines: number[]): Float64Array {
	const count = lines.length;
	const even = polynomial(lines, 0);
	const odd = polynomial(lines, 1);
	const filter = new Float64Array(count);
	for (let at = 0; at < count / 2; at++) {
		const difference = (odd[at + 1] ?? 0) - (odd[at] ?? 0);
		const sum = (even[at + 1] ?? 0) + (even[at] ?? 0);
		filter[at] = (-difference - sum) / 2;
		filter[count - at - 1] = (difference - sum) / 2;
	}
	const rounded = new Float64Array(count);
	for (let round = 0; round <= 16; round++) {
		for (let at = 0; at < count; at++) rounded[at] = Math.round((filter[at] ?? 0) * 4096) / 4096;
		if (isStable(rounded)) break;
		widen(filter, 1 - 2 ** (round - 15));
	}
	return rounded;
}
