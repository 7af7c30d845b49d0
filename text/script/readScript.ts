import { leadingPauses } from '../pauses';
import { bareName, comparedName } from './names';
import { nameWithoutColon } from './nameWithoutColon';
import type { ScriptFault, Turn } from './script';
import { isRule, readScriptLine } from './scriptLine';

interface ReadTurn extends Turn {
	/** The line it begins in, counted from 1. */
	line: number;
}

/** What was read so far. */
interface Reading {
	turns: ReadTurn[];
	/** Pauses before the first name: they belong to the first turn. */
	pauses: string;
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

/** Begins a turn where a line begins with a name, perhaps behind pauses; false where it does not. */
function beginTurn(reading: Reading, text: string, line: number, find: FindSpeaker): boolean {
	const { pauses, rest } = leadingPauses(text);
	const read = readScriptLine(rest);
	const speaker = read && find(read.name);
	if (!read || speaker === undefined) return false;
	const before = [reading.pauses, pauses].filter(Boolean);
	reading.turns.push({ speaker, text: [...before, read.words].join(' ').trim(), line });
	reading.pauses = '';
	return true;
}

/** Adds a line to the turns. */
function readLine(reading: Reading, text: string, line: number, find: FindSpeaker): ScriptFault | undefined {
	if (beginTurn(reading, text, line, find)) return undefined;
	const { turns } = reading;
	const read = readScriptLine(leadingPauses(text).rest);
	if (read?.isLikeName) return { kind: 'unknownName', name: read.name, line };
	const fault = missingColon(text, line, find);
	if (fault) return fault;
	const last = turns.at(-1);
	const isPause = !last && !leadingPauses(text).rest.trim();
	if (isPause) reading.pauses = `${reading.pauses} ${text.trim()}`.trim();
	if (isPause) return undefined;
	if (!last) return { kind: 'noFirstSpeaker', line: text.trim() };
	last.text = last.text ? `${last.text}\n${text.trim()}` : text.trim();
	return undefined;
}

/** Reads a script of `Name: words`, or says what is wrong with it. A line without a name continues the turn before. */
export function readScript(script: string, names: string[]): Turn[] | ScriptFault {
	const find = speakerFinder(names);
	const reading: Reading = { turns: [], pauses: '' };
	const { turns } = reading;
	for (const [at, text] of script.split(/\r\n?|[\n\u2028\u2029]/).entries()) {
		if (!text.trim() || isRule(text)) continue;
		const fault = readLine(reading, text, at + 1, find);
		if (fault) return fault;
	}
	const empty = turns.find(({ text }) => !text);
	return empty
		? { kind: 'noWords', speaker: empty.speaker, line: empty.line }
		: turns.map(({ speaker, text }) => ({ speaker, text }));
}
