/** What a container says of a compressed track: how it is coded, and what a decoder has to know first. */
export interface Codec {
	name: 'aac' | 'mp3' | 'opus' | 'vorbis' | 'flac';
	/** AAC: AudioSpecificConfig. Opus: its identification header. FLAC: STREAMINFO. Vorbis: none, its headers come as packets. */
	config: Uint8Array;
}
