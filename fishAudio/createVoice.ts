import type { Calls } from './client';
import { FishAudioError, inputError } from './errors';
import { readJson } from './http';
import { createLimit, type Limit } from './limit';
import { createForm, uploadTime, type SourceFile } from './upload';
import { asVoice, checkVisibility, type Visibility, type Voice, type VoicePage } from './voice';

/** A voice to be made. */
export interface NewVoice {
	title: string;
	/** 1–20 recordings. */
	samples: SourceFile[];
	/** What is said in each sample, in their order; without, the server transcribes them. */
	transcripts?: string[];
	visibility: Visibility;
	description?: string;
	tags?: string[];
	/** Required when the voice is public. */
	coverImage?: SourceFile;
	/** Default of the API: true. */
	enhanceAudioQuality?: boolean;
	/** Default of the API: false. */
	generateSample?: boolean;
}

/** Fish Audio API contract, create model. */
export const mostSamples = 20;

/** How far the server's Date header, which counts seconds, may lie from its created_at, in milliseconds. */
const dateSlack = 2_000;

/** The same for our own clock, where the server tells no date. */
const clockSlack = 60_000;

/** Fails with `input` on what the API would refuse. Of the samples only their number is looked at. */
export function checkNewVoice(voice: Omit<NewVoice, 'samples'> & { samples: { length: number } }): void {
	const count = voice.samples.length;
	if (!voice.title.trim()) {
		throw inputError("'Title' is empty", 'Give the voice a title.');
	}
	if (count === 0) {
		throw inputError('There is no sample to make a voice from', "Name at least one field with a recording in 'Sample Fields'.");
	}
	if (count > mostSamples) {
		throw inputError(
			`There are ${count} samples, and Fish Audio takes at most ${mostSamples}`,
			'Leave some out, or join short recordings into longer ones first.',
		);
	}
	const transcripts = voice.transcripts?.length ?? 0;
	if (transcripts !== 0 && transcripts !== count) {
		throw inputError(
			`'Transcripts' has ${transcripts} ${transcripts === 1 ? 'entry' : 'entries'} for ${count} ${count === 1 ? 'sample' : 'samples'}`,
			'Give one transcript for each sample, in the same order, or none at all: Fish Audio then transcribes the samples itself.',
		);
	}
	const missing = voice.transcripts?.findIndex((transcript) => !transcript.trim()) ?? -1;
	if (missing !== -1) {
		throw inputError(
			`Transcript ${missing + 1} in 'Transcripts' is empty`,
			'Write what is said in each sample, or leave all transcripts out: Fish Audio then transcribes the samples itself.',
		);
	}
	checkVisibility(voice.visibility);
	if (voice.visibility === 'public' && !voice.coverImage) {
		throw inputError(
			'A public voice needs a cover image',
			"Set 'Cover Image Field' in the options to a field that holds a picture, or choose another 'Visibility'.",
		);
	}
}

const formOf = (voice: NewVoice): FormData =>
	createForm({
		type: 'tts',
		train_mode: 'fast',
		title: voice.title.trim(),
		// Always sent: without it the API would make the voice public.
		visibility: voice.visibility,
		description: voice.description || undefined,
		tags: voice.tags,
		enhance_audio_quality: voice.enhanceAudioQuality,
		generate_sample: voice.generateSample,
		texts: voice.transcripts,
		voices: voice.samples,
		cover_image: voice.coverImage,
	});

/** Whether a listed voice can be the one that was asked for since `since`. */
function canBe(listed: Voice, wanted: NewVoice, since: number): boolean {
	return (
		listed.title === wanted.title.trim() &&
		listed.visibility === wanted.visibility &&
		Date.parse(listed.created_at) >= since
	);
}

function unsure(failure: FishAudioError): FishAudioError {
	return new FishAudioError(failure.kind, failure.message, {
		...failure.facts,
		advice: `The connection failed while the voice was being made, so it may exist or not. Look at your voices before you run this again. ${failure.facts.advice ?? ''}`.trim(),
	});
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
			.catch((error: unknown) =>
				Promise.reject(looked && error instanceof FishAudioError && error.kind !== 'cancelled' ? unsure(error) : error),
			);
		claimed.add(made._id);
		return made;
	}

	return async (voice) => {
		checkNewVoice(voice);
		return await turnOf(voice.title.trim())(async () => await make(voice));
	};
}
