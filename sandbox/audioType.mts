/** File types by content: `m4a` is any MP4 or MOV file, `opus` any Ogg, `webm` any Matroska. */
export type AudioType = 'wav' | 'mp3' | 'aac' | 'm4a' | 'opus' | 'flac' | 'webm';

const ascii = (bytes: Uint8Array, from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString('latin1');

/** Whether an MPEG frame starts here: MP3, or AAC, whose layer is 0. Bitrate 15 and rate 3 do not exist. */
function frameType([sync = 0, version = 0, rates = 0]: Uint8Array): AudioType | undefined {
	if (sync !== 0xff || (version & 0xe0) !== 0xe0) return undefined;
	if ((version & 0xf6) === 0xf0) return 'aac';
	const isMp3 = ((version >> 1) & 3) !== 0 && rates >> 4 !== 15 && ((rates >> 2) & 3) !== 3;
	return isMp3 ? 'mp3' : undefined;
}

const KBITS = [
	0,
	[0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
	[0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
] as const;

/** Bytes of the MP3 frame with this header; 0 if unknown. */
function mp3FrameBytes(header: Uint8Array): number {
	if (header.length < 4 || frameType(header) !== 'mp3') return 0;
	const [, version = 0, rates = 0] = header;
	const mpeg1 = (version & 0x18) === 0x18;
	const divisor = mpeg1 ? 1 : (version & 0x18) === 0x10 ? 2 : 4;
	const hertz = [44_100, 48_000, 32_000][(rates >> 2) & 3]! / divisor;
	const bits = KBITS[mpeg1 ? 1 : 2][rates >> 4]! * 1000;
	return bits === 0 ? 0 : Math.floor(((mpeg1 ? 144 : 72) * bits) / hertz) + ((rates >> 1) & 1);
}

/**
 * Whether MP3 frames begin anywhere in these bytes: decoders search for them after other data that a recorder or a
 * radio wrote in front.
 */
function hasMp3Within(head: Uint8Array): boolean {
	for (let at = head.indexOf(0xff); at >= 0; at = head.indexOf(0xff, at + 1)) {
		const second = at + mp3FrameBytes(head.subarray(at, at + 4));
		if (second === at) continue;
		const third = second + mp3FrameBytes(head.subarray(second, second + 4));
		if (third > second && mp3FrameBytes(head.subarray(third, third + 4)) > 0) return true;
	}
	return false;
}

/**
 * A file's type by its first bytes (16 are enough; 8 KB for MP3 after other data); undefined if the API does not
 * accept it.
 */
export function audioTypeOf(head: Uint8Array): AudioType | undefined {
	// RF64 and BW64 are WAV over 4 GB. Whether the API accepts them is unknown; a common decoder would.
	if (['RIFF', 'RF64', 'BW64'].includes(ascii(head, 0, 4)) && ascii(head, 8, 12) === 'WAVE') return 'wav';
	if (ascii(head, 0, 4) === 'OggS') return 'opus';
	if (ascii(head, 0, 4) === 'fLaC') return 'flac';
	if (ascii(head, 0, 4) === '\x1a\x45\xdf\xa3') return 'webm';
	if (ascii(head, 4, 8) === 'ftyp') return 'm4a';
	if (ascii(head, 0, 3) === 'ID3') return 'mp3';
	return frameType(head) ?? (hasMp3Within(head) ? 'mp3' : undefined);
}
