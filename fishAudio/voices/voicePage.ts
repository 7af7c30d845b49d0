import { otherForm } from '../requests/answerErrors';
import { serverTimeOf } from '../requests/headers';
import type { HttpAnswer } from '../requests/http';
import { isRecord } from '../requests/json';
import { largestPage, type Page } from '../requests/listPages';
import { readVoice, type Voice } from './voice';

/** A page of voices. */
export interface VoicePage extends Page<Voice> {
	/** The server's clock when it answered, in milliseconds since 1970; undefined if it sends no date. */
	serverTime: number | undefined;
}

/** Which page of a list. */
export interface PageChoice {
	/** From 1. */
	page: number;
	/** 1–100 */
	pageSize: number;
}

const numberOr = <T>(value: unknown, otherwise: T): number | T => (typeof value === 'number' ? value : otherwise);

/**
 * How many items of the list the server lets clients read. Undefined if it sets no bound, or one that is lower than
 * the number `read` so far.
 */
function upperBoundOf(body: Record<string, unknown>, read: number): number | undefined {
	const bounds = [numberOr(body.accessible_upper_bound, Infinity), numberOr(body.max_offset, Infinity) + largestPage];
	const bound = Math.min(...bounds.filter((one) => one >= read));
	return Number.isFinite(bound) ? bound : undefined;
}

/**
 * Whether more follows a page of `count` items. Nothing follows an empty page, or the bound of a window. Otherwise the
 * server's own `has_more` decides: a page may be short because the server left out some items. Only without `has_more`
 * does a short page end the list.
 */
function hasMoreOf(
	body: Record<string, unknown>,
	count: number,
	{ isShort, isAtBound }: { isShort: boolean; isAtBound: boolean },
): boolean {
	if (count === 0 || (isAtBound && body.window_limited === true)) return false;
	return typeof body.has_more === 'boolean' ? body.has_more : !isShort && !isAtBound;
}

/** Reads a page of voices from parsed JSON. Fails with `badAnswer` if it is not one. */
export function readVoicePage(body: unknown, answer: HttpAnswer, { page, pageSize }: PageChoice): VoicePage {
	if (!isRecord(body) || !Array.isArray(body.items)) throw otherForm(answer);
	const items = body.items.map((item) => readVoice(item, answer));
	const end = page * pageSize;
	const upperBound = upperBoundOf(body, end - pageSize + items.length);
	const place = { isShort: items.length < pageSize, isAtBound: upperBound !== undefined && end >= upperBound };
	return {
		items,
		total: numberOr(body.total, 0),
		totalIsExact: body.total_is_exact !== false,
		upperBound,
		hasMore: hasMoreOf(body, items.length, place),
		serverTime: serverTimeOf(answer),
	};
}
