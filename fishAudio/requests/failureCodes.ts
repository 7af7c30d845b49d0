import type { FailureKind } from '../errors';

/**
 * The API's codes of permanent failures. They count more than the status: a wrong key has come with a 500. Fish Audio
 * docs, speech to text, 2026-09; the first two are taken from public clients.
 */
const kindOfCode = new Map<string, FailureKind>([
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

/** Sorts an answer that is not a success: by its code if that is known, otherwise by its status. */
export function failureKind(status: number, code?: string): FailureKind {
	const known = kindOfCode.get(code ?? '');
	if (known) return known;
	if (status >= 500) return 'server';
	if (status >= 300 && status < 400) return 'redirected';
	return kindOfStatus[status] ?? 'refused';
}

/** Whether the server has not begun: it says when to come back, or that the service behind it is missing. */
export const isTurnedAway = ({
	status,
	code,
	retryAfter,
}: {
	status?: number;
	code?: string;
	retryAfter?: number;
}): boolean => status === 503 && (retryAfter !== undefined || code === 'upstream_unavailable');
