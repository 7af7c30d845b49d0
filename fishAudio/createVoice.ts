import type { Calls } from './client';
import { FishAudioError, inputError, isFishAudioError } from './errors';
import { readJson } from './http';
import { createLimit, type Limit } from './limit';
import { createForm, uploadTime, type SourceFile } from './upload';
import { asVoice, checkVisibility, madeAt, type Visibility, type Voice, type VoicePage } from './voice';

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
	coverImage?: SourceFile;
	/** The signature of the designed candidate that each sample is, in their order; with them the voice is marked as designed. */
	designSignatures?: string[];
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

const counted = (count: number, one: string, several: string): string => `${count} ${count === 1 ? one : several}`;

function checkSignatures(signatures: string[], samples: number): void {
	if (signatures.length === 0) return;
	if (signatures.length !== samples) {
		throw inputError(
			`'Voice Design Signatures' has ${counted(signatures.length, 'entry', 'entries')} for ${counted(samples, 'sample', 'samples')}`,
			'Give the signature of each sample, in the same order, or none at all.',
		);
	}
	const missing = signatures.findIndex((signature) => !signature.trim());
	if (missing === -1) return;
	throw inputError(
		`Signature ${missing + 1} in 'Voice Design Signatures' is empty`,
		'Only where all samples come from a design they can be marked so. Give the signature of each, or none at all.',
	);
}

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
			`'Transcripts' has ${counted(transcripts, 'entry', 'entries')} for ${counted(count, 'sample', 'samples')}`,
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
	checkSignatures(voice.designSignatures ?? [], count);
}

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

/** Whether a listed voice can be the one that was asked for since `since`. Its visibility may be another: the API decides on that. */
function canBe(listed: Voice, wanted: NewVoice, since: number): boolean {
	return listed.title === wanted.title.trim() && (madeAt(listed) ?? -Infinity) >= since;
}

function unsure(failure: FishAudioError): FishAudioError {
	return new FishAudioError(failure.kind, failure.message, {
		...failure.facts,
		advice: `The connection failed while the voice was being made, so it may exist or not. Look at your voices before you run this again. ${failure.facts.advice ?? ''}`.trim(),
	});
}

/** A refusal of samples that were sent with signatures may be about those. */
function unsigned(failure: FishAudioError): FishAudioError {
	return new FishAudioError(failure.kind, failure.message, {
		...failure.facts,
		advice: `${failure.facts.advice ?? ''} The samples were sent as designed ones, each with its signature. A recording that was changed since does not fit its signature: send it without, by an item that has no field 'signature' and without the option 'Voice Design Signatures'.`.trim(),
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
