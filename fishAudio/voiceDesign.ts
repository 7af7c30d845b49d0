import { checkWav } from './audioCheck';
import { decodeBase64 } from './base64';
import { checkDesign } from './checkDesign';
import type { Calls } from './client';
import { FishAudioError } from './errors';
import { readJson, otherForm, type HttpAnswer } from './http';
import { isRecord } from './json';

/** A voice to be designed. What is not given is left to the API. */
export interface DesignRequest {
	/** What the voice is like: 1–2000 characters. */
	prompt: string;
	/** How many voices to choose from: 1–4. Default of the API: 2. */
	candidates?: number;
	/** What the candidates say: up to 150 characters. */
	referenceText?: string;
	/** BCP 47, such as `en`. */
	language?: string;
	/** More than 0 and up to 3 times the usual. Default of the API: 1. */
	speed?: number;
	/** The same number gives the same voices again, as far as the API keeps to it. */
	seed?: number;
	/** How strongly the prompt is followed, from 0. Default of the API: 2. */
	guidanceScale?: number;
	/** Steps in which the sound is worked out: 1–128. Default of the API: 32. */
	steps?: number;
}

/** A voice that was designed, as a recording. It is kept nowhere by the API. */
export interface Candidate {
	id: string;
	/** Its number in the answer, from 0. */
	index: number;
	/** A WAV file, found whole. */
	audio: Buffer;
	seconds: number;
	/** Hz */
	sampleRate: number;
	/** What is said in it, where the API tells. */
	text: string | undefined;
	/** BCP 47, where the API tells. */
	language: string | undefined;
}

/** Makes up voices from words (`/v1/voice-design` of the API). */
export interface VoiceDesign {
	/** The candidates for a prompt. Each request that succeeds is billed, however many candidates it brings. */
	design(request: DesignRequest): Promise<Candidate[]>;
}

/** The only model there is; the API asks for its name. */
const model = 'voice-design-1';

/** The request in the API's names, without what is not given. */
const bodyOf = (request: DesignRequest): object => {
	const fields = {
		instruction: request.prompt,
		n: request.candidates,
		reference_text: request.referenceText,
		language: request.language,
		speed: request.speed,
		seed: request.seed,
		guidance_scale: request.guidanceScale,
		num_step: request.steps,
	};
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
};

const textIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** VoiceDesignCandidate of the API's contract, August 2026. */
function readCandidate(value: unknown, answer: HttpAnswer): Candidate {
	if (!isRecord(value)) throw otherForm(answer);
	const { id, index } = value;
	const audio = decodeBase64(value.audio_base64);
	if (typeof id !== 'string' || typeof index !== 'number' || !audio) throw otherForm(answer);
	const { seconds, sampleRate } = checkWav(audio);
	return { id, index, audio, seconds, sampleRate, text: textIn(value.text), language: textIn(value.language) };
}

/** Not repeated: the request succeeded and is billed. */
const noCandidates = (): FishAudioError =>
	new FishAudioError('badAnswer', 'Fish Audio answered without any candidate voice', {
		advice: "Describe the voice in other words in 'Prompt', and try again.",
	});

async function readCandidates(answer: HttpAnswer): Promise<Candidate[]> {
	const body = await readJson(answer);
	if (!isRecord(body) || !Array.isArray(body.candidates)) throw otherForm(answer);
	if (body.candidates.length === 0) throw noCandidates();
	return body.candidates.map((candidate) => readCandidate(candidate, answer));
}

/** Builds the part of the client that designs voices. */
export function createVoiceDesign(calls: Calls): VoiceDesign {
	return {
		design: async (request) => {
			checkDesign(request);
			return await calls.call({
				request: () => ({ method: 'POST', path: '/v1/voice-design', headers: { model }, body: bodyOf(request) }),
				read: readCandidates,
				effect: 'billed',
			});
		},
	};
}
