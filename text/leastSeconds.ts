/**
 * Seconds that a letter takes at a usual rate of speech, by script: of those that have a sign for a syllable more. They
 * follow from the rates of syllables that Coupé, Oh, Dediu and Pellegrino measured in 17 languages (Science Advances,
 * 2019), and are rather too short.
 */
const secondsOfLetter: Array<[letters: RegExp, seconds: number]> = [
	[/[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Georgian}]/gu, 0.05],
	[/[\p{Script=Arabic}\p{Script=Hebrew}]/gu, 0.06],
	[
		/[\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Oriya}\p{Script=Sinhala}]/gu,
		0.07,
	],
	[/[\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}]/gu, 0.07],
	[/[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu, 0.07],
	[/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 0.08],
	[/\p{Script=Ethiopic}/gu, 0.1],
	[/\p{Script=Hangul}/gu, 0.13],
	[/\p{Script=Han}/gu, 0.15],
	[/\p{Nd}/gu, 0.05],
];

/** So many times as fast nobody speaks. */
const tooFast = 10;

/** Seconds that the shortest word takes at least, at any speed: more than one frame of MP3 or Opus lasts. */
const leastOfAll = 0.04;

/** What stands in brackets may be a direction that is not spoken, whatever it is to the model. */
const inBrackets = /\[[^[\]]*\]|\([^()]*\)|<[^<>]*>|【[^【】]*】|（[^（）]*）/g;

/** Letters drawn out, as in "Nooooo", and a million's zeros are no longer for being more. */
const repeated = /(.)\1{2,}/gsu;

/**
 * Seconds that audio of a text has at least, spoken at `speed` times the usual rate: an eighth to a tenth of what it
 * usually takes, so that it is under the length of any true speech. 0 where that cannot be told: of signs, and of
 * scripts that are not known here.
 */
export function leastSeconds(text: string, speed = 1): number {
	const letters = text.replace(inBrackets, ' ').replace(/\p{M}/gu, '').replace(repeated, '$1$1');
	const usual = secondsOfLetter.reduce(
		(sum, [pattern, seconds]) => sum + (letters.match(pattern)?.length ?? 0) * seconds,
		0,
	);
	return usual === 0 ? 0 : Math.max(leastOfAll, usual / tooFast / Math.max(1, speed));
}
