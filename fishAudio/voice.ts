import { inputError } from './errors';
import { serverTimeOf, otherForm, type HttpAnswer } from './http';
import { isRecord } from './json';
import { largestPage, type Page } from './pages';

/** How far the training of a voice has come. */
export type VoiceState = 'created' | 'training' | 'trained' | 'failed';

/** Who can find and use a voice: everybody, whoever has the link, its owner. The API's own default is `public`. */
export type Visibility = 'public' | 'unlist' | 'private';

const visibilities: Visibility[] = ['private', 'unlist', 'public'];

/** Fails with `input` on what is no visibility: the API would make a voice public without one. */
export function checkVisibility(visibility: Visibility): void {
	if (visibilities.includes(visibility)) return;
	throw inputError(`'Visibility' cannot be '${String(visibility)}'`, `Choose one of: ${visibilities.join(', ')}.`);
}

/** A voice as the API gives it (ModelEntity of the contract), with the fields that are relied on named. */
export interface Voice {
	_id: string;
	title: string;
	state: VoiceState;
	/** ISO 8601 */
	created_at: string;
	[field: string]: unknown;
}

/** A page of voices. */
export interface VoicePage extends Page<Voice> {
	/** The server's clock when it answered, in milliseconds since 1970, where it tells. */
	serverTime: number | undefined;
}

const textOr = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Takes a parsed answer for a voice. Without an id or a state it is none; what else is missing does not matter as much. */
export function asVoice(body: unknown, answer: HttpAnswer): Voice {
	if (!isRecord(body) || typeof body._id !== 'string' || typeof body.state !== 'string') throw otherForm(answer);
	const { _id, state } = body;
	return { ...body, _id, state: state as VoiceState, title: textOr(body.title), created_at: textOr(body.created_at) };
}

const numberOr = <T>(value: unknown, otherwise: T): number | T =>
	typeof value === 'number' ? value : otherwise;

/** The server's bound on what can be read, in items; undefined where it sets none, or one below the `given` that it has given already. */
function upperBoundOf(body: Record<string, unknown>, given: number): number | undefined {
	const bounds = [numberOr(body.accessible_upper_bound, Infinity), numberOr(body.max_offset, Infinity) + largestPage];
	const bound = Math.min(...bounds.filter((one) => one >= given));
	return Number.isFinite(bound) ? bound : undefined;
}

/**
 * Whether there is more behind a page of `given` items. Nothing is behind an empty page, nor behind the bound of a window. Else the
 * server's own word decides: a page may be short because the server left some out. Only where it says nothing does a short page end the list.
 */
function hasMoreOf(body: Record<string, unknown>, given: number, { short, atBound }: { short: boolean; atBound: boolean }): boolean {
	if (given === 0 || (atBound && body.window_limited === true)) return false;
	return typeof body.has_more === 'boolean' ? body.has_more : !short && !atBound;
}

/** Takes a parsed answer for a page of voices. */
export function asVoicePage(
	body: unknown,
	answer: HttpAnswer,
	asked: { page: number; pageSize: number },
): VoicePage {
	if (!isRecord(body) || !Array.isArray(body.items)) throw otherForm(answer);
	const items = body.items.map((item) => asVoice(item, answer));
	const end = asked.page * asked.pageSize;
	const upperBound = upperBoundOf(body, end - asked.pageSize + items.length);
	const place = { short: items.length < asked.pageSize, atBound: upperBound !== undefined && end >= upperBound };
	return {
		items,
		total: numberOr(body.total, 0),
		totalIsExact: body.total_is_exact !== false,
		upperBound,
		hasMore: hasMoreOf(body, items.length, place),
		serverTime: serverTimeOf(answer),
	};
}
