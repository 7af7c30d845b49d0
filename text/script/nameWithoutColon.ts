import { longestName, withoutBold } from './names';

/** A name that a line begins with, without a colon after it. */
export interface UncolonedName {
	name: string;
	/** As it stands in the line, with its brackets or dash. */
	written: string;
}

const bracketed = /^[*_]{0,3}([[(<【「（［]([^[\]()<>【】「」（）［］]{1,119})[\])>】」）］])[*_]{0,3}/u;
const dashed = /^(?:\|\s{0,9})?([^\s\-–—=>|:;][^\-–—=>|:;\t]{0,119}?)(?:\t|;|\s{0,9}(?:[-=]?>|\||\s[-–—]|—)\s)/u;

/**
 * The name that a line begins with if it stands in brackets, before a dash or an arrow instead of a colon, or alone, as
 * in a screenplay.
 */
export function nameWithoutColon(line: string): UncolonedName | undefined {
	const start = line.trimStart().slice(0, longestName + 4);
	const inBrackets = bracketed.exec(start);
	if (inBrackets) return { name: withoutBold(inBrackets[2] ?? ''), written: inBrackets[1] ?? '' };
	const withDash = dashed.exec(start);
	if (withDash) return { name: withoutBold(withDash[1] ?? ''), written: withDash[0].trim() };
	const alone = line.trim();
	return alone.length <= longestName ? { name: withoutBold(alone), written: alone } : undefined;
}
