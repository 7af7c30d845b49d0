import { mayBeAdts } from './aac/adtsHeader';
import { aacRates } from './aac/rates';
import { readMpegHeader } from './mp3/header';

/** The type of a file by its first bytes, whatever its name. */
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
	| 'au'
	| 'w64'
	| 'ac3'
	| 'mp2'
	| 'mp1'
	| 'speex'
	| 'theora'
	| 'otherOgg'
	| 'protected'
	| 'dsd'
	| 'ape'
	| 'wavpack'
	| 'musepack'
	| 'tta'
	| 'silk'
	| 'voc'
	| 'dss'
	| 'real'
	| 'midi'
	| 'jpeg'
	| 'png'
	| 'webp'
	| 'gif'
	| 'heic'
	| 'avif'
	| 'tiff'
	| 'bmp';

/** Bytes from the start of a file that show its type if it has a signature, or that it is text. */
export const headLength = 64;

/** A bare AAC frame, by the first three bytes of its header (ADTS, ISO 13818-7, 6.2): sync, layer 0, a known rate. */
const looksLikeAacFrame = (head: Uint8Array): boolean =>
	head.length >= 3 && mayBeAdts(head, 0) && aacRates[(head[2]! >> 2) & 15] !== undefined;

/**
 * An MPEG audio frame of a layer. Text in UTF-16 begins with ff fe; so would layer I with a checksum, which nobody
 * writes.
 */
const looksLikeLayer = (head: Uint8Array, layer: number): boolean =>
	head[1] !== 0xfe && readMpegHeader(head)?.layer === layer;

/** An AC-3 or E-AC-3 frame (ETSI TS 102 366, 4.4 and E.1): sync, and by the version a known rate or frame size. */
function looksLikeAc3Frame([first, second, , , fifth = 0, sixth = 0]: Uint8Array): boolean {
	const version = sixth >> 3;
	const isKnown = version <= 10 ? fifth >> 6 !== 3 && (fifth & 0x3f) < 38 : version <= 16;
	return first === 0x0b && second === 0x77 && isKnown;
}

/** The codec of an Ogg file's first stream, by the beginning of its first packet. */
const oggCodecs: Array<[FileType, RegExp]> = [
	['speex', /^Speex {3}/],
	['theora', /^(\x80theora|␁video|BBCD␀|OVP80)/],
	['otherOgg', /^(fishead␀|Annodex|\x80kate|CELT|PCM {5}|␁audio|\x80midi|MIDI)/],
];

/** Where the first packet of an Ogg file begins (RFC 3533, 6): behind a table whose length is byte 26. */
const firstPacket = (head: Uint8Array): number => 27 + (head[26] ?? 0);

/** Whether an Ogg file holds Opus, by its first bytes (RFC 7845, 5.1). */
export const isOggOpus = (head: Uint8Array): boolean => lettersOf(head, firstPacket(head)).startsWith('OpusHead');

function oggType(head: Uint8Array): FileType {
	const packet = lettersOf(head, firstPacket(head));
	return oggCodecs.find(([, beginning]) => beginning.test(packet))?.[0] ?? 'ogg';
}

/** MP4 by its brand. The container also holds pictures, and copy-protected sound. */
const brands: Array<[FileType, RegExp]> = [
	['heic', /^(hei|hev|mif|msf1|miaf)/],
	['avif', /^avi[fs]/],
	['protected', /^(M4P |aax|odcf)/],
];

const mp4Type = (head: Uint8Array): FileType =>
	brands.find(([, brand]) => brand.test(lettersOf(head, 8)))?.[0] ?? 'm4a';

/** Signatures from each format's specification, on letters: ␀ is a byte 0, ␈ one of 8. */
const signatures: Array<[FileType | ((head: Uint8Array) => FileType), RegExp]> = [
	// RIFX is big-endian; RF64 and BW64 are for files of over 4 GB (EBU Tech 3306, ITU-R BS.2088).
	['wav', /^(RIFF|RIFX|RF64|BW64).{4}WAVE/s],
	['mp3', /^ID3[␂-␄]/],
	[mp4Type, /^.{4}ftyp/s],
	// A piece of a stream, and QuickTime from before 2001: an atom with a known name, behind a length that no text has.
	['m4a', /^[␀-␈].{3}(styp|moof|sidx)/s],
	['mov', /^[␀-␈].{3}(moov|mdat|wide|free|skip|pnot)/s],
	[oggType, /^OggS/],
	['flac', /^fLaC/],
	// Matroska as well.
	['webm', /^␚\x45\xdf\xa3/],
	['aiff', /^FORM.{4}AIF[FC]/s],
	['caf', /^caff␀/],
	['amr', /^#!AMR/],
	// Any ASF file: Windows Media, sound or picture.
	['wma', /^\x30\x26\xb2\x75\x8e\x66\xcf␑/],
	['au', /^(\.snd␀|dns\.)/],
	['w64', /^riff\x2e\x91\xcf␑/],
	['dsd', /^(DSD ␜␀|FRM8␀)/],
	['ape', /^MAC .[␎␏]/s],
	['wavpack', /^wvpk/],
	['musepack', /^(MPCK|MP\+[␇␗])/],
	['tta', /^TTA[12][␁-␃]␀/],
	['silk', /^␂?#!SILK/],
	['voc', /^Creative Voice File␚/],
	['dss', /^[␂␃]ds[s2]/],
	['real', /^(\.RMF␀|\.ra\xfd)/],
	['midi', /^MThd␀/],
	['jpeg', /^\xff\xd8\xff/],
	['png', /^\x89PNG␍␊␚␊/],
	['webp', /^RIFF.{4}WEBP/s],
	['gif', /^GIF8/],
	['tiff', /^(II\*␀|MM␀\*)/],
	['bmp', /^BM.{4}␀{4}/s],
];

/** Frames without a signature, by their headers. */
const frames: Array<[FileType, (head: Uint8Array) => boolean]> = [
	['mp3', (head) => looksLikeLayer(head, 3)],
	['aac', looksLikeAacFrame],
	['ac3', looksLikeAc3Frame],
	['mp2', (head) => looksLikeLayer(head, 2)],
	['mp1', (head) => looksLikeLayer(head, 1)],
];

/** Bytes as letters (Latin-1), control characters as their pictures, so that patterns can name them. */
export function lettersOf(head: Uint8Array, from = 0, length = headLength): string {
	return Array.from(head.subarray(from, from + length), (byte) =>
		String.fromCharCode(byte < 32 ? 0x2400 + byte : byte),
	).join('');
}

/** The type of a file by its first `headLength` bytes; undefined if it is unknown. */
export function fileTypeOf(head: Uint8Array): FileType | undefined {
	const letters = lettersOf(head);
	const signed = signatures.find(([, signature]) => signature.test(letters))?.[0];
	if (signed) return typeof signed === 'string' ? signed : signed(head);
	return frames.find(([, looksLike]) => looksLike(head))?.[0];
}

/** Picture types that are common on the web. */
export const imageTypes: FileType[] = ['jpeg', 'png', 'webp', 'gif'];

const otherImages: FileType[] = ['heic', 'avif', 'tiff', 'bmp'];

/** Whether a file of this type is a picture; all others hold sound. */
export const isPicture = (type: FileType): boolean => imageTypes.includes(type) || otherImages.includes(type);

/** Whether bytes are UTF-8 text, such as a message or a page instead of audio. */
export function looksLikeText(head: Uint8Array): boolean {
	const decoder = new TextDecoder('utf-8', { fatal: true });
	try {
		// `stream`: the head may end inside a character.
		const decoded = decoder.decode(head, { stream: true });
		return decoded.length > 0 && !/[^\P{Cc}\t\r\n\f]/u.test(decoded);
	} catch {
		return false;
	}
}
