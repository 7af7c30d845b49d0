import { isFishAudioError, type FishAudioError } from '../errors';
import { factsOf, type FailureWorld } from './answerFacts';
import type { HttpAnswer } from './http';
import { collect, largestErrorBody } from './readAnswer';
import { statusError } from './statusError';
import type { Subject } from './statusWordings';

/** Turns an answer that is not a success into its error, with the API's own words if it has any. */
export async function failureOf(
	answer: HttpAnswer,
	world: FailureWorld,
	about: Subject = 'other',
): Promise<FishAudioError> {
	// A body that cannot be read does not matter: the status says enough. A stopped execution has to end, though.
	const body = await collect(answer.body, largestErrorBody).catch((error: unknown) =>
		isFishAudioError(error) && error.kind === 'cancelled' ? Promise.reject(error) : undefined,
	);
	const text = Buffer.from(body?.bytes ?? []).toString('utf8');
	return statusError(answer.status, factsOf(answer, text, world), about);
}
