/** A short stretch of sound, and how loud it is. */
export interface SoundBlock {
	seconds: number;
	/** Mean square of the loudest channel, as samples of -1 to 1 have it: 0 is exact silence. */
	power: number;
}

/**
 * Tells how loud compressed sound is. It reads what that takes and makes no sound of it: a whole decoder would be several times as large.
 * One is made for each track, and given its packets in order.
 */
export interface LevelDecoder {
	/** The sound of the next packet; none of a packet that is a header. Undefined from the first packet on that it cannot read. */
	packet(bytes: Uint8Array): SoundBlock[] | undefined;
}
