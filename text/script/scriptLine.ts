import { looksLikeSentence } from './looksLikeSentence';
import { bareName, colon, longestName, withoutBold } from './names';

/** A line of a script that may begin with its speaker. */
export interface ScriptLine {
	/** What stands before the first colon, without list marks and bold print. */
	name: string;
	/** What stands after it. */
	words: string;
	/** Whether `name` is probably a name, and not part of a sentence, a time or an address. */
	isLikeName: boolean;
}

/** Whether a line is a rule or a fence of Markdown, which nobody speaks. */
export function isRule(line: string): boolean {
	const text = line.trim();
	const isLine = /^[-*_=~–—]\s*[-*_=~–—]\s*[-*_=~–—]/.test(text) && /^[-*_=~–—\s]+$/.test(text);
	return isLine || /^(?:`{3,}|~{3,})[ \t]?[\w+-]*$/.test(text);
}

/** Whether a colon belongs to a time, a ratio, an address, a path, a smiley or a program. */
function isOtherColon(before: string, after: string): boolean {
	if (/^(?:\/\/|:)/.test(after) || (after.startsWith('\\') && /(?:^|\s)[a-z]$/i.test(before))) return true;
	if (/\p{N}$/u.test(before) && /^\p{N}/u.test(after)) return true;
	// A French colon has a space on both sides, a smiley none after it.
	return /(?:^|\s)$/.test(before) && /^\S/.test(after);
}

const aTime = '\\d{1,2}:\\d{2}(?::\\d{2})?(?:[.,]\\d{1,3})?(?:\\s?[aApP]\\.?[mM]\\.?)?';
const aDate = '\\d{1,4}[./-]\\d{1,2}[./-]\\d{1,4},?\\s{1,9}';

/** The time, or the time range, that transcripts and chats put before a name. */
const leadingTime = new RegExp(
	`^\\s{0,99}[[(]?(?:${aDate})?${aTime}(?:\\s{0,9}(?:-->|[-–—])\\s{0,9}${aTime})?[\\])]?\\s{0,9}[-–—]?\\s{0,9}(` +
		'?=[^\\s\\d\\p{Ll}])',
	'u',
);

/** Reads a line. Undefined without a colon. */
export function readScriptLine(given: string): ScriptLine | undefined {
	const untimed = given.replace(leadingTime, '');
	// Without a colon after it, a time is part of the words.
	const line = colon.test(untimed) ? untimed : given;
	const position = line.search(colon);
	if (position < 0) return undefined;
	const [before, after] = [line.slice(0, position), line.slice(position + 1)];
	const name = withoutBold(before);
	const isLikeName =
		name !== '' && name.length <= longestName && !isOtherColon(before, after) && !looksLikeSentence(bareName(name));
	return { name, words: after.replace(/^[*_]{1,3}(?=\s|$)/, '').trim(), isLikeName };
}
