import { isPicture, type FileType } from '../../../audio/fileType';
import { inputError, type FishAudioError } from '../../../fishAudio/errors';

/** How a file is spoken of in messages, and what it may be. */
export interface FileKind {
	/** Such as "Sample 2" or "The cover image". */
	called: string;
	/** Such as "audio". */
	isA: string;
	types: FileType[];
	/** The types in a person's words. */
	typeNames: string;
	/** Who takes these types and no others. Default: Fish Audio. */
	takenBy?: string;
}

/** The error of a file whose content is of another type; `about` is what to call the content. */
export function wrongType(
	{ called, isA, types, typeNames, takenBy = 'Fish Audio' }: FileKind,
	type: FileType | undefined,
	about: string,
): FishAudioError {
	const isSound = type !== undefined && !isPicture(type);
	const isOfKind = isSound && !types.some(isPicture);
	const what = isOfKind ? `is in a format that ${takenBy} does not take` : `is not ${isA}`;
	return inputError(`${called} ${what}`, `${about} is ${type ? type.toUpperCase() : 'something else'}. Use ${typeNames}.`);
}
