import { randomUUID } from 'node:crypto';
import { ApiError, UnreadableRequest } from '../errors.mts';
import { json, type Answer } from '../http/answer.mts';

/** The error codes of `transcribe-1-pro` with their status (the vendor's speech-to-text page, 2026-09). */
const statuses = {
	invalid_request: 400,
	invalid_parameter: 400,
	invalid_audio: 400,
	audio_too_long: 400,
	audio_too_short: 400,
	request_too_large: 413,
	unsupported_media_type: 415,
	upstream_timeout: 503,
} as const;

export type RecognitionCode = keyof typeof statuses;

/** A refusal. Only pro sends its code. */
export class RecognitionFailure extends Error {
	readonly status: number;
	readonly code: RecognitionCode;

	constructor(code: RecognitionCode, message: string) {
		super(message);
		this.name = 'RecognitionFailure';
		this.status = statuses[code];
		this.code = code;
	}
}

/** Measured with five seconds of silence. Long audio ends the same way. */
export const upstreamTimeout = (): RecognitionFailure =>
	new RecognitionFailure('upstream_timeout', 'Failed to transcribe audio: upstream ASR service timed out.');

/** What pro adds to each of its answers. */
export function withRequestId(body: Record<string, unknown>): Answer {
	const id = randomUUID();
	const answer = json(200, { ...body, request_id: id });
	return { ...answer, headers: { ...answer.headers, 'x-request-id': id } };
}

/** The failure in each model's form. */
export function toldBy({ status, message, code }: RecognitionFailure, pro: boolean): Error {
	if (!pro) return status === 413 ? new UnreadableRequest('Payload too large', 413) : new ApiError(status, message);
	const id = randomUUID();
	return new ApiError(status, message, code, { body: { code, request_id: id }, headers: { 'x-request-id': id } });
}
