import { bareName, comparedName } from './names';
import { nameWithoutColon } from './nameWithoutColon';
import type { ScriptFault, Turn } from './script';
import { isRule, readScriptLine } from './scriptLine';

interface ReadTurn extends Turn {
	/** The line it begins in, counted from 1. */
	line: number;
}

type FindSpeaker = (name: string) => number | undefined;

/** Finds the index of a speaker by a name in any spelling. */
function speakerFinder(names: string[]): FindSpeaker {
	const indexes = new Map(names.map((name, index) => [comparedName(name), index]));
	return (name) => indexes.get(comparedName(name)) ?? indexes.get(comparedName(bareName(name)));
}

/** A line that begins with a speaker's name but no colon would be spoken by whoever spoke before. */
function missingColon(text: string, line: number, find: FindSpeaker): ScriptFault | undefined {
	const found = nameWithoutColon(text);
	return found && find(found.name) !== undefined ? { kind: 'noColon', ...found, line } : undefined;
}

/** Adds a line to the turns. */
function readLine(turns: ReadTurn[], text: string, line: number, find: FindSpeaker): ScriptFault | undefined {
	const read = readScriptLine(text);
	const speaker = read && find(read.name);
	if (read && speaker !== undefined) {
		turns.push({ speaker, text: read.words, line });
		return undefined;
	}
	if (read?.isLikeName) return { kind: 'unknownName', name: read.name, line };
	const fault = missingColon(text, line, find);
	if (fault) return fault;
	const last = turns.at(-1);
	if (!last) return { kind: 'noFirstSpeaker', line: text.trim() };
	last.text = last.text ? `${last.text}\n${text.trim()}` : text.trim();
	return undefined;
}

/** Reads a script of `Name: words`, or says what is wrong with it. A line without a name continues the turn before. */
export function readScript(script: string, names: string[]): Turn[] | ScriptFault {
	const find = speakerFinder(names);
	const turns: ReadTurn[] = [];
	for (const [at, text] of script.split(/\r\n?|[\n\u2028\u2029]/).entries()) {
		if (!text.trim() || isRule(text)) continue;
		const fault = readLine(turns, text, at + 1, find);
		if (fault) return fault;
	}
	const empty = turns.find(({ text }) => !text);
	return empty
		? { kind: 'noWords', speaker: empty.speaker, line: empty.line }
		: turns.map(({ speaker, text }) => ({ speaker, text }));
}
