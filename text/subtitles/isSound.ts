import { hasLetters } from '../scripts';

/** What stands in brackets, as in `[MUSIC]` and `(door slams)`, and signs of music. */
const sounds = /\[[^[\]]{0,300}\]|\([^()]{0,300}\)|（[^（）]{0,300}）|［[^［］]{0,300}］|【[^【】]{0,300}】/g;

/**
 * Whether a caption has nothing but sounds, described for people who cannot hear them: `[MUSIC]`, `(door slams)`, `♪♪`.
 * Nobody speaks them in a dub. Brackets beside words stay: `[happy]` may be a cue, and `♪ la la ♪` has words.
 */
export const isSound = (lines: string[]): boolean => !hasLetters(lines.join(' ').replace(sounds, ''));
