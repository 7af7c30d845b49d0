import { inputError } from '../errors';
import type { SourceFile } from '../requests/sourceFile';
import { isEmpty } from '../../text/unseen';
import { checkVisibility, type Visibility } from './voice';
import { checkCharacters } from '../wholeCharacters';

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
	/**
	 * The signature of the designed candidate that each sample is, in their order; with them the voice is marked as
	 * designed.
	 */
	designSignatures?: string[];
	/** Default of the API: true. */
	enhanceAudioQuality?: boolean;
	/** Default of the API: false. */
	generateSample?: boolean;
}

/** Fish Audio API contract, create model. */
export const maxSamples = 20;

const counted = (count: number, one: string, several: string): string => `${count} ${count === 1 ? one : several}`;

function checkSignatures(signatures: string[], samples: number): void {
	if (signatures.length === 0) return;
	if (signatures.length !== samples) {
		throw inputError(
			`'Voice Design Signatures' has ${counted(signatures.length, 'entry', 'entries')} for ${counted(samples, 'sample', 'samples')}`,
			'Give the signature of each sample, in the same order, or none at all.',
		);
	}
	const missing = signatures.findIndex((signature) => isEmpty(signature));
	if (missing === -1) return;
	throw inputError(
		`Signature ${missing + 1} in 'Voice Design Signatures' is empty`,
		'A voice is marked as designed only where all of its samples come from a design. Give the signature of each, or none at all.',
	);
}

/** Fails with `input` on texts that could not be sent as they are. */
export function checkTexts({
	title,
	description,
	tags,
	transcripts,
}: Partial<Pick<NewVoice, 'title' | 'description' | 'tags' | 'transcripts'>>): void {
	checkCharacters('Title', title ?? '');
	checkCharacters('Description', description ?? '');
	tags?.forEach((tag) => checkCharacters('Tags', tag));
	transcripts?.forEach((transcript) => checkCharacters('Transcripts', transcript));
}

/** Fails with `input` on what the API would refuse. Of the samples only their number is looked at. */
export function checkNewVoice(voice: Omit<NewVoice, 'samples'> & { samples: { length: number } }): void {
	const count = voice.samples.length;
	if (isEmpty(voice.title)) {
		throw inputError("'Title' is empty", 'Give the voice a title.');
	}
	if (count === 0) {
		throw inputError(
			'There is no sample to make a voice from',
			"Name at least one field with a recording in 'Sample Fields'.",
		);
	}
	if (count > maxSamples) {
		throw inputError(
			`There are ${count} samples, and Fish Audio takes at most ${maxSamples}`,
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
	const missing = voice.transcripts?.findIndex((transcript) => isEmpty(transcript)) ?? -1;
	if (missing !== -1) {
		throw inputError(
			`Transcript ${missing + 1} in 'Transcripts' is empty`,
			'Write what is said in each sample, or leave all transcripts out: Fish Audio then transcribes the samples itself.',
		);
	}
	checkVisibility(voice.visibility);
	checkTexts(voice);
	checkSignatures(voice.designSignatures ?? [], count);
}
