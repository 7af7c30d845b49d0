import { fileTypeOf, headLength, lettersOf, type FileType } from './fileType';
import { tagLength } from './tags';
import { findMp3Frames } from './mp3/findFrames';

/** Tells the type of a file while its bytes come. */
export interface TypeFinder {
	/** Takes the next bytes. Whether the type is known now, so that no more are needed. */
	take(chunk: Uint8Array): boolean;
	/** The type by what was taken; undefined when it is none of those known. */
	type(): FileType | undefined;
	/** The first bytes of what tells the type: of the file, or of what stands behind a tag. */
	head(): Uint8Array;
}

/** Bytes in which frames of MP3 are looked for, where no signature is found. */
const searched = 64 * 1024;

/** Files of other kinds, in which frames of MP3 might be found: other RIFF and IFF files, archives, PDF, videos. */
const others = /^(RIFF|FORM|PK␃␄|%PDF|FLV|␀␀␁\xba|G.{187}G)/s;

/** Tags that stand in front of sound. A text might begin with the letters of the others. */
const tag = /^(ID3[␂-␄]|APETAGEX)/;

/** Finds a file's type by its signature, also behind tags that stand in front, and MP3 behind anything up to 64 KB. */
export function createTypeFinder(): TypeFinder {
	let start = Buffer.alloc(0);
	let skip = 0;
	let tagged = false;
	let found: FileType | undefined;

	/** Goes past a tag, if one begins here and all of its head is there. */
	const passTag = (): boolean => {
		const isTag = start.length >= headLength && tag.test(lettersOf(start, 0, 8));
		const length = isTag ? tagLength(start) : 0;
		if (length === 0) return false;
		tagged = true;
		skip = Math.max(0, length - start.length);
		start = start.subarray(length);
		return true;
	};
	const search = (): FileType | undefined => {
		if (others.test(lettersOf(start, 0, 200))) return undefined;
		return findMp3Frames(start) === undefined ? undefined : 'mp3';
	};
	return {
		take(chunk) {
			if (found) return true;
			const fresh = chunk.subarray(skip);
			skip = Math.max(0, skip - chunk.length);
			start = Buffer.concat([start, fresh]);
			while (passTag());
			if (start.length < headLength) return false;
			found = fileTypeOf(start) ?? (start.length < searched ? undefined : search());
			return found !== undefined || start.length >= searched;
		},
		// What stands behind a tag and is not known is taken for MP3.
		type: () => found ?? fileTypeOf(start) ?? search() ?? (tagged ? 'mp3' : undefined),
		head: () => start.subarray(0, headLength),
	};
}
