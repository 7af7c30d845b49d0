import type { FailureKind } from '../errors';

/**
 * The API's own names of its faults that will not pass, and what they mean whatever the status: a wrong key has come
 * inside a 500. Fish Audio docs, speech to text, 2026-09; the first two as public clients know them.
 */
const lasting = new Map<string, FailureKind>([
	['invalid_api_key', 'unauthorized'],
	['insufficient_balance', 'outOfCredit'],
	['invalid_request', 'refused'],
	['invalid_parameter', 'refused'],
	['invalid_audio', 'refused'],
	['audio_too_long', 'refused'],
	['audio_too_short', 'refused'],
	['request_too_large', 'refused'],
	['unsupported_media_type', 'refused'],
]);

const kindOfStatus: Record<number, FailureKind> = {
	401: 'unauthorized',
	402: 'outOfCredit',
	403: 'forbidden',
	404: 'notFound',
	429: 'busy',
};

/** Sorts an answer that is not a success: by the fault's name where it is known, otherwise by the status. */
export function failureKind(status: number, code?: string): FailureKind {
	const named = lasting.get(code ?? '');
	if (named) return named;
	if (status >= 500) return 'server';
	if (status >= 300 && status < 400) return 'redirected';
	return kindOfStatus[status] ?? 'refused';
}

/** Whether the server surely has not begun: it says when to come back, or that there is nobody to do it. */
export const isTurnedAway = ({
	status,
	code,
	retryAfter,
}: {
	status?: number;
	code?: string;
	retryAfter?: number;
}): boolean => status === 503 && (retryAfter !== undefined || code === 'upstream_unavailable');
