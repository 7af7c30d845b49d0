import type { AudioStep } from '../../../audio/audioStep';
import { looksLikeText, type FileType } from '../../../audio/fileType';
import { createTypeFinder } from '../../../audio/typeFinder';
import { inputError, type FishAudioError } from '../../../fishAudio/errors';
import { wrongType, type FileKind } from '../../shared/files/fileKind';

/** Maximum bytes of a file: an hour of speech as MP3, or ten minutes as WAV. */
export const largestDownload = 100_000_000;

/** What a file from the web should be, and where it comes from. */
export interface Expected {
	kind: FileKind;
	/** Where it comes from, in a form that is safe to show. */
	from: string;
	contentType: string | undefined;
}

/** Checks a file while it is downloaded. */
export interface FileCheck {
	/** Fails as soon as the file is too large or of another type. */
	step: AudioStep;
	/** The file, after it has been read to its end. */
	file(): { type: FileType; size: number; head: Uint8Array };
}

/** The error of a file that is too large. */
export const tooLarge = ({ kind, from }: Expected): FishAudioError =>
	inputError(
		`${kind.called} is larger than ${largestDownload / 1_000_000} MB`,
		`Larger files are not downloaded (${from}). Shorten the recording, or convert it to MP3.`,
	);

const webPage = ({ kind, from }: Expected): FishAudioError =>
	inputError(
		`${kind.called} is a web page and not a recording`,
		`${from} shows a page, such as a player or a login. Use the URL of the file itself. The file has to be ` +
			'public, without a login.',
	);

const empty = ({ kind, from }: Expected): FishAudioError =>
	inputError(`${kind.called} is empty`, `${from} returned a file of 0 bytes. Check the URL.`);

function otherType(head: Uint8Array, type: FileType | undefined, expected: Expected): FishAudioError {
	const isPage =
		/^text\/html/i.test(expected.contentType ?? '') ||
		/^\s*<(!doctype|html)/i.test(Buffer.from(head).toString('latin1'));
	if (isPage && looksLikeText(head)) return webPage(expected);
	return wrongType(
		expected.kind,
		{ type, head, mimeType: expected.contentType, fileName: expected.from },
		`The file at ${expected.from}`,
	);
}

/** Creates a check that passes a file on as long as it has the right type and size. */
export function checkFile(expected: Expected): FileCheck {
	const finder = createTypeFinder();
	let type: FileType | undefined;
	let size = 0;

	const typeFound = (): FileType => {
		const found = finder.type();
		if (found && expected.kind.types.includes(found)) return found;
		throw otherType(finder.head(), found, expected);
	};
	const finish = (): FileType => {
		if (size === 0) throw empty(expected);
		return (type ??= typeFound());
	};

	return {
		async *step(source) {
			for await (const chunk of source) {
				size += chunk.length;
				if (size > largestDownload) throw tooLarge(expected);
				if (!type && finder.take(chunk)) type = typeFound();
				yield chunk;
			}
			finish();
		},
		file: () => ({ type: finish(), size, head: finder.head() }),
	};
}
