import { FishAudioError, type FailureFacts } from '../errors';
import { factsOf, type FailureWorld } from './answerFacts';
import { failureKind } from './failureCodes';
import type { HttpAnswer } from './http';
import { isRecord, parseJson } from './json';
import { statusError } from './statusError';

/** The first of these values that is a status of a failure. */
const statusAmong = (...values: unknown[]): number | undefined =>
	values.find((one): one is number => typeof one === 'number' && Number.isInteger(one) && one >= 300 && one < 600);

/** The JSON object of an error, which may be nested in `error`. */
function errorIn(body: unknown): unknown {
	const error = isRecord(body) && isRecord(body.error) ? body.error : body;
	return isRecord(error) ? { ...error, message: error.message ?? error.detail ?? error.error } : error;
}

const isKnownCode = (code: string | undefined): boolean => failureKind(200, code) !== failureKind(200);

const brokenOff = (status: number, facts: FailureFacts): FishAudioError =>
	new FishAudioError('badAnswer', `Fish Audio broke off the speech${facts.apiMessage ? `: ${facts.apiMessage}` : ''}`, {
		...facts,
		advice: 'Nothing of it was passed on. Change what Fish Audio names, or try again later.',
		status,
	});

/**
 * The error that comes inside an answer which began as a success; `text` is JSON or plain words. The request was taken
 * and may have been billed, so a 429 counts as a failed server here. Without a status or a known code it is never
 * requested again.
 */
export function failureInAnswer(answer: HttpAnswer, text: string, world: FailureWorld): FishAudioError {
	const error = errorIn(parseJson(text)?.value);
	const errorText = error === undefined ? text : JSON.stringify(error);
	const facts = { ...factsOf(answer, errorText, world), mayBeBilled: 1 };
	const status = isRecord(error) ? statusAmong(error.status, error.statusCode, error.code) : undefined;
	if (status === undefined && !isKnownCode(facts.code)) return brokenOff(answer.status, facts);
	return statusError(status === 429 ? 503 : (status ?? 400), facts, 'speech');
}
