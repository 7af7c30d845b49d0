import { bandCaps, bandEdges, bandShares, spreadTable, trimTable } from './opusCeltTables';
import type { OpusRange } from './opusRange';

/** A frame of the part of Opus that codes a spectrum. */
export interface CeltFrame {
	/** 120 samples times 2 to this power. */
	size: number;
	start: number;
	end: number;
	channels: 1 | 2;
	isTransient: boolean;
}

/** More bits than these are of no use for a band's energy (RFC 6716, 4.3.3). */
const mostFineBits = 8;
/** What fine energy gets less than its fair share, in eighths of a bit. */
const fineOffset = 21;
const qualities = 11;
/** What is said in eighths of a bit. */
const bit = 8;

/** Eighths of a bit that one of this many takes, rounded up. */
const eighths = (count: number): number => Math.ceil(8 * Math.log2(count));
const widthOf = (band: number): number => (bandEdges[band + 1] ?? 0) - (bandEdges[band] ?? 0);

/** Passes over the flags of time against frequency (RFC 6716, 4.3.1). */
function skipResolution(range: OpusRange, { size, start, end, isTransient }: CeltFrame): void {
	let logp = isTransient ? 2 : 4;
	const canSelect = size > 0 && range.tell() + logp + 1 <= range.length * 8;
	const budget = range.length * 8 - (canSelect ? 1 : 0);
	let current = 0;
	let isChanged = 0;
	for (let band = start; band < end; band++) {
		if (range.tell() + logp <= budget) {
			current ^= range.bit(logp);
			isChanged |= current;
		}
		logp = isTransient ? 4 : 5;
	}
	if (canSelect && (isChanged || (isTransient && size > 1))) range.bit(1);
}

/** Eighths of bits that each band is given beforehand, and how many all of them take (RFC 6716, 4.3.3). */
function readBoosts(range: OpusRange, { size, start, end, channels }: CeltFrame, caps: number[]): { boosts: number[]; spent: number } {
	const boosts: number[] = [];
	const total = range.length * 8 * bit;
	let spent = 0;
	let firstLogp = 6;
	for (let band = start; band < end; band++) {
		const lines = (channels * widthOf(band)) << size;
		const quantum = Math.min(lines * bit, Math.max(6 * bit, lines));
		let logp = firstLogp;
		let boost = 0;
		while (range.tellFrac() + logp * bit < total - spent && boost < (caps[band] ?? 0) && range.bit(logp)) {
			boost += quantum;
			spent += quantum;
			logp = 1;
		}
		boosts[band] = boost;
		if (boost > 0) firstLogp = Math.max(2, firstLogp - 1);
	}
	return { boosts, spent };
}

/** What each band gets: nothing below `least`, one bit for each channel below its threshold, at most its cap. */
function share(wanted: (band: number) => number, { start, end, channels }: CeltFrame, thresholds: number[], caps: number[]): number[] {
	const shares: number[] = [];
	const least = channels * bit;
	let isAbove = false;
	for (let band = end - 1; band >= start; band--) {
		const wish = wanted(band);
		isAbove ||= wish >= (thresholds[band] ?? 0);
		shares[band] = Math.min(isAbove ? wish : wish >= least ? least : 0, caps[band] ?? 0);
	}
	return shares;
}

const sum = (shares: number[]): number => shares.reduce((total, one) => total + one, 0);

/** Finds the quality that the bits allow, and what each band gets of it. */
function readShares(frame: CeltFrame, total: number, trim: number, boosts: number[], caps: number[], thresholds: number[]): number[] {
	const { size, end, channels } = frame;
	const wishOf = (quality: number, band: number): number => {
		const lines = channels * widthOf(band);
		const tilt = (lines * (trim - 5 - size) * (end - band - 1) * (1 << (size + 3))) >> 6;
		const share = quality < qualities ? ((lines * (bandShares[quality * 21 + band] ?? 0)) << size) >> 2 : (caps[band] ?? 0);
		const single = widthOf(band) << size === 1 ? channels * bit : 0;
		return (share > 0 ? Math.max(0, share + tilt - single) : share) + (quality > 0 ? (boosts[band] ?? 0) : 0);
	};
	const fits = (wanted: (band: number) => number): boolean => sum(share(wanted, frame, thresholds, caps)) <= total;
	let low = 1;
	let high = qualities - 1;
	while (low <= high) {
		const middle = (low + high) >> 1;
		if (fits((band) => wishOf(middle, band))) low = middle + 1;
		else high = middle - 1;
	}
	const between = (step: number) => (band: number) => {
		const wish = wishOf(low - 1, band);
		return wish + ((step * Math.max(0, wishOf(low, band) - wish)) >> 6);
	};
	let step = 0;
	for (let half = 32; half > 0; half >>= 1) if (fits(between(step + half))) step += half;
	return share(between(step), frame, thresholds, caps);
}

/** What is set aside for the flags behind the shares, in eighths of a bit. */
function reserve(frame: CeltFrame, bits: number) {
	let total = Math.max(0, bits);
	const take = (wanted: number): number => {
		const taken = wanted <= total ? wanted : 0;
		total -= taken;
		return taken;
	};
	const skip = take(bit);
	const intensity = frame.channels === 2 ? take(eighths(frame.end - frame.start + 1)) : 0;
	const dual = intensity ? take(bit) : 0;
	return { skip, intensity, dual, total };
}

/** How stereo is joined, and what that leaves. `coded` bands have a shape; `left` eighths of bits are not shared out yet. */
interface Join {
	coded: number;
	left: number;
	isDual: boolean;
	intensity: number;
}

/** Takes back the bits of upper bands that go without a shape, and reads how stereo is joined. Changes `shares`. */
function readJoin(range: OpusRange, frame: CeltFrame, reserved: ReturnType<typeof reserve>, shares: number[], thresholds: number[], last: number): Join {
	const { start, end, channels } = frame;
	const least = channels * bit;
	const edge = (band: number) => bandEdges[band] ?? 0;
	let { total, intensity: intensityBits } = reserved;
	let spent = sum(shares);
	let coded = end;
	for (; coded - 1 > last; coded--) {
		const band = coded - 1;
		const width = edge(coded) - edge(start);
		const each = Math.floor((total - spent) / width);
		const rest = Math.max(total - spent - width * each - (edge(band) - edge(start)), 0);
		let bits = (shares[band] ?? 0) + each * widthOf(band) + rest;
		if (bits >= Math.max(thresholds[band] ?? 0, least + bit)) {
			if (range.bit(1)) break;
			spent += bit;
			bits -= bit;
		}
		spent -= (shares[band] ?? 0) + intensityBits;
		if (intensityBits > 0) intensityBits = eighths(band - start + 1);
		shares[band] = bits >= least ? least : 0;
		spent += intensityBits + (shares[band] ?? 0);
	}
	if (coded - 1 <= last) total += reserved.skip;
	const intensity = intensityBits > 0 ? start + range.uniform(coded + 1 - start) : 0;
	if (intensity <= start) total += reserved.dual;
	const isDual = intensity > start && reserved.dual > 0 && range.bit(1) === 1;
	return { coded, left: total - spent, isDual, intensity };
}

/** Hands out what is left, line by line from below. Changes `shares`. */
function shareRest({ start }: CeltFrame, { coded, left }: Join, shares: number[]): void {
	const lines = (bandEdges[coded] ?? 0) - (bandEdges[start] ?? 0);
	const each = Math.floor(left / lines);
	let rest = left - each * lines;
	for (let band = start; band < coded; band++) {
		const more = Math.min(rest, widthOf(band));
		shares[band] = (shares[band] ?? 0) + each * widthOf(band) + more;
		rest -= more;
	}
}

/** How many of a band's bits tell its energy (RFC 6716, 4.3.3). */
function fineOf(share: number, band: number, { size, channels }: CeltFrame, { isDual, intensity }: Join): number {
	const lines = widthOf(band) << size;
	const degrees = channels * lines + (channels === 2 && lines > 2 && !isDual && band < intensity ? 1 : 0);
	const logs = degrees * (eighths(widthOf(band)) + size * bit);
	let offset = (logs >> 1) - degrees * fineOffset;
	if (lines === 2) offset += degrees * 2;
	if (share + offset < degrees * 2 * bit) offset += logs >> 2;
	else if (share + offset < degrees * 3 * bit) offset += logs >> 3;
	const fine = Math.floor(Math.max(0, share + offset + degrees * 4) / degrees) >> 3;
	return Math.min(channels * fine > share >> 3 ? Math.floor(share / channels) >> 3 : fine, mostFineBits);
}

/** Splits each band's share between its shape and its energy: bits for the energy of each channel. */
function splitShares(frame: CeltFrame, join: Join, shares: number[], caps: number[]): number[] {
	const { start, end, size, channels } = frame;
	const fines: number[] = [];
	let excess = 0;
	for (let band = start; band < end; band++) {
		const bits = shares[band] ?? 0;
		if (band >= join.coded) {
			fines[band] = Math.floor(bits / channels) >> 3;
			continue;
		}
		const isLine = widthOf(band) << size === 1;
		const most = isLine ? channels * bit : (caps[band] ?? 0);
		const own = Math.min(bits + excess, most);
		excess += bits - own;
		const fine = isLine ? 0 : fineOf(own, band, frame, join);
		const more = Math.min(Math.floor(excess / channels) >> 3, mostFineBits - fine);
		excess -= more * channels * bit;
		fines[band] = fine + more;
	}
	return fines;
}

/** Reads what stands between the coarse and the fine energy of a frame: for each band, how many bits its fine energy has. */
export function readFineBits(range: OpusRange, frame: CeltFrame): number[] {
	const { size, start, end, channels, isTransient } = frame;
	skipResolution(range, frame);
	if (range.tell() + 4 <= range.length * 8) range.symbol(spreadTable, 0, 5);
	const row = 21 * (2 * size + channels - 1);
	const lines = bandEdges.map((_, band) => channels * (widthOf(band) << size));
	const caps = lines.map((count, band) => (((bandCaps[row + band] ?? 0) + 64) * count) >> 2);
	const thresholds = bandEdges.map((_, band) => Math.max(channels * bit, ((3 * widthOf(band)) << (size + 3)) >> 4));
	const { boosts, spent } = readBoosts(range, frame, caps);
	const all = range.length * 8 * bit;
	const trim = range.tellFrac() + 6 * bit <= all - spent ? range.symbol(trimTable, 0, 7) : 5;
	const bits = all - range.tellFrac() - 1;
	const collapse = isTransient && size > 1 && bits >= (size + 2) * bit ? bit : 0;
	const reserved = reserve(frame, bits - collapse);
	const shares = readShares(frame, reserved.total, trim, boosts, caps, thresholds);
	const last = boosts.reduce((found, boost, band) => (boost > 0 && band < end ? band : found), start);
	const join = readJoin(range, frame, reserved, shares, thresholds, last);
	shareRest(frame, join, shares);
	return splitShares(frame, join, shares, caps);
}
