import type { FileType } from '../../audio/fileType';
import { inputError } from '../errors';
import { languageLetters } from '../language';
import { shown } from '../../text/shown';

/**
 * Models that transcribe. `transcribe-1` ends on 31 December 2026; the API then serves it as `transcribe-1-pro` (Fish
 * Audio docs, September 2026).
 */
export const transcriptionModels = ['transcribe-1-pro', 'transcribe-1'] as const;

/** Name of a model that transcribes. */
export type TranscriptionModel = (typeof transcriptionModels)[number];

/** How a recording is transcribed. */
export interface TranscriptionChoice {
	/** Default: `transcribe-1-pro`. */
	model?: TranscriptionModel;
	/**
	 * A hint, in two letters (ISO 639-1); without it the API detects the language. Only the first two letters of a longer
	 * tag, such as `en-US`, are sent.
	 */
	language?: string;
	/** Whether to get the times of the words. */
	timestamps?: boolean;
	/** Whether to get who says what. With `transcribe-1-pro` only, like the following fields. */
	speakers?: boolean;
	/** A hint: the number of speakers, from 1. With `speakers` only. */
	speakerCount?: number;
	/** Whether sounds are written into the text, such as `[laughter]`. */
	soundEvents?: boolean;
}

/** What is known about a recording before it is sent. */
interface Recording {
	/** Bytes */
	size: number;
	/** Its type by its content; undefined if that is not known. */
	type?: FileType;
}

const mebibyte = 1024 * 1024;

/** Types for which `transcribe-1` has half the limit. */
const compressedTypes: FileType[] = ['mp3', 'ogg'];

/**
 * Maximum bytes of a recording for `transcribe-1`: MP3 and Opus under 25 MiB, others 50 MiB including the form (Fish
 * Audio docs, September 2026). No such limit of `transcribe-1-pro` is known.
 */
export const maxSizeForTranscribe1 = (type: FileType | undefined): number =>
	type !== undefined && compressedTypes.includes(type) ? 25 * mebibyte - 1 : 50 * mebibyte - 1024;

/** Fails with `input` on a recording that is too large for the model. */
export function checkRecording({ size, type }: Recording, model: TranscriptionModel): void {
	const max = maxSizeForTranscribe1(type);
	if (model !== 'transcribe-1' || size <= max) return;
	const mebibytes = (Math.ceil((size / mebibyte) * 10) / 10).toFixed(1);
	throw inputError(
		`The recording is ${mebibytes} MiB, and the model 'transcribe-1' takes at most ${Math.round(max / mebibyte)} MiB`,
		"Choose the model 'Transcribe 1 Pro', which takes recordings of up to 60 minutes.",
	);
}

const notSupported = (label: string): Error =>
	inputError(
		`The model 'transcribe-1' does not support '${label}'`,
		`Choose the model 'Transcribe 1 Pro', or remove '${label}' from the options.`,
	);

function checkSpeakerCount({ speakers, speakerCount }: TranscriptionChoice): void {
	if (speakerCount === undefined) return;
	if (!Number.isInteger(speakerCount) || speakerCount < 1) {
		throw inputError(
			`'Number of Speakers' cannot be ${shown(speakerCount)}`,
			'Enter how many people speak in the recording, or leave it empty.',
		);
	}
	if (speakers) return;
	throw inputError(
		"'Number of Speakers' is set without 'Identify Speakers'",
		"Switch on 'Identify Speakers', or remove 'Number of Speakers' from the options.",
	);
}

/** Fails with `input` on what the API would refuse or, worse, ignore. */
export function checkTranscription(choice: TranscriptionChoice): void {
	if (choice.language !== undefined) languageLetters(choice.language);
	checkSpeakerCount(choice);
	if (choice.model !== 'transcribe-1') return;
	if (choice.speakers) throw notSupported('Identify Speakers');
	if (choice.soundEvents) throw notSupported('Sound Events');
}
