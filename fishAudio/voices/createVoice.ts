import type { Calls } from '../requests/calls';
import { FishAudioError, isFishAudioError } from '../errors';
import { readJson } from '../requests/readAnswer';
import { createLimit, type Limit } from '../requests/limit';
import { checkNewVoice, type NewVoice } from './newVoice';
import { createForm } from '../requests/form';
import { uploadTime } from '../requests/uploadTime';
import { asVoice, madeAt, type Voice, type VoicePage } from './voice';

/** How far the server's Date header, which counts seconds, may lie from its created_at, in milliseconds. */
const dateSlack = 2_000;

/** The same for our own clock, where the server tells no date. */
const clockSlack = 60_000;

const formOf = (voice: NewVoice): FormData =>
	createForm({
		type: 'tts',
		train_mode: 'fast',
		title: voice.title.trim(),
		// Always sent: what the API makes of a voice without it has changed before.
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

/**
 * Whether a listed voice can be the one that was asked for since `since`. Its visibility may be another: the API
 * decides on that.
 */
function canBe(listed: Voice, wanted: NewVoice, since: number): boolean {
	return listed.title === wanted.title.trim() && (madeAt(listed) ?? -Infinity) >= since;
}

function unsure(failure: FishAudioError): FishAudioError {
	return new FishAudioError(failure.kind, failure.message, {
		...failure.facts,
		advice:
			`The connection failed while the voice was being made, so it may exist or not. Look at your voices before you run this again. ${failure.facts.advice ?? ''}`.trim(),
	});
}

/** A refusal of samples that were sent with signatures may be about those. */
function unsigned(failure: FishAudioError): FishAudioError {
	return new FishAudioError(failure.kind, failure.message, {
		...failure.facts,
		advice:
			`${failure.facts.advice ?? ''} The samples were sent as designed ones, each with its signature. A recording that was changed since does not fit its signature: send it without, by an item that has no field 'signature' and without the option 'Voice Design Signatures'.`.trim(),
	});
}

/** What a failure means for the voice; `looked` where it may have been made. */
function failureOf(error: unknown, voice: NewVoice, looked: boolean): unknown {
	if (!isFishAudioError(error) || error.kind === 'cancelled') return error;
	const failure = error.kind === 'refused' && voice.designSignatures ? unsigned(error) : error;
	return looked ? unsure(failure) : failure;
}

/**
 * Builds the function that makes a voice. `newest` reads the account's newest voices, all or those of a title: that is
 * where a voice is looked for when it is unsure whether it was made.
 */
export function createVoice(
	calls: Calls,
	newest: (title?: string) => Promise<VoicePage>,
): (voice: NewVoice) => Promise<Voice> {
	const claimed = new Set<string>();
	// Two voices of one title are made one after the other: they could not be told apart in the list.
	const turns = new Map<string, Limit>();
	const turnOf = (title: string): Limit => {
		const turn = turns.get(title) ?? createLimit(1);
		turns.set(title, turn);
		return turn;
	};

	async function findMade(voice: NewVoice, startedAt: number): Promise<Voice | undefined> {
		const among = ({ items, serverTime }: VoicePage): Voice | undefined => {
			const elapsed = calls.world.now() - startedAt;
			const since = serverTime === undefined ? startedAt - clockSlack : serverTime - elapsed - dateSlack;
			return items.find((listed) => !claimed.has(listed._id) && canBe(listed, voice, since));
		};
		const page = await newest();
		// The order of the list is not documented: it may be further down than the first page.
		return among(page) ?? (page.hasMore ? among(await newest(voice.title.trim())) : undefined);
	}

	async function make(voice: NewVoice): Promise<Voice> {
		let startedAt: number | undefined;
		const bytes = voice.samples.reduce((sum, { size }) => sum + size, voice.coverImage?.size ?? 0);
		let looked = false;
		const made = await calls
			.call<Voice>({
				request: () => {
					// Not before its turn has come: what others made meanwhile is not this one.
					startedAt ??= calls.world.now();
					return { method: 'POST', path: '/model', body: formOf(voice) };
				},
				read: async (answer) => asVoice(await readJson(answer), answer),
				effect: 'onceOnly',
				extraTime: uploadTime(bytes),
				findMade: async () => {
					looked = true;
					return await findMade(voice, startedAt ?? calls.world.now());
				},
			})
			.catch((error: unknown) => Promise.reject(failureOf(error, voice, looked)));
		claimed.add(made._id);
		return made;
	}

	return async (voice) => {
		checkNewVoice(voice);
		return await turnOf(voice.title.trim())(async () => await make(voice));
	};
}
