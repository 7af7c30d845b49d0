import { setTimeout as sleep } from 'node:timers/promises';
import { DESIGN_PRICE } from '../account.mts';
import { checkDesignRequest, type DesignRequest } from '../contract.mts';
import { ApiError, UnreadableRequest } from '../errors.mts';
import { json, bodyBytesOf, type Answer } from '../http/answer.mts';
import { mediaType, readValue, unparsable } from '../http/body.mts';
import { formatOf } from '../speech/formats.mts';
import { pitchFromName } from '../voices/pitch.mts';
import { signatureOf, tokenHash } from '../voices/signature.mts';
import { hexId } from '../voices/voice.mts';
import type { World } from '../world.mts';
import type { Route } from './route.mts';
import { audioAnswer } from './speech.mts';

const SAMPLE_RATE = 44_100;
const WAV_HEADER_BYTES = 44;
const CANDIDATES = 2;
const PREVIEW =
	'Hello, this is how I sound. I can read your letters, tell your stories, and answer your phone. Shall we begin?';
/** The contract allows any speed above 0; this keeps a word from taking an hour. */
const SLOWEST = 0.25;
/** Pitches range from 85 to 255 Hz and wrap around. Four steps of this size never meet. */
const PITCH_STEP = 43;
const LOWEST_HZ = 85;
const PITCHES = 171;
/** Voices above this pitch count as female. */
const FEMALE_FROM_HZ = 165;

function checked(body: unknown): DesignRequest {
	const request = checkDesignRequest(body);
	if (!request.ok)
		throw request.parserSays === undefined
			? new ApiError(400, request.problem)
			: unparsable('application/json', request.parserSays);
	if (request.value.instruction.trim() === '') throw new ApiError(400, 'instruction must not be empty');
	return request.value;
}

function pitchOf({ instruction, seed }: DesignRequest, index: number): number {
	const first = pitchFromName(`${instruction} ${seed ?? ''}`) - LOWEST_HZ;
	return LOWEST_HZ + ((first + index * PITCH_STEP) % PITCHES);
}

/** The fields that were seen. Their values are undocumented. */
function featuresOf({ instruction }: DesignRequest, pitchHz: number, speed: number): Record<string, unknown> {
	return {
		gender: pitchHz < FEMALE_FROM_HZ ? 'male' : 'female',
		age: 'adult',
		tone: 'calm',
		emotion: 'neutral',
		pacing: 'even',
		accent: 'none',
		loudness: 'normal',
		reverb: 'dry',
		speed_factor: speed,
		description: instruction,
	};
}

async function soundOf(world: World, text: string, pitchHz: number, speed: number): Promise<Buffer> {
	const audio = formatOf({ text, format: 'wav', sample_rate: SAMPLE_RATE });
	const lines = [{ text, pitchHz, tag: '' }];
	const job = {
		lines,
		speed: Math.max(SLOWEST, speed),
		gainDb: 0,
		audio,
		engine: world.settings.speech,
		cues: [],
		wholeWav: true,
	};
	return bodyBytesOf(audioAnswer(world, job));
}

async function candidate(world: World, request: DesignRequest, index: number): Promise<Record<string, unknown>> {
	const { instruction, reference_text, language, speed = 1, seed } = request;
	const text = reference_text?.trim() ? reference_text : PREVIEW;
	const pitchHz = pitchOf(request, index);
	const wav = await soundOf(world, text, pitchHz, speed);
	const hash = tokenHash(wav);
	return {
		id: hexId(`candidate ${index} of ${instruction} ${seed ?? ''} ${text}`),
		index,
		audio_base64: wav.toString('base64'),
		sample_rate: SAMPLE_RATE,
		duration_ms: Math.round(((wav.length - WAV_HEADER_BYTES) / 2 / SAMPLE_RATE) * 1000),
		text,
		instruct: instruction,
		language: language ?? 'en',
		features: featuresOf(request, pitchHz, speed),
		audio_token_sha256: hash,
		signature: signatureOf(hash, world.key),
	};
}

async function answer(world: World, body: unknown): Promise<Answer> {
	const request = checked(body);
	world.account.charge(DESIGN_PRICE);
	if (world.settings.latencyMs > 0) await sleep(world.settings.latencyMs);
	const candidates: unknown[] = [];
	for (let index = 0; index < (request.n ?? CANDIDATES); index += 1)
		candidates.push(await candidate(world, request, index));
	return json(200, { candidates });
}

/** The contract has the model header, but it is not required (measured, 2026-10). */
export const voiceDesign: Route = {
	method: 'POST',
	path: /^\/v1\/voice-design$/,
	costs: () => true,
	async read(world, exchange) {
		if (mediaType(exchange) !== 'application/json') {
			await exchange.drain();
			throw new UnreadableRequest('A voice design must be asked for as application/json', 415);
		}
		const body = await readValue(exchange);
		const text = typeof body === 'object' && body !== null && 'instruction' in body ? String(body.instruction) : '';
		return { text, run: () => answer(world, body) };
	},
};
