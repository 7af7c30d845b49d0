import { isPicture, looksLikeText, type FileType } from '../../../audio/fileType';
import { inputError, type FishAudioError } from '../../../fishAudio/errors';
import { shown } from '../../../text/shown';

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
	/** A sentence about what takes more types. */
	otherwise?: string;
}

/** What a file that cannot be taken turned out to be. */
export interface Found {
	/** By its content; undefined where that is none of the types known. */
	type: FileType | undefined;
	/** The first bytes. */
	head: Uint8Array;
	/** What it says of itself, where it does. */
	fileName?: string | undefined;
	mimeType?: string | undefined;
}

/** Names of types that are not their letters in capitals. */
const labels: Partial<Record<FileType, string>> = {
	webm: 'WebM',
	webp: 'WebP',
	wma: 'Windows Media',
	w64: 'Wave64',
	ac3: 'AC-3',
	speex: 'Speex',
	theora: 'Ogg video',
	otherOgg: 'Ogg without Opus, Vorbis or FLAC',
	protected: 'MP4 with copy protection',
	ape: "Monkey's Audio",
	wavpack: 'WavPack',
	musepack: 'Musepack',
	voc: 'Creative Voice',
	real: 'RealAudio',
};

const labelOf = (type: FileType): string => labels[type] ?? type.toUpperCase();

/** Sound that has no signature, by what a file is called. */
const unsigned: Array<[label: string, endings: RegExp]> = [
	['raw PCM', /^(pcm|raw|sln\d*|slin\d*|s16le|lpcm|l16)$/],
	['raw G.711', /^(ulaw|ul|ulw|mulaw|pcmu|alaw|al|alw|pcma|basic|x-mulaw|x-alaw|x-alaw-basic)$/],
	['G.722', /^g722$/],
	['G.726', /^g726(-\d+)?$/],
	['G.729', /^g729a?$/],
	['GSM', /^(x-)?gsm$/],
	['VOX', /^vox$/],
];

/** The words by which a file may say what it is: the ending of its name, and the second half of its MIME type. */
const claims = ({ fileName = '', mimeType = '' }: Found): string[] =>
	[/\.([^.]*)$/.exec(fileName)?.[1], /^audio\/([^;\s]*)/i.exec(mimeType)?.[1]].map((one) => one?.toLowerCase() ?? '');

const unsignedLabel = (found: Found): string | undefined =>
	unsigned.find(([, endings]) => claims(found).some((claim) => endings.test(claim)))?.[0];

/** What the content is, in a person's words. */
function contentOf(found: Found, isText: boolean): string {
	if (found.type) return `contains ${labelOf(found.type)}`;
	return isText ? 'contains text' : 'contains something else';
}

/** What to do about a file of this type. */
function cure(kind: FileKind, type: FileType | undefined, isOther: boolean): string {
	const { takenBy = 'Fish Audio', typeNames, otherwise } = kind;
	const target = kind.types.some(isPicture) ? 'JPEG or PNG' : 'MP3 or WAV';
	const convert = type === 'protected' ? 'Use a recording without copy protection.' : `Convert it to ${target}.`;
	const taken = `${takenBy[0]?.toUpperCase()}${takenBy.slice(1)} takes ${typeNames}.`;
	return [isOther ? '' : convert, taken, otherwise].filter(Boolean).join(' ');
}

/** The error of a file whose content is of another type; `about` is what to call the file. */
export function wrongType(kind: FileKind, found: Found, about: string): FishAudioError {
	const { called, isA, types, takenBy = 'Fish Audio' } = kind;
	const { type, head, mimeType } = found;
	const isText = type === undefined && looksLikeText(head);
	const advice = (isOther: boolean): string => `${about} ${contentOf(found, isText)}. ${cure(kind, type, isOther)}`;
	const pictures = types.some(isPicture);
	if (type ? isPicture(type) !== pictures : isText) return inputError(`${called} is not ${isA}`, advice(true));
	const label = type ? labelOf(type) : !pictures && unsignedLabel(found);
	if (label) return inputError(`${called} is in a format that ${takenBy} does not take (${label})`, advice(false));
	// It may be what it says it is, in a format that is not known here.
	const claimed = /^(audio|image)\//i.exec(mimeType ?? '')?.[1]?.toLowerCase() === (pictures ? 'image' : 'audio');
	if (!claimed) return inputError(`${called} is not ${isA}`, advice(true));
	return inputError(
		`${called} is in an unknown format`,
		`${about} (${shown(mimeType)}) does not begin like any known format. ${cure(kind, type, false)}`,
	);
}
