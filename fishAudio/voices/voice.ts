import { inputError } from '../errors';
import { serverTimeOf } from '../requests/headers';
import { otherForm } from '../requests/answerErrors';
import type { HttpAnswer } from '../requests/http';
import { isRecord } from '../requests/json';
import { shown } from '../../text/shown';
import { largestPage, type Page } from '../requests/pages';

/** How far the training of a voice has come. */
export type VoiceState = 'created' | 'training' | 'trained' | 'failed';

/** What can be asked for here: whoever has the link can find and use the voice, or its owner. */
export const visibilities = ['private', 'unlist'] as const;

/** Who can find and use a voice that is made or changed here. */
export type Visibility = (typeof visibilities)[number];

/** Visibilities as people read them. */
const visibilityNames: Record<string, string> = { private: 'Private', unlist: 'Unlisted', public: 'Public' };

/**
 * Fails with `input` on what the API does not carry out: it makes a voice private where `public` is asked for, and says
 * nothing.
 */
export function checkVisibility(visibility: string): asserts visibility is Visibility {
	if (visibility === 'private' || visibility === 'unlist') return;
	const publish =
		'To publish a voice, make it private or unlisted here, then publish it on its page at https://fish.audio.';
	throw inputError(
		`'Visibility' cannot be '${shown(visibility)}'`,
		visibility === 'public'
			? `Fish Audio makes voices public on its web site only. ${publish}`
			: 'Choose one of: private, unlist.',
	);
}

/** What to tell where a voice has come out with another visibility than was asked for; undefined where it has not. */
export function visibilityNotice(wanted: Visibility | undefined, { title, visibility }: Voice): string | undefined {
	if (wanted === undefined || visibility === undefined || visibility === wanted) return undefined;
	const [is, was] = [String(visibility), wanted].map((one) => visibilityNames[one] ?? one);
	return `Fish Audio made the voice '${shown(title)}' ${is}, and not ${was}. Its visibility can be changed on its page at https://fish.audio.`;
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

/**
 * Takes a parsed answer for a voice. Without an id or a state it is none; what else is missing does not matter as much.
 */
export function readVoice(body: unknown, answer: HttpAnswer): Voice {
	if (!isRecord(body) || typeof body._id !== 'string' || typeof body.state !== 'string') throw otherForm(answer);
	const { _id, state } = body;
	return { ...body, _id, state: state as VoiceState, title: textOr(body.title), created_at: textOr(body.created_at) };
}

/**
 * When a voice was made, in milliseconds since 1970; undefined where it cannot be read. A time without a zone is UTC,
 * as such APIs mean it.
 */
export function createdAt({ created_at: made }: Voice): number | undefined {
	const isLocal = /T[\d:.]+$/.test(made);
	const time = Date.parse(isLocal ? `${made}Z` : made);
	return Number.isNaN(time) ? undefined : time;
}

const numberOr = <T>(value: unknown, otherwise: T): number | T => (typeof value === 'number' ? value : otherwise);

/**
 * The server's bound on what can be read, in items; undefined where it sets none, or one below the `given` that it has
 * given already.
 */
function upperBoundOf(body: Record<string, unknown>, given: number): number | undefined {
	const bounds = [numberOr(body.accessible_upper_bound, Infinity), numberOr(body.max_offset, Infinity) + largestPage];
	const bound = Math.min(...bounds.filter((one) => one >= given));
	return Number.isFinite(bound) ? bound : undefined;
}

/**
 * Whether there is more behind a page of `given` items. Nothing is behind an empty page, nor behind the bound of a
 * window. Else the server's own word decides: a page may be short because the server left some out. Only where it says
 * nothing does a short page end the list.
 */
function hasMoreOf(
	body: Record<string, unknown>,
	given: number,
	{ short, atBound }: { short: boolean; atBound: boolean },
): boolean {
	if (given === 0 || (atBound && body.window_limited === true)) return false;
	return typeof body.has_more === 'boolean' ? body.has_more : !short && !atBound;
}

/** Takes a parsed answer for a page of voices. */
export function readVoicePage(body: unknown, answer: HttpAnswer, asked: { page: number; pageSize: number }): VoicePage {
	if (!isRecord(body) || !Array.isArray(body.items)) throw otherForm(answer);
	const items = body.items.map((item) => readVoice(item, answer));
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
