import { leadingPauses } from '../pauses';
import { bareName, comparedName } from './names';
import { nameWithoutColon } from './nameWithoutColon';
import type { ScriptFault } from './script';
import { readScriptLine } from './scriptLine';

export type FindSpeaker = (name: string) => number | undefined;

/** Finds the index of a speaker by a name in any spelling. */
export function speakerFinder(names: string[]): FindSpeaker {
	const indexes = new Map(names.map((name, index) => [comparedName(name), index]));
	return (name) => indexes.get(comparedName(name)) ?? indexes.get(comparedName(bareName(name)));
}

/** A line and who speaks it. */
export interface NamedLine {
	/** Index in the list of speakers; undefined where the line begins with no name. */
	speaker: number | undefined;
	/** Without the name. */
	text: string;
}

/** A line that begins with a speaker's name but no colon would be spoken by whoever spoke before. */
function missingColon(text: string, line: number, find: FindSpeaker): ScriptFault | undefined {
	const found = nameWithoutColon(text);
	return found && find(found.name) !== undefined ? { kind: 'noColon', ...found, line } : undefined;
}

/**
 * Reads `Name: words`, or says what is wrong with the name. `line` is its number, for the fault. Pauses before the name
 * are spoken by that speaker.
 */
export function readNamedLine(text: string, line: number, find: FindSpeaker): NamedLine | ScriptFault {
	const { pauses, rest } = leadingPauses(text);
	const read = readScriptLine(rest);
	const speaker = read && find(read.name);
	if (read && speaker !== undefined) return { speaker, text: `${pauses} ${read.words}`.trim() };
	if (read?.isLikeName) return { kind: 'unknownName', name: read.name, line };
	return missingColon(text, line, find) ?? { speaker: undefined, text: text.trim() };
}
