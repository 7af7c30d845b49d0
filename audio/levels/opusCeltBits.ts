import { bandCaps, bandEdges, bandShares, trimTable } from './opusCeltTables';
import type { OpusRange } from './opusRange';

/** A CELT frame: the part of Opus that codes a spectrum. */
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
/** How much less than its fair share the energy of a band gets, in eighths of a bit. */
const fineOffset = 21;
const qualities = 11;
/** One bit: shares and budgets are counted in eighths. */
const bit = 8;

/** Eighths of a bit needed to choose one of `count`, rounded up. */
const eighths = (count: number): number => Math.ceil(8 * Math.log2(count));
const linesBetween = (band: number, next: number): number => (bandEdges[next] ?? 0) - (bandEdges[band] ?? 0);
const widths = bandEdges.slice(1).map((_, band) => linesBetween(band, band + 1));
const widthOf = (band: number): number => widths[band] ?? 0;
const sum = (shares: number[]): number => shares.reduce((total, one) => total + one, 0);

/**
 * Reads what lies between coarse and fine energy, and returns the bits of each band's fine energy (RFC 6716, 4.3.3).
 */
export function readFineBits(range: OpusRange, { size, start, end, channels, isTransient }: CeltFrame): number[] {
	const least = channels * bit;
	const boosts: number[] = [];
	const row = 21 * (2 * size + channels - 1);
	const caps = widths.map((width, band) => (((bandCaps[row + band] ?? 0) + 64) * ((channels * width) << size)) >> 2);
	const capOf = (band: number) => caps[band] ?? 0;
	/** Below it a band gets no shape. */
	const thresholdOf = (band: number) => Math.max(least, ((3 * widthOf(band)) << size) >> 1);

	/** Passes over the flags of time against frequency (RFC 6716, 4.3.1), and how the shapes are spread. */
	const skipFlags = (): void => {
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
	};

	/** Reads the bits that bands are given before the others are shared out, and returns their sum. */
	const readBoosts = (): number => {
		let spent = 0;
		let firstLogp = 6;
		for (let band = start; band < end; band++) {
			const lines = (channels * widthOf(band)) << size;
			const quantum = Math.min(lines * bit, Math.max(6 * bit, lines));
			let logp = firstLogp;
			let boost = 0;
			for (; range.roomFrac() - spent > logp * bit && boost < capOf(band) && range.bit(logp); logp = 1) {
				boost += quantum;
				spent += quantum;
			}
			boosts[band] = boost;
			if (boost > 0) firstLogp = Math.max(2, firstLogp - 1);
		}
		return spent;
	};

	/** The share of a band at a quality. */
	const wishOf = (quality: number, trim: number, band: number): number => {
		const lines = channels * widthOf(band);
		const tilt = (lines * (trim - 5 - size) * (end - band - 1) * (1 << (size + 3))) >> 6;
		const wish =
			quality < qualities ? ((lines * (bandShares[quality * 21 + band - 21] ?? 0)) << size) >> 2 : capOf(band);
		const single = lines << size === channels ? least : 0;
		return (wish && Math.max(0, wish + tilt - single)) + (quality > 0 ? (boosts[band] ?? 0) : 0);
	};

	/** The share of each band: no shape below the first one that reaches its threshold, and at most its cap. */
	const share = (wanted: (band: number) => number): number[] => {
		const shares = Array<number>(end).fill(0);
		let isAbove = false;
		for (let band = end - 1; band >= start; band--) {
			const wish = wanted(band);
			isAbove ||= wish >= thresholdOf(band);
			shares[band] = Math.min(isAbove ? wish : wish >= least ? least : 0, capOf(band));
		}
		return shares;
	};

	/**
	 * Finds the best quality that the bits allow, in 64ths of the way between two rows of the table, and gives each
	 * band's share.
	 */
	const findShares = (total: number, trim: number): number[] => {
		const fits = (wanted: (band: number) => number) => sum(share(wanted)) <= total;
		let low = 1;
		let high = qualities - 1;
		while (low <= high) {
			const middle = (low + high) >> 1;
			if (fits((band) => wishOf(middle, trim, band))) low = middle + 1;
			else high = middle - 1;
		}
		const wishes = widths.map((_, band) => wishOf(low - 1, trim, band));
		const steps = wishes.map((wish, band) => Math.max(0, wishOf(low, trim, band) - wish));
		const between = (step: number) => (band: number) => (wishes[band] ?? 0) + ((step * (steps[band] ?? 0)) >> 6);
		let step = 0;
		for (let half = 32; half > 0; half >>= 1) if (fits(between(step + half))) step += half;
		return share(between(step));
	};

	/**
	 * Takes bits back from upper bands that go without a shape, reads how stereo is joined, and hands out what is left.
	 * Changes `shares`.
	 */
	const settle = (shares: number[], total: number, reserved: { skip: number; join: number; dual: number }) => {
		const last = boosts.reduce((found, boost, band) => (boost > 0 ? band : found), start);
		let spent = sum(shares);
		let join = reserved.join;
		let coded = end;
		for (; coded - 1 > last; coded--) {
			const band = coded - 1;
			const each = Math.floor((total - spent) / linesBetween(start, coded));
			const rest = Math.max(total - spent - linesBetween(start, coded) * each - linesBetween(start, band), 0);
			let bits = (shares[band] ?? 0) + each * widthOf(band) + rest;
			if (bits >= Math.max(thresholdOf(band), least + bit)) {
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
	};

	/** How many of a band's bits hold its energy. */
	const fineOf = (bits: number, band: number, joined: number): number => {
		const lines = widthOf(band) << size;
		const degrees = channels * lines + (channels === 2 && lines > 2 && band < joined ? 1 : 0);
		const logs = degrees * (eighths(widthOf(band)) + size * bit);
		let own = bits + (logs >> 1) - degrees * (lines === 2 ? fineOffset - 2 : fineOffset);
		if (own < degrees * 2 * bit) own += logs >> 2;
		else if (own < degrees * 3 * bit) own += logs >> 3;
		const fine = Math.floor(Math.max(0, own + degrees * 4) / degrees) >> 3;
		return Math.min(channels * fine > bits >> 3 ? Math.floor(bits / channels) >> 3 : fine, mostFineBits);
	};

	/** Splits each band's share between its shape and its energy. */
	const split = (shares: number[], { coded, left, joined }: ReturnType<typeof settle>): number[] => {
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
			const most = Math.min(bits, isLine ? least : capOf(band));
			const fine = isLine ? 0 : fineOf(most, band, joined);
			const further = Math.min(Math.floor((bits - most) / channels) >> 3, mostFineBits - fine);
			excess = bits - most - further * least;
			return fine + further;
		});
	};

	skipFlags();
	const trim = range.roomFrac() - readBoosts() >= 6 * bit ? range.symbol(trimTable, 0, 7) : 5;
	let total = range.roomFrac() - 1;
	const take = (wanted: number): number => {
		const taken = wanted <= total ? wanted : 0;
		total -= taken;
		return taken;
	};
	if (isTransient && size > 1 && total >= (size + 2) * bit) total -= bit;
	total = Math.max(0, total);
	const skip = take(bit);
	const join = channels === 2 ? take(eighths(end - start + 1)) : 0;
	const reserved = { skip, join, dual: join && take(bit) };
	const shares = findShares(total, trim);
	return split(shares, settle(shares, total, reserved));
}
