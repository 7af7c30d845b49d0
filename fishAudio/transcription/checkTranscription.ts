import type { FileType } from '../../audio/fileType';
import { inputError } from '../errors';
import { languageLetters } from '../language';
import { shown } from '../../text/shown';

/**
 * Models that transcribe. The second ends on 31 December 2026; the API then serves it as the first (Fish Audio docs,
 * September 2026).
 */
export const transcriptionModels = ['transcribe-1-pro', 'transcribe-1'] as const;

/** A model that transcribes. */
export type TranscriptionModel = (typeof transcriptionModels)[number];

/** How a recording is transcribed. */
export interface TranscriptionChoice {
	/** Default: `transcribe-1-pro`. */
	model?: TranscriptionModel;
	/**
	 * Two letters (ISO 639-1), as a hint; the API finds the language out by itself. Only these are sent of a longer tag
	 * such as `en-US`.
	 */
	language?: string;
	/** Whether to tell when each word is heard. */
	timestamps?: boolean;
	/** Whether to tell who says what. Of `transcribe-1-pro` only, as what follows. */
	speakers?: boolean;
	/** How many speak, as a hint, from 1. With `speakers` only. */
	speakerCount?: number;
	/** Whether sounds stay in the text, such as `[laughter]`. */
	soundEvents?: boolean;
}

/** What is known of a recording before it is sent. */
interface Recording {
	/** Bytes */
	size: number;
	/** What it is by its content, where that is known. */
	type?: FileType;
}

const mebibyte = 1024 * 1024;

/** Types that `transcribe-1` takes only half as much of. */
const packedTypes: FileType[] = ['mp3', 'ogg'];

/**
 * The most that a recording for `transcribe-1` may weigh, in bytes: 50 MiB a request, of which the form takes a little;
 * MP3 and Opus under 25 MiB (Fish Audio docs, September 2026). Of `transcribe-1-pro` no such limit is known.
 */
export const mostForOlderModel = (type: FileType | undefined): number =>
	type !== undefined && packedTypes.includes(type) ? 25 * mebibyte - 1 : 50 * mebibyte - 1024;

/** Fails with `input` on a recording that the model would refuse for its size. */
export function checkRecording({ size, type }: Recording, model: TranscriptionModel): void {
	const most = mostForOlderModel(type);
	if (model !== 'transcribe-1' || size <= most) return;
	const weighs = (Math.ceil((size / mebibyte) * 10) / 10).toFixed(1);
	throw inputError(
		`The recording is ${weighs} MiB, and the model 'transcribe-1' takes ${Math.round(most / mebibyte)} MiB at most`,
		"Choose the model 'Transcribe 1 Pro', which takes recordings of up to 60 minutes.",
	);
}

const needsPro = (label: string): Error =>
	inputError(
		`'${label}' is set, which the model 'transcribe-1' cannot do`,
		`Choose the model 'Transcribe 1 Pro', or remove '${label}' from the options.`,
	);

function checkSpeakerCount({ speakers, speakerCount }: TranscriptionChoice): void {
	if (speakerCount === undefined) return;
	if (!Number.isInteger(speakerCount) || speakerCount < 1) {
		throw inputError(
			`'Number of Speakers' cannot be ${shown(speakerCount)}`,
			'Enter how many people speak in the recording, or leave it out.',
		);
	}
	if (speakers) return;
	throw inputError(
		"'Number of Speakers' is set without 'Identify Speakers'",
		"Switch on 'Identify Speakers', or remove 'Number of Speakers' from the options.",
	);
}

/** Fails with `input` on what the API would refuse or, worse, pass over in silence. */
export function checkTranscription(choice: TranscriptionChoice): void {
	if (choice.language !== undefined) languageLetters(choice.language);
	checkSpeakerCount(choice);
	if (choice.model !== 'transcribe-1') return;
	if (choice.speakers) throw needsPro('Identify Speakers');
	if (choice.soundEvents) throw needsPro('Sound Events');
}
