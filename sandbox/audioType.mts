export type AudioType = 'wav' | 'mp3' | 'm4a' | 'opus' | 'flac';

const ascii = (bytes: Uint8Array, from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString('latin1');

function isMp3Frame(bytes: Uint8Array): boolean {
	const [sync = 0, version = 0, rates = 0] = bytes;
	const layer = (version >> 1) & 3;
	// Layer 0 would be ADTS AAC; bitrate 15 and sample rate 3 do not exist.
	return sync === 0xff && (version & 0xe0) === 0xe0 && layer !== 0 && rates >> 4 !== 15 && ((rates >> 2) & 3) !== 3;
}

/** What the first bytes (16 are enough) say a file is; undefined when it is no audio the API takes. */
export function audioTypeOf(head: Uint8Array): AudioType | undefined {
	if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WAVE') return 'wav';
	if (ascii(head, 0, 4) === 'OggS') return 'opus';
	if (ascii(head, 0, 4) === 'fLaC') return 'flac';
	if (ascii(head, 4, 8) === 'ftyp') return 'm4a';
	if (ascii(head, 0, 3) === 'ID3' || isMp3Frame(head)) return 'mp3';
	return undefined;
}
