/** A short stretch of sound, and how loud it is. */
export interface SoundBlock {
	seconds: number;
	/** Mean square of the loudest channel, as samples of -1 to 1 have it: 0 is exact silence. */
	power: number;
	/** Its largest sample, 0–1; of sound that is decoded whole. */
	peak?: number;
	/** Share of the samples that are at full scale, 0–1, of the channel that has most of them; where `peak` is. */
	clipped?: number;
}

/**
 * Tells how loud compressed sound is. It reads no more of a codec than that takes: a whole decoder would be several
 * times as large. One is made for each track, and given its packets in order.
 */
export interface LevelDecoder {
	/**
	 * The sound of the next packet; none of a packet that is a header. Undefined from the first packet on that it cannot
	 * read.
	 */
	packet(bytes: Uint8Array): SoundBlock[] | undefined;
}
