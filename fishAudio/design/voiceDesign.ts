import { checkWav } from '../../audio/check/checkWav';
import { audioFailure } from '../requests/audioFaults';
import { decodeBase64 } from '../requests/base64';
import { checkDesign } from './checkDesign';
import type { DesignRequest } from './designRequest';
import type { Calls } from '../requests/calls';
import { asIs, FishAudioError, isFishAudioError } from '../errors';
import { readJson } from '../requests/readAnswer';
import { otherForm } from '../requests/answerErrors';
import type { HttpAnswer } from '../requests/http';
import { isRecord, textIn, withoutUndefined } from '../requests/json';

/** A voice that was designed, as a recording. It is kept nowhere by the API. */
export interface Candidate {
	id: string | undefined;
	/** Its number in the answer, from 0. */
	index: number;
	/** A WAV file, found whole. */
	audio: Buffer;
	seconds: number;
	/** Hz, as the WAV file has it. */
	sampleRate: number;
	/** What is said in it, where the API tells. */
	text: string | undefined;
	/** What the voice is like in the API's words, where it tells. */
	instruct: string | undefined;
	/** BCP 47, where the API tells. */
	language: string | undefined;
	/** Such as `gender`, `age` and `tone`, where the API tells; the form of what they hold is documented nowhere. */
	features: Record<string, unknown> | undefined;
	/** Tells the API where a voice made of the candidate comes from, where it gives one. */
	signature: string | undefined;
}

/** What a request for a design has brought. */
export interface Design {
	candidates: Candidate[];
	/** How many more there were, whose recordings are missing or not whole. */
	leftOut: number;
}

/** Makes up voices from words (`/v1/voice-design` of the API). */
export interface VoiceDesign {
	/**
	 * The candidates for a prompt, one at least. Each request that succeeds is billed, however many candidates it brings.
	 */
	design(request: DesignRequest): Promise<Design>;
}

/** The only model there is; the API asks for its name. */
const model = 'voice-design-1';

/** The request in the API's names, without what is not given. */
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
 * VoiceDesignCandidate of the API's contract, October 2026. Only its recording is needed; fails without a whole one.
 */
function readCandidate(value: unknown, number: number): Candidate {
	const audio = isRecord(value) ? decodeBase64(value.audio_base64) : undefined;
	if (!isRecord(value) || !audio) throw noRecording();
	const { id, index, text, instruct, language, features, signature } = value;
	const { seconds, sampleRate } = checkWav(audio);
	return {
		id: textIn(id),
		index: typeof index === 'number' ? index : number,
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

/** A candidate, or why it is none. */
function candidateOrFailure(value: unknown, number: number): Candidate | FishAudioError {
	try {
		return readCandidate(value, number);
	} catch (error) {
		const failure = audioFailure(error);
		if (isFishAudioError(failure)) return failure;
		throw asIs(error);
	}
}

/** Not asked for again: the request has succeeded, and is billed. */
const noneWhole = ({ message }: FishAudioError): FishAudioError =>
	new FishAudioError('badAnswer', message, {
		advice: 'None of the candidates has a recording that can be used. Try again later.',
	});

const noCandidates = (): FishAudioError =>
	new FishAudioError('badAnswer', 'Fish Audio answered without any candidate voice', {
		advice: "Describe the voice in other words in 'Prompt', and try again.",
	});

async function readDesign(answer: HttpAnswer): Promise<Design> {
	const body = await readJson(answer);
	if (!isRecord(body) || !Array.isArray(body.candidates)) throw otherForm(answer);
	const read = body.candidates.map(candidateOrFailure);
	const failures = read.filter(isFishAudioError);
	const candidates = read.filter((one): one is Candidate => !isFishAudioError(one));
	if (candidates.length > 0) return { candidates, leftOut: failures.length };
	throw failures[0] ? noneWhole(failures[0]) : noCandidates();
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
