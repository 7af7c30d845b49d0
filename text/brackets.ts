/*
 * Brackets that may hold a cue, whatever the model. Each pattern takes time in proportion to the text: use them with
 * `matchAll` and `replace`, which keep no state in them.
 */

/** `[happy]`. With more than 200 characters in them, brackets hold prose. */
export const square = /\[([^[\]\n]{1,200})\]/g;

/** `(happy)` */
export const round = /\(([^()\n]{1,200})\)/g;

/** `<|speaker:0|>` and other tags of the API. */
export const apiTag = /<\|[^|\n]{1,200}\|>/g;

/** Phonemes between their tags: as many characters as the API takes in a dictionary. */
export const phonemes = /<\|phoneme_start\|>([^<\n]{0,1024})<\|phoneme_end\|>/g;

/** A text with the letters that its phonemes are written in, as words of their own, in place of their tags. */
export const withoutPhonemeTags = (text: string): string => text.replace(phonemes, ' $1 ');

/** Cues and tags of any model. */
export const anyCue = new RegExp(`${square.source}|${round.source}|${apiTag.source}`, 'g');

/** Brackets of any kind and length. Not all hold cues: for where only what is certainly spoken may count. */
export const anyBrackets = /\[[^[\]]*\]|\([^()]*\)|<[^<>]*>|【[^【】]*】|（[^（）]*）/g;
