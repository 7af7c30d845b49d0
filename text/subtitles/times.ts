/** The times of a caption. */
export interface Times {
	/** Milliseconds */
	start: number;
	/** Milliseconds; undefined where it is missing, or not after the start. */
	end: number | undefined;
	/** Whether the end is before the start. */
	isBackward: boolean;
	/** What else stands in the line: settings of the position, or words. */
	rest: string;
}

/** Machine translation puts spaces around colons and commas. Four fields are hours, minutes, seconds, milliseconds. */
const time = String.raw`(?:(\d{1,6})\s?:\s?)?(\d{1,6})\s?:\s?(\d{1,6})(?:(?:\s?[.,;]\s?|:(?=\d{3}(?!\d)))(\d{1,9}))?`;

/** The caption's number may stand in the same line. */
const timesLine = new RegExp(
	String.raw`^(?:\d{1,6}[.)]?\s{1,9})?${time}\s{0,9}(--+>|-\s?-?>|[–—−]{1,2}>|→)\s{0,9}(?:${time}(?!\S))?(.*)$`,
);

/** A line that was meant to have times. */
const looksLikeTimes = /^[^\p{L}\p{N}]{0,3}\d[^>]{0,60}-->/u;

/** Two times of three or four numbers, whatever signs are between these. Words never look like that. */
const clock = String.raw`\d{1,6}(?:\s?[.:,;]\s?\d{1,9}){2,3}`;
const anyArrow = String.raw`\s{0,9}(?:[-–—−=]{1,3}>|→)\s{0,9}`;
const twoClocks = new RegExp(String.raw`^(?:\d{1,6}[.)]?\s{1,9})?${clock}${anyArrow}${clock}$`);

/** Settings that stand behind the times in WebVTT, in old SubRip files, and in converted ones. */
const settings = /^(?:vertical|line|position|size|align|region|[a-z]\d?)\s?:/i;

/** Milliseconds. Digits after the comma are a decimal fraction, however many there are. */
function millisecondsOf([hours, minutes, seconds, fraction]: Array<string | undefined>): number {
	const whole = Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds);
	return whole * 1000 + Math.round(Number(`0.${fraction ?? 0}`) * 1000);
}

const isMeant = (text: string, isVtt: boolean): boolean =>
	(isVtt ? text.includes('-->') : looksLikeTimes.test(text)) || twoClocks.test(text);

/**
 * Reads a line of times; `wrong` if it was meant as one, but cannot be read. Hours may be missing. A short arrow needs
 * hours or milliseconds before it, so that "10:30 -> 11:00" stays text.
 */
export function readTimes(line: string, isVtt: boolean): Times | 'wrong' | undefined {
	const text = line
		.slice(0, 300)
		.normalize('NFKC')
		.replace(/\p{Cf}/gu, '')
		.trim();
	const found = timesLine.exec(text);
	if (!found) return isMeant(text, isVtt) ? 'wrong' : undefined;
	const [hours, fraction, arrow, seconds, rest] = [found[1], found[4], found[5], found[8], found[10] ?? ''];
	if (!arrow?.startsWith('--') && fraction === undefined && hours === undefined) return undefined;
	if (seconds === undefined && rest.trim() !== '' && !settings.test(rest)) return 'wrong';
	const start = millisecondsOf(found.slice(1, 5));
	const end = seconds === undefined ? undefined : millisecondsOf(found.slice(6, 10));
	const words = rest.trim();
	return {
		start,
		end: end !== undefined && end > start ? end : undefined,
		isBackward: end !== undefined && end < start,
		rest: settings.test(words) ? '' : words,
	};
}

/** Words in a line of times that cannot be read: what stands behind the second time, but no settings. */
export function wordsBehind(line: string): string[] {
	const [, words] = /(?:>|→)\s{0,9}\S{1,40}\s{1,9}(\S.*)$/.exec(line.slice(0, 300)) ?? [];
	return words === undefined || settings.test(words) ? [] : [words];
}
