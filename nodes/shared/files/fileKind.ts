import { isPicture, looksLikeText, type FileType } from '../../../audio/fileType';
import { inputError, type FishAudioError } from '../../../fishAudio/errors';
import { shown } from '../../../text/shown';

/** What messages call a file, and which types it may have. */
export interface FileKind {
	/** Such as "Sample 2" or "The cover image". */
	called: string;
	/** Such as "audio". */
	isA: string;
	types: FileType[];
	/** The types, as messages list them. */
	typeNames: string;
	/** Who takes only these types. Default: Fish Audio. */
	takenBy?: string;
	/** A sentence that names what takes more types. */
	otherwise?: string;
}

/** What a file is, and what it claims to be. */
export interface Found {
	/** By its content; undefined if that is not a known type. */
	type: FileType | undefined;
	/** The first bytes. */
	head: Uint8Array;
	/** Its claims, if any. */
	fileName?: string | undefined;
	mimeType?: string | undefined;
}

/** Names of types in messages. All others are their letters in capitals. */
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

/** Formats of sound without a signature, by the extension or MIME type of a file. */
const unsigned: Array<[label: string, names: RegExp]> = [
	['raw PCM', /^(pcm|raw|sln\d*|slin\d*|s16le|lpcm|l16)$/],
	['raw G.711', /^(ulaw|ul|ulw|mulaw|pcmu|alaw|al|alw|pcma|basic|x-mulaw|x-alaw|x-alaw-basic)$/],
	['G.722', /^g722$/],
	['G.726', /^g726(-\d+)?$/],
	['G.729', /^g729a?$/],
	['GSM', /^(x-)?gsm$/],
	['VOX', /^vox$/],
];

/** What a file claims to be: its extension, and the second half of its MIME type. */
const claims = ({ fileName = '', mimeType = '' }: Found): string[] =>
	[/\.([^.]*)$/.exec(fileName)?.[1], /^audio\/([^;\s]*)/i.exec(mimeType)?.[1]].map((one) => one?.toLowerCase() ?? '');

const unsignedLabel = (found: Found): string | undefined =>
	unsigned.find(([, names]) => claims(found).some((claim) => names.test(claim)))?.[0];

/** What the content is, for messages. */
function contentOf(found: Found, isText: boolean): string {
	if (found.type) return `contains ${labelOf(found.type)}`;
	return isText ? 'contains text' : 'contains something else';
}

/** How to get a file of an accepted type. */
function remedyFor(kind: FileKind, type: FileType | undefined, isOther: boolean): string {
	const { takenBy = 'Fish Audio', typeNames, otherwise } = kind;
	const target = kind.types.some(isPicture) ? 'JPEG or PNG' : 'MP3 or WAV';
	const convert = type === 'protected' ? 'Use a recording without copy protection.' : `Convert it to ${target}.`;
	const taken = `${takenBy[0]?.toUpperCase()}${takenBy.slice(1)} takes ${typeNames}.`;
	return [isOther ? '' : convert, taken, otherwise].filter(Boolean).join(' ');
}

/** The error of a file whose content is of another type. `about` names the file. */
export function wrongType(kind: FileKind, found: Found, about: string): FishAudioError {
	const { called, isA, types, takenBy = 'Fish Audio' } = kind;
	const { type, head, mimeType } = found;
	const isText = type === undefined && looksLikeText(head);
	const advice = (isOther: boolean): string =>
		`${about} ${contentOf(found, isText)}. ${remedyFor(kind, type, isOther)}`;
	const pictures = types.some(isPicture);
	if (type ? isPicture(type) !== pictures : isText) return inputError(`${called} is not ${isA}`, advice(true));
	const label = type ? labelOf(type) : !pictures && unsignedLabel(found);
	if (label) return inputError(`${called} is in a format that ${takenBy} does not take (${label})`, advice(false));
	// It may be what it claims to be, in a format that we do not know.
	const claimed = /^(audio|image)\//i.exec(mimeType ?? '')?.[1]?.toLowerCase() === (pictures ? 'image' : 'audio');
	if (!claimed) return inputError(`${called} is not ${isA}`, advice(true));
	return inputError(
		`${called} is in an unknown format`,
		`${about} (${shown(mimeType)}) does not begin like any known format. ${remedyFor(kind, type, false)}`,
	);
}
