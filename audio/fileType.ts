/** What a file is by its first bytes, whatever it is called. */
export type FileType =
	| 'wav'
	| 'mp3'
	| 'm4a'
	| 'aac'
	| 'mov'
	| 'ogg'
	| 'flac'
	| 'webm'
	| 'aiff'
	| 'caf'
	| 'amr'
	| 'wma'
	| 'jpeg'
	| 'png'
	| 'webp'
	| 'gif';

/** Bytes from the start of a file that are enough to tell its type, or that it is text. */
export const headLength = 64;

const text = (head: Uint8Array, from: number, to: number): string =>
	Buffer.from(head.subarray(from, to)).toString('latin1');

/** An MPEG audio layer III frame header: sync, layer, a valid version, bitrate and rate (ISO 11172-3, 2.4.2.3). */
export function looksLikeMpegFrame(head: Uint8Array): boolean {
	const [first = 0, second = 0, third = 0] = head;
	const synced = first === 0xff && (second & 0xe6) === 0xe2;
	const versionKnown = (second & 0x18) !== 0x08;
	const rateKnown = (third & 0xf0) !== 0xf0 && (third & 0x0c) !== 0x0c;
	return synced && versionKnown && rateKnown;
}

/** The header of a bare AAC frame (ADTS, ISO 13818-7, 6.2): sync, layer 0, a known rate. */
const looksLikeAacFrame = ([first = 0, second = 0, third = 0]: Uint8Array): boolean =>
	first === 0xff && (second & 0xf6) === 0xf0 && ((third >> 2) & 0x0f) < 13;

/** QuickTime that begins without `ftyp`: an atom of a known name, and a length in front that no text has. */
const looksLikeQuickTime = (head: Uint8Array): boolean =>
	(head[0] ?? 0) < 0x09 && /^(moov|mdat|wide|free|skip|pnot)$/.test(text(head, 4, 8));

const riff = (head: Uint8Array, form: string): boolean =>
	['RIFF', 'RF64'].includes(text(head, 0, 4)) && text(head, 8, 12) === form;

/** Signatures from each format's specification. */
const signatures: Record<FileType, (head: Uint8Array) => boolean> = {
	wav: (head) => riff(head, 'WAVE'),
	mp3: (head) => text(head, 0, 3) === 'ID3' || looksLikeMpegFrame(head),
	// The same container holds pictures, which say so by their brand.
	m4a: (head) => text(head, 4, 8) === 'ftyp' && !/^(hei|hev|mif1|msf1|avi[fs])/.test(text(head, 8, 12)),
	aac: looksLikeAacFrame,
	mov: looksLikeQuickTime,
	ogg: (head) => text(head, 0, 4) === 'OggS',
	flac: (head) => text(head, 0, 4) === 'fLaC',
	// Matroska, too.
	webm: (head) => text(head, 0, 4) === '\x1a\x45\xdf\xa3',
	aiff: (head) => text(head, 0, 4) === 'FORM' && ['AIFF', 'AIFC'].includes(text(head, 8, 12)),
	caf: (head) => text(head, 0, 4) === 'caff',
	amr: (head) => text(head, 0, 5) === '#!AMR',
	// Any ASF file: Windows Media, sound or picture.
	wma: (head) => text(head, 0, 8) === '\x30\x26\xb2\x75\x8e\x66\xcf\x11',
	jpeg: (head) => text(head, 0, 3) === '\xff\xd8\xff',
	png: (head) => text(head, 0, 8) === '\x89PNG\r\n\x1a\n',
	webp: (head) => riff(head, 'WEBP'),
	gif: (head) => text(head, 0, 4) === 'GIF8',
};

const types = Object.keys(signatures) as FileType[];

/** Tells a file's type by its first `headLength` bytes; undefined when it is none of those known. */
export const fileTypeOf = (head: Uint8Array): FileType | undefined =>
	types.find((type) => signatures[type](head));

/** Types of pictures. */
export const imageTypes: FileType[] = ['jpeg', 'png', 'webp', 'gif'];

/** Whether a file of this type is a picture; all others hold sound. */
export const isPicture = (type: FileType): boolean => imageTypes.includes(type);

/** Whether bytes read as text in UTF-8: a message or a page where audio was expected. */
export function looksLikeText(head: Uint8Array): boolean {
	const decoder = new TextDecoder('utf-8', { fatal: true });
	try {
		// As of a stream: the head may end inside a letter.
		const decoded = decoder.decode(head, { stream: true });
		return decoded.length > 0 && !/[^\P{Cc}\t\r\n\f]/u.test(decoded);
	} catch {
		return false;
	}
}
