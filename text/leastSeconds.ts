import { usualSeconds } from './usualSeconds';

/** Nobody speaks this many times as fast as usual. */
const tooFast = 10;

/** Seconds of the shortest word at any speed: a little more than one frame of MP3 or Opus. */
const shortestWord = 0.04;

/**
 * Seconds that the audio of a text has at least, at `speed` times the usual rate: an eighth to a tenth of its usual
 * length, so that no true speech is shorter. 0 where the length cannot be estimated.
 */
export function leastSeconds(text: string, speed = 1): number {
	const usual = usualSeconds(text);
	return usual === 0 ? 0 : Math.max(shortestWord, usual / tooFast / Math.max(1, speed));
}
