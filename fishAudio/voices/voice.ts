import { otherForm } from '../requests/answerErrors';
import type { HttpAnswer } from '../requests/http';
import { isRecord } from '../requests/json';

/** How far the training of a voice has come. */
export type VoiceState = 'created' | 'training' | 'trained' | 'failed';

const states: Record<VoiceState, string> = {
	created: 'waiting for training',
	training: 'in training',
	trained: 'trained',
	failed: 'training failed',
};

/** A voice as the API gives it (ModelEntity of the contract). The fields that this package reads are named. */
export interface Voice {
	_id: string;
	title: string;
	state: VoiceState;
	/** ISO 8601 */
	created_at: string;
	[field: string]: unknown;
}

/** The state of a voice in words. */
export const stateOf = ({ state }: Voice): string => states[state] ?? state;

const textOrEmpty = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Reads a voice from parsed JSON. Fails with `badAnswer` if it has no id or state; other fields may be missing. */
export function readVoice(body: unknown, answer: HttpAnswer): Voice {
	if (!isRecord(body) || typeof body._id !== 'string' || typeof body.state !== 'string') throw otherForm(answer);
	const { _id, state } = body;
	return {
		...body,
		_id,
		state: state as VoiceState,
		title: textOrEmpty(body.title),
		created_at: textOrEmpty(body.created_at),
	};
}

/**
 * When a voice was created, in milliseconds since 1970; undefined if its date cannot be read. A date without a time
 * zone is in UTC.
 */
export function createdAt({ created_at: date }: Voice): number | undefined {
	const hasNoZone = /T[\d:.]+$/.test(date);
	const time = Date.parse(hasNoZone ? `${date}Z` : date);
	return Number.isNaN(time) ? undefined : time;
}
