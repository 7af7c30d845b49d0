import { checkWav } from '../../audio/check/checkWav';
import { audioFailure } from '../requests/audioFaults';
import { decodeBase64 } from '../requests/base64';
import { checkDesign } from './checkDesign';
import type { DesignRequest } from './designRequest';
import type { Calls } from '../requests/calls';
import { FishAudioError, isFishAudioError } from '../errors';
import { readJson } from '../requests/readAnswer';
import { otherForm } from '../requests/answerErrors';
import type { HttpAnswer } from '../requests/http';
import { isRecord, textIn, withoutUndefined } from '../requests/json';
import { outcomeOf } from '../requests/outcome';

/** A designed voice, as a recording. The API does not keep it. */
export interface Candidate {
	id: string | undefined;
	/** Its position in the answer, from 0. */
	index: number;
	/** A complete WAV file. */
	audio: Buffer;
	seconds: number;
	/** Hz, from the WAV file. */
	sampleRate: number;
	/** What is said in it. Undefined, like the following fields, if the API does not state it. */
	text: string | undefined;
	/** The API's description of the voice. */
	instruct: string | undefined;
	/** BCP 47. */
	language: string | undefined;
	/** Such as `gender`, `age` and `tone`. Their values are not documented. */
	features: Record<string, unknown> | undefined;
	/** Proves to the API that a voice was created from this candidate. */
	signature: string | undefined;
}

/** The result of a voice design. */
export interface Design {
	candidates: Candidate[];
	/** Number of candidates without a complete recording, which are left out. */
	leftOut: number;
}

/** Designs voices from a description (`/v1/voice-design` of the API). */
export interface VoiceDesign {
	/**
	 * Gives at least one candidate for a prompt. Each successful request is billed, for any number of candidates. Fails
	 * with `input` on what the API would refuse, and with `badAnswer` if no candidate has a complete recording.
	 */
	design(request: DesignRequest): Promise<Design>;
}

/** The only model. The API requires its name. */
const model = 'voice-design-1';

/** The request in the API's names. */
const bodyOf = (request: DesignRequest): object =>
	withoutUndefined({
		instruction: request.prompt,
		n: request.candidates,
		reference_text: request.referenceText,
		language: request.language,
		speed: request.speed,
		seed: request.seed,
		guidance_scale: request.guidanceScale,
		num_step: request.steps,
	});

const noRecording = (): FishAudioError =>
	new FishAudioError('badAnswer', 'Fish Audio answered with a candidate voice without a recording');

/**
 * VoiceDesignCandidate of the API's contract, October 2026. Fails without a complete recording; all else may be
 * missing.
 */
function readCandidate(value: unknown, position: number): Candidate {
	const audio = isRecord(value) ? decodeBase64(value.audio_base64) : undefined;
	if (!isRecord(value) || !audio) throw noRecording();
	const { id, index, text, instruct, language, features, signature } = value;
	const { seconds, sampleRate } = checkWav(audio);
	return {
		id: textIn(id),
		index: typeof index === 'number' ? index : position,
		audio,
		seconds,
		sampleRate,
		text: textIn(text),
		instruct: textIn(instruct),
		language: textIn(language),
		features: isRecord(features) ? features : undefined,
		signature: textIn(signature),
	};
}

/** Reads a candidate. Gives the failure if its recording is not complete. */
async function candidateOrFailure(value: unknown, position: number): Promise<Candidate | FishAudioError> {
	const outcome = await outcomeOf(async () => readCandidate(value, position));
	if ('value' in outcome) return outcome.value;
	const failure = audioFailure(outcome.error);
	if (isFishAudioError(failure)) return failure;
	throw failure;
}

/** Not requested again: the request has succeeded and is billed. */
const noneComplete = ({ message }: FishAudioError): FishAudioError =>
	new FishAudioError('badAnswer', message, {
		advice: 'No candidate has a usable recording. Try again later.',
	});

const noCandidates = (): FishAudioError =>
	new FishAudioError('badAnswer', 'Fish Audio answered without any candidate voice', {
		advice: "Describe the voice in other words in 'Prompt', and try again.",
	});

async function readDesign(answer: HttpAnswer): Promise<Design> {
	const body = await readJson(answer);
	if (!isRecord(body) || !Array.isArray(body.candidates)) throw otherForm(answer);
	const read = await Promise.all(body.candidates.map(candidateOrFailure));
	const failures = read.filter(isFishAudioError);
	const candidates = read.filter((one): one is Candidate => !isFishAudioError(one));
	if (candidates.length > 0) return { candidates, leftOut: failures.length };
	throw failures[0] ? noneComplete(failures[0]) : noCandidates();
}

/** Builds the part of the client that designs voices. */
export function createVoiceDesign(calls: Calls): VoiceDesign {
	return {
		design: async (request) => {
			checkDesign(request);
			return await calls.call({
				request: () => ({ method: 'POST', path: '/v1/voice-design', headers: { model }, body: bodyOf(request) }),
				read: readDesign,
				repeatCosts: 'money',
			});
		},
	};
}
