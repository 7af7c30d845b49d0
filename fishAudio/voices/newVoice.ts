import { inputError } from '../errors';
import type { SourceFile } from '../requests/sourceFile';
import { isEmpty } from '../../text/unseen';
import { checkVisibility, type Visibility } from './visibility';
import { checkCharacters } from '../checkCharacters';

/** A voice to create. */
export interface NewVoice {
	title: string;
	/** 1–20 recordings. */
	samples: SourceFile[];
	/** What is said in each sample, in the same order. Without them the server transcribes the samples. */
	transcripts?: string[];
	visibility: Visibility;
	description?: string;
	tags?: string[];
	coverImage?: SourceFile;
	/**
	 * For samples that are designed voices: the signature of each, in the same order. The voice is then marked as
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

/** What is checked before the samples are opened: everything, but only the number of the samples. */
type Checked = Omit<NewVoice, 'samples'> & { samples: { length: number } };

const counted = (count: number, one: string, several: string): string => `${count} ${count === 1 ? one : several}`;

function checkTitle({ title }: Checked): void {
	if (isEmpty(title)) throw inputError("'Title' is empty", 'Give the voice a title.');
}

function checkSampleCount({ samples: { length: count } }: Checked): void {
	if (count === 0) {
		throw inputError(
			'There is no sample to create a voice from',
			"Name at least one field with a recording in 'Sample Fields'.",
		);
	}
	if (count <= maxSamples) return;
	throw inputError(
		`There are ${count} samples, and Fish Audio takes at most ${maxSamples}`,
		'Leave some out, or join short recordings into longer ones first.',
	);
}

/** A list with one text for each sample. */
interface TextPerSample {
	/** The parameter's display name. */
	label: string;
	/** What messages call one text. */
	called: string;
	adviceOnNumber: string;
	adviceOnEmpty: string;
}

/** Fails on a list that has texts, but not one for each sample. */
function checkPerSample(texts: string[] | undefined, { samples }: Checked, about: TextPerSample): void {
	if (!texts || texts.length === 0) return;
	if (texts.length !== samples.length) {
		const entries = counted(texts.length, 'entry', 'entries');
		throw inputError(
			`'${about.label}' has ${entries} for ${counted(samples.length, 'sample', 'samples')}`,
			about.adviceOnNumber,
		);
	}
	const empty = texts.findIndex((text) => isEmpty(text));
	if (empty === -1) return;
	throw inputError(`${about.called} ${empty + 1} in '${about.label}' is empty`, about.adviceOnEmpty);
}

const checkTranscripts = (voice: Checked): void =>
	checkPerSample(voice.transcripts, voice, {
		label: 'Transcripts',
		called: 'Transcript',
		adviceOnNumber:
			'Enter one transcript for each sample, in the same order, or none at all: Fish Audio then transcribes the ' +
			'samples itself.',
		adviceOnEmpty:
			'Enter what is said in each sample, or leave out all transcripts: Fish Audio then transcribes the samples ' +
			'itself.',
	});

const checkSignatures = (voice: Checked): void =>
	checkPerSample(voice.designSignatures, voice, {
		label: 'Voice Design Signatures',
		called: 'Signature',
		adviceOnNumber: 'Enter the signature of each sample, in the same order, or none at all.',
		adviceOnEmpty:
			'A voice is marked as designed only if all of its samples come from a design. Enter the signature of each ' +
			'sample, or none at all.',
	});

/** Fails with `input` on texts that have no UTF-8 form. */
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

/** In the order in which mistakes are reported. */
const rules: Array<(voice: Checked) => void> = [
	checkTitle,
	checkSampleCount,
	checkTranscripts,
	({ visibility }) => checkVisibility(visibility),
	checkTexts,
	checkSignatures,
];

/** Fails with `input` on what the API would refuse. Only the number of the samples is checked. */
export function checkNewVoice(voice: Checked): void {
	for (const check of rules) check(voice);
}
