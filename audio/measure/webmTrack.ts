import type { Codec } from './codec';
import { unsigned } from './ebml';

/** A track, by its elements (RFC 9559, 5.1.4). Times in nanoseconds. */
export interface WebmTrack {
	number: number;
	isSound: boolean;
	isEncrypted: boolean;
	/** Whether its frames are compressed or stripped of headers. */
	isPacked: boolean;
	codec: string;
	config: Buffer;
	/** What is to be skipped at the start. */
	delay: number;
	/** Length of a frame; 0 if it is not stated. */
	frame: number;
}

export const newTrack = (): WebmTrack => ({
	number: 0,
	isSound: false,
	isEncrypted: false,
	isPacked: false,
	codec: '',
	config: Buffer.alloc(0),
	delay: 0,
	frame: 0,
});

/** Readers of a track's elements, by ID. */
export const trackElements: Record<number, (track: WebmTrack, content: Buffer) => void> = {
	0xd7: (track, content) => {
		track.number = unsigned(content);
	},
	0x83: (track, content) => {
		track.isSound = unsigned(content) === 2;
	},
	0x86: (track, content) => {
		track.codec = content.toString('latin1').replace(/\0+$/, '');
	},
	0x63a2: (track, content) => {
		track.config = Buffer.from(content);
	},
	0x56aa: (track, content) => {
		track.delay = unsigned(content);
	},
	0x23e383: (track, content) => {
		track.frame = unsigned(content);
	},
	// ContentEncodings; one of them may be an encryption (0x5035).
	0x6d80: (track, content) => {
		track.isPacked = true;
		track.isEncrypted = content.includes(Buffer.of(0x50, 0x35));
	},
};

/** How the frames of a track are coded. */
export function codecOf({ codec, config, isPacked }: WebmTrack): Codec | undefined {
	if (isPacked) return undefined;
	if (codec === 'A_OPUS') return { name: 'opus', config };
	if (codec === 'A_VORBIS') return { name: 'vorbis', config };
	if (codec.startsWith('A_AAC')) return { name: 'aac', config };
	if (codec === 'A_MPEG/L3') return { name: 'mp3', config };
	// Behind `fLaC` and the head of the block.
	return codec === 'A_FLAC' ? { name: 'flac', config: config.subarray(8, 42) } : undefined;
}
