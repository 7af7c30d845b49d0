import { modelOf } from './opusSilkFrame';
import { narrowGaps, narrowSpectra, narrowWeights, wideGaps, wideSpectra, wideWeights } from './opusSilkTables';

const full = 32_768;

/** How much each line counts: the nearer its neighbours are the more (RFC 6716, 4.2.7.5.3). */
const weightOf = (spectra: Uint8Array, row: number, line: number, lines: number): number => {
	const at = (place: number) => (place < 0 ? 0 : place < lines ? (spectra[row * lines + place] ?? 0) : 256);
	const square = Math.floor(1024 / (at(line) - at(line - 1))) + Math.floor(1024 / (at(line + 1) - at(line)));
	return Math.sqrt(square * 65_536);
};

/** Lines of a spectrum in 32768ths of half the sample rate (RFC 6716, 4.2.7.5.3). */
export function linesOf(row: number, rests: number[]): number[] {
	const count = rests.length;
	const spectra = count === 16 ? wideSpectra : narrowSpectra;
	const weights = count === 16 ? wideWeights : narrowWeights;
	const step = count === 16 ? 9830 : 11_796;
	const found: number[] = [];
	let above = 0;
	for (let line = count - 1; line >= 0; line--) {
		const rest = rests[line] ?? 0;
		const weight = weights[line + (modelOf(row, line, count) & 1) * (count - 1)] ?? 0;
		const foretold = line < count - 1 ? (above * weight) >> 8 : 0;
		above = foretold + (((rest * 1024 - Math.sign(rest) * 102) * step) >> 16);
		const own = (spectra[row * count + line] ?? 0) * 128 + (above * 16_384) / weightOf(spectra, row, line, count);
		found[line] = Math.min(Math.max(Math.trunc(own), 0), full - 1);
	}
	return settle(found, count === 16 ? wideGaps : narrowGaps);
}

/** Moves lines apart that stand too near (RFC 6716, 4.2.7.5.4). */
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
			const middle = Math.min(Math.max((below(tightest) + (found[tightest] ?? 0) + 1) >> 1, low), high);
			found[tightest - 1] = middle - half;
			found[tightest] = middle - half + gapOf(tightest);
		}
	}
	found.sort((one, other) => one - other);
	for (let line = 0; line < count; line++) found[line] = Math.max(found[line] ?? 0, below(line) + gapOf(line));
	for (let line = count - 1; line >= 0; line--) {
		found[line] = Math.min(found[line] ?? 0, (line < count - 1 ? (found[line + 1] ?? 0) : full) - gapOf(line + 1));
	}
	return found;
}

/** Product of the root pairs of every other line. */
function polynomial(lines: number[], from: number): number[] {
	let product = [1];
	for (let line = from; line < lines.length; line += 2) {
		const twice = 2 * Math.cos((Math.PI * (lines[line] ?? 0)) / full);
		product = [...product, 0, 0].map((own, at) => own - twice * (product[at - 1] ?? 0) + (product[at - 2] ?? 0));
	}
	return product;
}

const widen = (filter: Float64Array, chirp: number): void => {
	let share = chirp;
	for (let at = 0; at < filter.length; at++, share *= chirp) filter[at] = (filter[at] ?? 0) * share;
};

/** Whether a filter dies away: its reflections are less than 1, and it raises nothing by more than 40 dB (RFC 6716, 4.2.7.5.8). */
function isStable(filter: Float64Array): boolean {
	let row = Array.from(filter);
	let gain = 1;
	if (row.reduce((sum, one) => sum + one, 0) > 1) return false;
	for (let at = filter.length - 1; at >= 0; at--) {
		const reflection = -(row[at] ?? 0);
		gain *= 1 - reflection ** 2;
		if (Math.abs(reflection) > 0.99975 || gain < 1e-4) return false;
		row = row.slice(0, at).map((own, place) => (own - (row[at - place - 1] ?? 0) * reflection) / (1 - reflection ** 2));
	}
	return true;
}

/** The filter that gives a sound these lines, made tame where it must be (RFC 6716, 4.2.7.5.6 to 8). */
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
	for (let round = 0; round < 10; round++) {
		const sizes = Array.from(filter, Math.abs);
		const most = Math.max(...sizes);
		if (most < 8) break;
		widen(filter, 0.999 - (most - 8) / (most * (sizes.indexOf(most) + 1)));
	}
	for (let round = 0; round < 16 && !isStable(filter); round++) widen(filter, 1 - 2 ** (round - 15));
	return filter;
}
