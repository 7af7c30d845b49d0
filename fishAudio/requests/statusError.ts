import { FishAudioError, type FailureFacts, type FailureKind, type Wording } from '../errors';
import { failureKind } from './failureCodes';
import { recordingFaultOf, recordingWordings } from './recordingFaults';
import { statusWordings, wordingsWithoutVoice, type Subject } from './statusWordings';

/** What a refusal is about, if the answer names it. */
function causeOf({ status, code }: Pick<FailureFacts, 'status' | 'code'>): Wording | undefined {
	const fault = recordingFaultOf(code) ?? (status === 413 ? 'tooLarge' : undefined);
	return fault && recordingWordings[fault];
}

const wordingIn = (wordings: Partial<Record<FailureKind, Wording>>, kind: FailureKind): Wording | undefined =>
	wordings[kind];

function wordingOf(kind: FailureKind, facts: Pick<FailureFacts, 'status' | 'code'>, about: Subject): Wording {
	const cause = kind === 'refused' ? causeOf(facts) : undefined;
	const withoutVoice = about === 'voice' ? undefined : wordingIn(wordingsWithoutVoice[about], kind);
	return cause ?? withoutVoice ?? wordingIn(statusWordings, kind) ?? statusWordings.refused;
}

/** Builds the error of an answer that is not a success. `about` decides what a 403 or 404 means. */
export function statusError(
	status: number,
	facts: Pick<FailureFacts, 'apiMessage' | 'retryAfter' | 'code' | 'traceId' | 'mayBeBilled'>,
	about: Subject = 'other',
): FishAudioError {
	const kind = failureKind(status, facts.code);
	const wording = wordingOf(kind, { ...facts, status }, about);
	const detail = wording === statusWordings.refused && facts.apiMessage ? `: ${facts.apiMessage}` : '';
	return new FishAudioError(kind, wording.message + detail, { ...facts, advice: wording.advice, status });
}
