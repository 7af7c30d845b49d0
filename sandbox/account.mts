import { ApiError } from './errors.mts';

/** 15 USD per million UTF-8 bytes of text, the vendor's price list, 2026-08. */
const MICRO_USD_PER_BYTE = 15;
/** For a voice design, however many candidates it brings, and for each begun second of a recording: simple ones of our own. */
export const DESIGN_PRICE = 10_000;
const MICRO_USD_PER_SECOND = 100;
const DEFAULT_CREDIT_USD = 100;

/** Prices are in millionths of a dollar. */
export const speechPrice = (text: string): number => Buffer.byteLength(text) * MICRO_USD_PER_BYTE;
export const recordingPrice = (seconds: number): number => Math.ceil(seconds) * MICRO_USD_PER_SECOND;

/** The account's credit, in whole millionths of a dollar. */
export class Account {
	#microUsd = DEFAULT_CREDIT_USD * 1_000_000;

	get credit(): string {
		return (this.#microUsd / 1_000_000).toFixed(6);
	}

	setCredit(usd: number | string): void {
		this.#microUsd = Math.round(Number(usd) * 1_000_000);
	}

	/** @throws ApiError 402 when the credit does not reach; then nothing is charged. */
	charge(price: number): void {
		if (price > this.#microUsd) {
			throw new ApiError(402, 'Insufficient API credit: top up the account to go on', 'insufficient_credit');
		}
		this.#microUsd -= price;
	}
}
