/** What the bytes are: `m4a` is any MP4 or MOV file, `opus` any Ogg, `webm` any Matroska. */
export type AudioType = 'wav' | 'mp3' | 'aac' | 'm4a' | 'opus' | 'flac' | 'webm';

const ascii = (bytes: Uint8Array, from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString('latin1');

/** An MPEG frame by its first bytes: MP3, or AAC, whose layer is 0; bitrate 15 and rate 3 do not exist. */
function frameType([sync = 0, version = 0, rates = 0]: Uint8Array): AudioType | undefined {
	if (sync !== 0xff || (version & 0xe0) !== 0xe0) return undefined;
	if ((version & 0xf6) === 0xf0) return 'aac';
	const isMp3 = ((version >> 1) & 3) !== 0 && rates >> 4 !== 15 && ((rates >> 2) & 3) !== 3;
	return isMp3 ? 'mp3' : undefined;
}

/** What the first bytes (16 are enough) say a file is; undefined when the API takes no such audio. */
export function audioTypeOf(head: Uint8Array): AudioType | undefined {
	if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WAVE') return 'wav';
	if (ascii(head, 0, 4) === 'OggS') return 'opus';
	if (ascii(head, 0, 4) === 'fLaC') return 'flac';
	if (ascii(head, 0, 4) === '\x1a\x45\xdf\xa3') return 'webm';
	if (ascii(head, 4, 8) === 'ftyp') return 'm4a';
	return ascii(head, 0, 3) === 'ID3' ? 'mp3' : frameType(head);
}
