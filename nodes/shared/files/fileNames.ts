import { isOggOpus, type FileType } from '../../../audio/fileType';

/** By type: what it is sent as, and the endings that fit it. A file with none of these gets the first. */
const forms: Partial<Record<FileType, [mimeType: string, ...endings: string[]]>> = {
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

/** Ogg with Opus may be called by either. */
const opusEndings = ['opus', 'ogg', 'oga'];

/** The type a file is sent under: that of its content, whatever it is called. */
export const mimeTypeOf = (type: FileType): string => forms[type]?.[0] ?? 'application/octet-stream';

/**
 * Bytes of a name that leave room for every ending, and for what is put behind a name: disks take 255 (ext4, NTFS,
 * APFS).
 */
const longestName = 235;

/** What no name may hold: what breaks a header or a disk, and what nobody sees or what turns the text round. */
const forbidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800"<>:|?*]/gu;

/** Names that Windows keeps for devices, with any ending. */
const devices = /^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$)\s*(\.|$)/i;

const bytesIn = (text: string): number => Buffer.byteLength(text);

/** How many of these signs fit into so many bytes, from the first on. */
function fitting(signs: string[], most: number): number {
	let left = most;
	const over = signs.findIndex((sign) => (left -= bytesIn(sign)) < 0);
	return over < 0 ? signs.length : over;
}

/**
 * A name cut in its middle, so that names that differ in their numbers at the end stay apart. Signs stay whole, as
 * people see them.
 */
function cut(name: string): string {
	if (bytesIn(name) <= longestName) return name;
	const signs = Array.from(new Intl.Segmenter().segment(name), ({ segment }) => segment);
	const end = signs.slice(signs.length - fitting([...signs].reverse(), 40)).join('');
	return `${signs.slice(0, fitting(signs, longestName - bytesIn(`…${end}`))).join('')}…${end}`;
}

/**
 * A path as one name: its folders stay, so that files of different folders do not become one. Of one with `..` only the
 * last part is kept.
 */
function unfolded(path: string): string {
	const parts = path.split(/[/\\]/).map((part) => part.trim());
	const named = parts.filter((part) => !/^(\.*|[a-z]:)$/i.test(part));
	return parts.includes('..') ? (named.pop() ?? '') : named.join('-');
}

/**
 * A file name that every disk takes, without what breaks a header: at most 235 bytes, folders joined by hyphens, no
 * device of Windows. Undefined when nothing is left.
 */
export function safeFileName(given: string): string | undefined {
	// Somebody may give a whole text by mistake: its two ends are enough.
	const near = given.length > 2000 ? given.slice(0, 1000) + given.slice(-1000) : given;
	// Of times and verses: without a sign 1:11 and 11:1 would be one.
	const timed = unfolded(near).replace(/(?<=\d):(?=\d)/g, '-');
	const allowed = timed.replace(/\s+/g, ' ').replace(forbidden, '');
	const plain = allowed.replace(/(?<=\d)：(?=\d)/g, '-').replace(/ +(\.?)/g, (_, dot: string) => dot || ' ');
	const trimmed = (name: string): string => name.replace(/^[.\s]+|[.\s]+$/g, '');
	const name = trimmed(cut(trimmed(plain)));
	return (devices.test(name) ? `_${name}` : name) || undefined;
}

/** Endings that a file of a type may have, by its first bytes where they tell more. */
function endingsOf(type: FileType, head: Uint8Array): string[] {
	if (type === 'ogg' && isOggOpus(head)) return opusEndings;
	return forms[type]?.slice(1) ?? [];
}

/** The first name given that can be one, with an ending of the type. */
export function nameOf(given: Array<string | undefined>, type: FileType, head: Uint8Array): string {
	const name = given.map((one) => safeFileName(one ?? '')).find((one) => one !== undefined) ?? 'file';
	const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
	const endings = endingsOf(type, head);
	return endings.includes(ending) ? name : `${name}.${endings[0]}`;
}
