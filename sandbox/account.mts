import { ApiError } from './errors.mts';

/**
 * Millionths of a dollar per UTF-8 byte of text (the vendor's price list, 2026-10; for Drama 3 resellers' lists,
 * 2026-10).
 */
const microUsdPerByte: Record<string, number> = {
	'drama-3': 10,
	'drama-3-preview': 10,
	's2.1-pro': 15,
	's2.1-pro-free': 0,
	's2-pro': 15,
	s1: 15,
};
/** Per voice design, whatever the number of candidates. */
export const DESIGN_PRICE = 10_000;
/** 0.36 USD per hour; each second begun counts. */
const MICRO_USD_PER_SECOND = 100;
const DEFAULT_CREDIT_USD = 100;

/** Prices are in millionths of a dollar. */
export const speechPrice = (text: string, model: string): number =>
	Buffer.byteLength(text) * (microUsdPerByte[model] ?? 0);
export const recordingPrice = (seconds: number): number => Math.ceil(seconds) * MICRO_USD_PER_SECOND;

/** Concurrent requests allowed, by the total USD paid in (the vendor's pages, 2026-09). */
export function concurrencyFor(toppedUp: number): number {
	if (toppedUp >= 1000) return 50;
	return toppedUp >= 100 ? 15 : 5;
}

const INSUFFICIENT =
	'Insufficient API credit. API credit is managed independently from platform credit. ' +
	'Please visit https://fish.audio/app/developers to view your API credit balance or add funds.';

interface Charge {
	price: number;
	/** When the credit starts to show it, in epoch ms. */
	shownAt: number;
}

/** The account's credit, in whole millionths of a dollar. */
export class Account {
	#microUsd = DEFAULT_CREDIT_USD * 1_000_000;
	#unshown: Charge[] = [];
	readonly #delayMs: () => number;

	/** `delayMs`: time until the credit shows a charge. */
	constructor(delayMs: () => number) {
		this.#delayMs = delayMs;
	}

	/** As the API shows it: a charge appears late. */
	get credit(): string {
		const now = Date.now();
		this.#unshown = this.#unshown.filter(({ shownAt }) => shownAt > now);
		const hidden = this.#unshown.reduce((sum, { price }) => sum + price, 0);
		return ((this.#microUsd + hidden) / 1_000_000).toFixed(6);
	}

	setCredit(usd: number | string): void {
		this.#microUsd = Math.round(Number(usd) * 1_000_000);
		this.#unshown = [];
	}

	/** Checked first for every billed request. @throws ApiError 402 when no credit is left */
	checkCredit(): void {
		if (this.#microUsd <= 0) throw new ApiError(402, INSUFFICIENT);
	}

	/** @throws ApiError 402 when the credit is too low; then nothing is charged. */
	charge(price: number): void {
		if (price > this.#microUsd) throw new ApiError(402, INSUFFICIENT);
		this.#microUsd -= price;
		const delay = this.#delayMs();
		if (price > 0 && delay > 0) this.#unshown.push({ price, shownAt: Date.now() + delay });
	}
}
