/**
 * Milliseconds that an attempt at speech may take beside its text. A server that takes the connection and never answers
 * is left after this and what the text adds.
 */
export const speechTimeout = 120_000;

/**
 * Milliseconds for each byte of a text (UTF-8). A byte is 60 to 100 ms of sound at the usual speed, and the first byte
 * of a long text's audio has been seen to come after 0.36 to 0.56 of the length of its sound: this is about twice that.
 */
const perByte = 100;

/** Milliseconds that a text takes beyond `speechTimeout`; slow speech is longer. */
export const speakingTime = (text: string, speed = 1): number =>
	Math.ceil((Buffer.byteLength(text) * perByte) / Math.min(1, speed));

/** A second of the least that speech is stored in, Opus or MP3 at 16 kbit/s, in bytes. */
const leastSecond = 2_000;

/**
 * The longest that listening to a recording of an hour has to be waited for, in milliseconds: what the vendor's
 * examples wait.
 */
const longestListening = 15 * 60_000;

/**
 * Milliseconds that the server may take to listen to a recording of so many bytes, beside the usual deadline: half the
 * length that it can have at most. 95 seconds of sound have taken 28.
 */
export const listeningTime = (bytes: number): number =>
	Math.min(longestListening, Math.ceil((bytes / leastSecond) * 500));
