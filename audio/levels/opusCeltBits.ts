import {
	bit,
	findShares,
	limitsOf,
	linesBetween,
	sum,
	widthOf,
	type Allocation,
	type CeltFrame,
	type ShareLimits,
} from './opusCeltShares';
import { trimTable } from './opusCeltTables';
import type { OpusRange } from './opusRange';

/** More bits than these are of no use for a band's energy (RFC 6716, 4.3.3). */
const mostFineBits = 8;
/** How much less than its fair share the energy of a band gets, in eighths of a bit. */
const fineOffset = 21;

/** Eighths of a bit needed to choose one of `count`, rounded up. */
const eighths = (count: number): number => Math.ceil(8 * Math.log2(count));

/** Passes over the flags of time against frequency (RFC 6716, 4.3.1), and how the shapes are spread. */
function skipFlags(range: OpusRange, { size, start, end, isTransient }: CeltFrame): void {
	let logp = isTransient ? 2 : 4;
	const select = size > 0 && range.room() > logp ? 1 : 0;
	let current = 0;
	let isChanged = isTransient && size > 1 ? 1 : 0;
	for (let band = start; band < end; band++) {
		if (range.room() >= logp + select) isChanged |= current ^= range.bit(logp);
		logp = isTransient ? 4 : 5;
	}
	if (select && isChanged) range.bit(1);
	if (range.room() >= 4) range.symbol([25, 23, 2, 0], 0, 5);
}

/** Reads the bits that each band is given before the others are shared out. */
function readBoosts(range: OpusRange, { size, start, end, channels }: CeltFrame, { caps }: ShareLimits): number[] {
	const boosts = Array<number>(end).fill(0);
	let spent = 0;
	let firstLogp = 6;
	for (let band = start; band < end; band++) {
		const lines = (channels * widthOf(band)) << size;
		const quantum = Math.min(lines * bit, Math.max(6 * bit, lines));
		const cap = caps[band] ?? 0;
		let logp = firstLogp;
		let boost = 0;
		for (; range.roomFrac() - spent > logp * bit && boost < cap && range.bit(logp); logp = 1) {
			boost += quantum;
			spent += quantum;
		}
		boosts[band] = boost;
		if (boost > 0) firstLogp = Math.max(2, firstLogp - 1);
	}
	return boosts;
}

/** Bits that are set aside for flags; 0 for a flag that the frame has no room for. */
interface Reserved {
	/** Whether the next band is left out. */
	skip: number;
	/** From which band on stereo is joined. */
	join: number;
	/** Whether no band is joined. */
	dual: number;
}

/** Sets bits aside, and returns the others to be shared out. */
function reserve(
	room: number,
	{ size, start, end, channels, isTransient }: CeltFrame,
): { reserved: Reserved; total: number } {
	let total = room;
	const take = (wanted: number): number => {
		const taken = wanted <= total ? wanted : 0;
		total -= taken;
		return taken;
	};
	if (isTransient && size > 1 && total >= (size + 2) * bit) total -= bit;
	total = Math.max(0, total);
	const skip = take(bit);
	const join = channels === 2 ? take(eighths(end - start + 1)) : 0;
	const dual = join && take(bit);
	return { reserved: { skip, join, dual }, total };
}

/** What is known once no band is left out any more. */
interface Settled {
	/** Where the bands with a shape end. */
	coded: number;
	/** Bits that are left for these bands. */
	left: number;
	/** The first band whose stereo is joined. */
	joined: number;
}

/** Takes bits back from upper bands that go without a shape, and reads how stereo is joined. Changes `shares`. */
function settle(
	range: OpusRange,
	{ frame: { start, end }, limits: { least, thresholds }, boosts, total }: Allocation,
	shares: number[],
	reserved: Reserved,
): Settled {
	const last = boosts.reduce((found, boost, band) => (boost > 0 ? band : found), start);
	let spent = sum(shares);
	let join = reserved.join;
	let coded = end;
	for (; coded - 1 > last; coded--) {
		const band = coded - 1;
		const each = Math.floor((total - spent) / linesBetween(start, coded));
		const rest = Math.max(total - spent - linesBetween(start, coded) * each - linesBetween(start, band), 0);
		let bits = (shares[band] ?? 0) + each * widthOf(band) + rest;
		if (bits >= Math.max(thresholds[band] ?? 0, least + bit)) {
			if (range.bit(1)) break;
			spent += bit;
			bits -= bit;
		}
		spent -= (shares[band] ?? 0) + join;
		join &&= eighths(band - start + 1);
		shares[band] = bits >= least ? least : 0;
		spent += join + (shares[band] ?? 0);
	}
	const joined = join ? range.uniform(coded + 1 - start) : 0;
	const isDual = joined > 0 && reserved.dual > 0 && range.bit(1) === 1;
	const left = total - spent + (coded - 1 <= last ? reserved.skip : 0) + (joined > 0 ? 0 : reserved.dual);
	return { coded, left, joined: isDual ? 0 : start + joined };
}

/** How many of a band's bits hold its energy. */
function fineOf({ size, channels }: CeltFrame, bits: number, band: number, joined: number): number {
	const lines = widthOf(band) << size;
	const degrees = channels * lines + (channels === 2 && lines > 2 && band < joined ? 1 : 0);
	const logs = degrees * (eighths(widthOf(band)) + size * bit);
	let own = bits + (logs >> 1) - degrees * (lines === 2 ? fineOffset - 2 : fineOffset);
	if (own < degrees * 2 * bit) own += logs >> 2;
	else if (own < degrees * 3 * bit) own += logs >> 3;
	const fine = Math.floor(Math.max(0, own + degrees * 4) / degrees) >> 3;
	return Math.min(channels * fine > bits >> 3 ? Math.floor(bits / channels) >> 3 : fine, mostFineBits);
}

/** Hands out what is left, and splits each band's share between its shape and its energy. */
function split({ frame, limits }: Allocation, shares: number[], { coded, left, joined }: Settled): number[] {
	const { size, start, channels } = frame;
	const each = Math.floor(left / linesBetween(start, coded));
	let rest = left - each * linesBetween(start, coded);
	let excess = 0;
	return shares.map((own, band) => {
		if (band < start || band >= coded) return Math.floor(own / channels) >> 3;
		const width = widthOf(band);
		const more = Math.min(rest, width);
		rest -= more;
		const isLine = width << size === 1;
		const bits = own + each * width + more + excess;
		const usable = Math.min(bits, isLine ? limits.least : (limits.caps[band] ?? 0));
		const fine = isLine ? 0 : fineOf(frame, usable, band, joined);
		const further = Math.min(Math.floor((bits - usable) / channels) >> 3, mostFineBits - fine);
		excess = bits - usable - further * limits.least;
		return fine + further;
	});
}

/**
 * Reads what lies between coarse and fine energy, and returns the bits of each band's fine energy (RFC 6716, 4.3.3).
 */
export function readFineBits(range: OpusRange, frame: CeltFrame): number[] {
	const limits = limitsOf(frame);
	skipFlags(range, frame);
	const boosts = readBoosts(range, frame, limits);
	const trim = range.roomFrac() - sum(boosts) >= 6 * bit ? range.symbol(trimTable, 0, 7) : 5;
	const { reserved, total } = reserve(range.roomFrac() - 1, frame);
	const allocation = { frame, limits, boosts, trim, total };
	const shares = findShares(allocation);
	return split(allocation, shares, settle(range, allocation, shares, reserved));
}
