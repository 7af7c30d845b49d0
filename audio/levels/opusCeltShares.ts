import { bandCaps, bandEdges, bandShares } from './opusCeltTables';

/** A CELT frame: the part of Opus that codes a spectrum. */
export interface CeltFrame {
	/** 120 samples times 2 to this power. */
	size: number;
	start: number;
	end: number;
	channels: 1 | 2;
	isTransient: boolean;
}

/** One bit: shares and budgets are counted in eighths. */
export const bit = 8;

const qualities = 11;

/** Lines of the shortest frame from one band up to another. */
export const linesBetween = (band: number, next: number): number => (bandEdges[next] ?? 0) - (bandEdges[band] ?? 0);
const widths = bandEdges.slice(1).map((_, band) => linesBetween(band, band + 1));
/** Lines of a band in the shortest frame. */
export const widthOf = (band: number): number => widths[band] ?? 0;
export const sum = (shares: number[]): number => shares.reduce((total, one) => total + one, 0);

/** The limits of each band's share. */
export interface ShareLimits {
	/** Below it a band gets nothing. */
	least: number;
	/** Below it a band gets no shape. */
	thresholds: number[];
	/** More bits are of no use for the band. */
	caps: number[];
}

/** What decides how bits are shared out. */
export interface Allocation {
	frame: CeltFrame;
	limits: ShareLimits;
	/** By band: what it gets before the others are shared out. */
	boosts: number[];
	/** Whether lower bands get more (below 5), or higher ones. */
	trim: number;
	/** The bits to share out. */
	total: number;
}

/** The limits for a frame (RFC 6716, 4.3.3). */
export function limitsOf({ size, channels }: CeltFrame): ShareLimits {
	const least = channels * bit;
	const row = 21 * (2 * size + channels - 1);
	return {
		least,
		thresholds: widths.map((width) => Math.max(least, ((3 * width) << size) >> 1)),
		caps: widths.map((width, band) => (((bandCaps[row + band] ?? 0) + 64) * ((channels * width) << size)) >> 2),
	};
}

/**
 * Finds the best quality that the bits allow, in 64ths of the way between two rows of the table, and gives each
 * band's share.
 */
export function findShares({ frame, limits, boosts, trim, total }: Allocation): number[] {
	const { size, start, end, channels } = frame;
	const { least, thresholds, caps } = limits;

	/** The share of a band at a quality. */
	const wishOf = (quality: number, band: number): number => {
		const lines = channels * widthOf(band);
		const tilt = (lines * (trim - 5 - size) * (end - band - 1) * (1 << (size + 3))) >> 6;
		const row = bandShares[quality * 21 + band - 21] ?? 0;
		const wish = quality < qualities ? ((lines * row) << size) >> 2 : (caps[band] ?? 0);
		const single = lines << size === channels ? least : 0;
		return (wish && Math.max(0, wish + tilt - single)) + (quality > 0 ? (boosts[band] ?? 0) : 0);
	};

	/** The share of each band: no shape below the first one that reaches its threshold, and at most its cap. */
	const share = (wanted: (band: number) => number): number[] => {
		const shares = Array<number>(end).fill(0);
		let isAbove = false;
		for (let band = end - 1; band >= start; band--) {
			const wish = wanted(band);
			isAbove ||= wish >= (thresholds[band] ?? 0);
			shares[band] = Math.min(isAbove ? wish : wish >= least ? least : 0, caps[band] ?? 0);
		}
		return shares;
	};

	const fits = (wanted: (band: number) => number) => sum(share(wanted)) <= total;
	let low = 1;
	let high = qualities - 1;
	while (low <= high) {
		const middle = (low + high) >> 1;
		if (fits((band) => wishOf(middle, band))) low = middle + 1;
		else high = middle - 1;
	}
	const wishes = widths.map((_, band) => wishOf(low - 1, band));
	const steps = wishes.map((wish, band) => Math.max(0, wishOf(low, band) - wish));
	const between = (step: number) => (band: number) => (wishes[band] ?? 0) + ((step * (steps[band] ?? 0)) >> 6);
	let step = 0;
	for (let half = 32; half > 0; half >>= 1) if (fits(between(step + half))) step += half;
	return share(between(step));
}
