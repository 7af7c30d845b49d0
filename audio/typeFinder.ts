import { fileTypeOf, headLength, lettersOf, type FileType } from './fileType';
import { frameTypeOf, searchedForFrames } from './frameType';
import { tagLength } from './tags';

/** Finds the type of a file as its bytes come. */
export interface TypeFinder {
	/** Takes the next bytes. True once the type is settled and no more are needed. */
	take(chunk: Uint8Array): boolean;
	/** The type, by the bytes so far; undefined if it is unknown. */
	type(): FileType | undefined;
	/** The first bytes of what has the type: of the file, or of what follows its tag. */
	head(): Uint8Array;
}

/** Other files in which frames might be found: other RIFF and IFF files, archives, PDF, videos. */
const others = /^(RIFF|FORM|PK␃␄|%PDF|FLV|␀␀␁\xba|G.{187}G)/s;

/** Tags that stand in front of sound. A text might begin with the letters of the other tags. */
const tag = /^(ID3[␂-␄]|APETAGEX)/;

const typeByFrames = (start: Uint8Array): FileType | undefined =>
	others.test(lettersOf(start, 0, 200)) ? undefined : frameTypeOf(start);

/**
 * Finds a file's type by its signature, also behind tags, and MP3 and bare AAC by their frames, behind anything in the
 * first 64 KB.
 */
export function createTypeFinder(): TypeFinder {
	let start = Buffer.alloc(0);
	/** Bytes of a tag that are still to come. */
	let skip = 0;
	let isTagged = false;
	let found: FileType | undefined;

	/** Passes over a tag, if one begins here and all of its head has come. */
	const passTag = (): boolean => {
		const isTag = start.length >= headLength && tag.test(lettersOf(start, 0, 8));
		const length = isTag ? tagLength(start) : 0;
		if (length === 0) return false;
		isTagged = true;
		skip = Math.max(0, length - start.length);
		start = start.subarray(length);
		return true;
	};
	return {
		take(chunk) {
			if (found) return true;
			const fresh = chunk.subarray(skip);
			skip = Math.max(0, skip - chunk.length);
			start = Buffer.concat([start, fresh]);
			while (passTag());
			if (start.length < headLength) return false;
			found = fileTypeOf(start) ?? (start.length < searchedForFrames ? undefined : typeByFrames(start));
			return found !== undefined || start.length >= searchedForFrames;
		},
		// Whatever follows a tag and is unknown is taken for MP3.
		type: () => found ?? fileTypeOf(start) ?? typeByFrames(start) ?? (isTagged ? 'mp3' : undefined),
		head: () => start.subarray(0, headLength),
	};
}
