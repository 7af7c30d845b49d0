/** A short stretch of sound, and how loud it is. */
export interface SoundBlock {
	seconds: number;
	/** Mean square of the loudest channel, for values from -1 to 1: 0 is exact silence. */
	power: number;
	/** The largest absolute value, 0–1; only of sound that is fully decoded. */
	peak?: number;
	/** Share of values at full scale, 0–1, of the channel with the largest share; only of such sound, too. */
	clipped?: number;
}

/**
 * Measures how loud compressed sound is. It decodes no more than that takes: a full decoder would be several times as
 * large. Each track has its own, which gets the packets in order.
 */
export interface LevelDecoder {
	/**
	 * The sound of the next packet; empty for a header packet. Undefined from the first packet on that cannot be read.
	 */
	packet(bytes: Uint8Array): SoundBlock[] | undefined;
}
