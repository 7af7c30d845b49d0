import type { FailureFacts } from '../errors';
import { apiMessageOf } from './apiMessage';
import { retryAfterOf, serverTimeOf } from './headers';
import type { HttpAnswer } from './http';
import { isRecord, parseJson } from './json';

/** What is needed to read a failed answer; see `World`. */
export interface FailureWorld {
	now(): number;
	redact(text: string): string;
}

/** Maximum number of characters of a code or an ID. */
const longestName = 100;

/** The first of these values that has the form of a code or an ID. */
const nameAmong = (...values: unknown[]): string | undefined =>
	values.find(
		(one): one is string => typeof one === 'string' && one.length <= longestName && /^[\w.:/+=-]+$/.test(one),
	);

/** The ID by which Fish Audio's support finds a request: from a header, else `requestId` from the body. */
export const traceIdOf = ({ headers }: HttpAnswer, requestId?: unknown): string | undefined =>
	nameAmong(headers['x-fish-trace-id'], headers['x-request-id'], requestId);

/** Reads the facts of a failure from an answer's headers and from `text`, its body. */
export function factsOf(answer: HttpAnswer, text: string, world: FailureWorld): FailureFacts {
	const body = parseJson(text)?.value;
	const fields = isRecord(body) ? body : {};
	const apiMessage = apiMessageOf(text, body, world.redact);
	const retryAfter = retryAfterOf(answer.headers['retry-after'], serverTimeOf(answer) ?? world.now());
	const code = nameAmong(answer.headers['x-fish-error-code'], fields.code)?.toLowerCase();
	const traceId = traceIdOf(answer, fields.request_id);
	return {
		...(apiMessage !== undefined && { apiMessage }),
		...(retryAfter !== undefined && { retryAfter }),
		...(code !== undefined && { code: world.redact(code) }),
		...(traceId !== undefined && { traceId: world.redact(traceId) }),
	};
}
