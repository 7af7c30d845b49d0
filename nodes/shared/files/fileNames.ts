import { isOggOpus, type FileType } from '../../../audio/fileType';

/** By type: its MIME type, and the extensions that fit it. A file with none of these gets the first. */
const forms: Partial<Record<FileType, [mimeType: string, ...extensions: string[]]>> = {
	wav: ['audio/wav', 'wav', 'wave'],
	mp3: ['audio/mpeg', 'mp3'],
	m4a: ['audio/mp4', 'm4a', 'mp4', 'aac'],
	aac: ['audio/aac', 'aac'],
	mov: ['video/quicktime', 'mov', 'qt'],
	ogg: ['audio/ogg', 'ogg', 'oga'],
	flac: ['audio/flac', 'flac'],
	webm: ['audio/webm', 'webm', 'weba', 'mkv', 'mka'],
	jpeg: ['image/jpeg', 'jpg', 'jpeg'],
	png: ['image/png', 'png'],
	webp: ['image/webp', 'webp'],
	gif: ['image/gif', 'gif'],
};

/** Ogg Opus files can have either kind of extension. */
const opusExtensions = ['opus', 'ogg', 'oga'];

/** The MIME type that a file is sent with: that of its content, whatever its name says. */
export const mimeTypeOf = (type: FileType): string => forms[type]?.[0] ?? 'application/octet-stream';

/**
 * Longest name in bytes. It leaves room for an extension and for what is added to a name: file systems take 255 (ext4,
 * NTFS, APFS).
 */
const longestName = 235;

/**
 * What no name may contain: characters that break a header or are not allowed on a disk, invisible ones, and those that
 * reverse the direction of text.
 */
const forbidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800"<>:|?*]/gu;

/** Names that Windows reserves for devices, with any extension. */
const devices = /^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$)\s*(\.|$)/i;

const bytesIn = (text: string): number => Buffer.byteLength(text);

/** How many of the first characters fit into `maxBytes` bytes. */
function fitting(characters: string[], maxBytes: number): number {
	let left = maxBytes;
	const over = characters.findIndex((character) => (left -= bytesIn(character)) < 0);
	return over < 0 ? characters.length : over;
}

/**
 * Cuts a name in its middle, so that names that differ only in a number at the end stay different. Characters, as
 * people see them, are not split.
 */
function cut(name: string): string {
	if (bytesIn(name) <= longestName) return name;
	const characters = Array.from(new Intl.Segmenter().segment(name), ({ segment }) => segment);
	const end = characters.slice(characters.length - fitting([...characters].reverse(), 40)).join('');
	return `${characters.slice(0, fitting(characters, longestName - bytesIn(`…${end}`))).join('')}…${end}`;
}

/**
 * Makes one name of a path. The folders are kept, so that files of the same name in different folders stay different.
 * If the path contains `..`, only its last part is kept.
 */
function flattened(path: string): string {
	const parts = path.split(/[/\\]/).map((part) => part.trim());
	const named = parts.filter((part) => !/^(\.*|[a-z]:)$/i.test(part));
	return parts.includes('..') ? (named.pop() ?? '') : named.join('-');
}

/**
 * A file name that every disk takes and that breaks no header: at most 235 bytes, folders joined by hyphens, no device
 * name of Windows. Undefined if nothing is left.
 */
export function safeFileName(given: string): string | undefined {
	// It may be a long text, given by mistake: its beginning and end are enough.
	const ends = given.length > 2000 ? given.slice(0, 1000) + given.slice(-1000) : given;
	// Times and verses: without a separator, 1:11 and 11:1 would be the same.
	const timed = flattened(ends).replace(/(?<=\d):(?=\d)/g, '-');
	const allowed = timed.replace(/\s+/g, ' ').replace(forbidden, '');
	const plain = allowed.replace(/(?<=\d)：(?=\d)/g, '-').replace(/ +(\.?)/g, (_, dot: string) => dot || ' ');
	const trimmed = (name: string): string => name.replace(/^[.\s]+|[.\s]+$/g, '');
	const name = trimmed(cut(trimmed(plain)));
	return (devices.test(name) ? `_${name}` : name) || undefined;
}

/** The extensions that fit a file. Its first bytes tell whether Ogg contains Opus. */
function extensionsOf(type: FileType, head: Uint8Array): string[] {
	if (type === 'ogg' && isOggOpus(head)) return opusExtensions;
	return forms[type]?.slice(1) ?? [];
}

/** The first of the given names that can be a file name, with an extension that fits the type. */
export function nameOf(given: Array<string | undefined>, type: FileType, head: Uint8Array): string {
	const name = given.map((one) => safeFileName(one ?? '')).find((one) => one !== undefined) ?? 'file';
	const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
	const extensions = extensionsOf(type, head);
	return extensions.includes(extension) ? name : `${name}.${extensions[0]}`;
}
