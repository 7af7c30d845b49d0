import type { Calls } from '../requests/calls';
import { isFishAudioError, withFacts, type FishAudioError } from '../errors';
import { createForm } from '../requests/form';
import { createLimit, type Limit } from '../requests/limit';
import { readJson } from '../requests/readAnswer';
import { uploadTime } from '../requests/uploadTime';
import { findCreated, type NewestVoices } from './findCreated';
import { checkNewVoice, type NewVoice } from './newVoice';
import { readVoice, type Voice } from './voice';

const formOf = (voice: NewVoice): FormData =>
	createForm({
		type: 'tts',
		train_mode: 'fast',
		title: voice.title.trim(),
		// Always sent: the API's default has changed before.
		visibility: voice.visibility,
		description: voice.description || undefined,
		tags: voice.tags,
		enhance_audio_quality: voice.enhanceAudioQuality,
		generate_sample: voice.generateSample,
		texts: voice.transcripts,
		voice_design_signatures: voice.designSignatures,
		voices: voice.samples,
		cover_image: voice.coverImage,
	});

/** Bytes of all files together. */
const sizeOf = ({ samples, coverImage }: NewVoice): number =>
	samples.reduce((sum, { size }) => sum + size, coverImage?.size ?? 0);

const advised = (failure: FishAudioError, ...sentences: Array<string | undefined>): FishAudioError =>
	withFacts(failure, { advice: sentences.filter(Boolean).join(' ') });

const mayExist =
	'The request failed while the voice was being created, so the voice may exist. Check your voices before you ' +
	'run this again.';

const mayBeTheSignature =
	'Each sample was sent with its voice design signature. A recording that was changed after the design does not ' +
	"fit its signature. To send it without one, use an item without a field 'signature' and remove the option " +
	"'Voice Design Signatures'.";

/** Adds to a failure what it means for the voice. `mayBeCreated`: the outcome of a request was unknown. */
function explained(error: unknown, voice: NewVoice, mayBeCreated: boolean): unknown {
	if (!isFishAudioError(error) || error.kind === 'cancelled') return error;
	const isAboutSamples = error.kind === 'refused' && voice.designSignatures !== undefined;
	const failure = isAboutSamples ? advised(error, error.facts.advice, mayBeTheSignature) : error;
	return mayBeCreated ? advised(failure, mayExist, failure.facts.advice) : failure;
}

/** One limit of 1 per title. Voices of the same title are created one by one: no list could tell them apart. */
export function createTurns(): (title: string) => Limit {
	const turns = new Map<string, Limit>();
	return (title) => {
		const turn = turns.get(title) ?? createLimit(1);
		turns.set(title, turn);
		return turn;
	};
}

/** Creates a voice; see `OwnVoices.create`. */
export type CreateVoice = (voice: NewVoice, existing?: string[]) => Promise<Voice>;

/** Builds the function that creates a voice. */
export function createVoice(calls: Calls, newest: NewestVoices): CreateVoice {
	const claimed = new Set<string>();
	const turnOf = createTurns();

	async function create(voice: NewVoice): Promise<Voice> {
		const { now } = calls.world;
		let sentAt: number | undefined;
		let mayBeCreated = false;
		const created = await calls
			.call<Voice>({
				request: () => {
					// Only now: a voice that others created while this request waited for its turn is not this one.
					sentAt ??= now();
					return { method: 'POST', path: '/model', body: formOf(voice) };
				},
				read: async (answer) => readVoice(await readJson(answer), answer),
				repeatCosts: 'duplicate',
				extraTime: uploadTime(sizeOf(voice)),
				findMade: async () => {
					mayBeCreated = true;
					return await findCreated({ title: voice.title.trim(), sentAt: sentAt ?? now(), claimed }, newest, now);
				},
			})
			.catch((error: unknown) => Promise.reject(explained(error, voice, mayBeCreated)));
		claimed.add(created._id);
		return created;
	}

	return async (voice, existing = []) => {
		checkNewVoice(voice);
		for (const id of existing) claimed.add(id);
		return await turnOf(voice.title.trim())(async () => await create(voice));
	};
}
