/** Milliseconds that an attempt at speech may take, without the time for its text. */
export const speechTimeout = 120_000;

/**
 * Milliseconds for each byte of a text (UTF-8). A byte is 60 to 100 ms of sound at normal speed. The audio of a long
 * text has been seen to start after 0.36 to 0.56 of its length; this is about twice that.
 */
const perByte = 100;

/** Milliseconds in addition to `speechTimeout` for a text. Slow speech takes longer. */
export const speakingTime = (text: string, speed = 1): number =>
	Math.ceil((Buffer.byteLength(text) * perByte) / Math.min(1, speed));

/** Bytes of a second of speech in the smallest usual form: Opus or MP3 at 16 kbit/s. */
const smallestSecond = 2_000;

/** The longest time in milliseconds for the transcription of an hour of sound, as in the vendor's examples. */
const longestListening = 15 * 60_000;

/**
 * Milliseconds, in addition to the usual deadline, that the server may take to transcribe a recording of this size in
 * bytes: half of its greatest possible length. 95 seconds of sound have taken 28.
 */
export const listeningTime = (bytes: number): number =>
	Math.min(longestListening, Math.ceil((bytes / smallestSecond) * 500));
