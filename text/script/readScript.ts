import { readNamedLine, speakerFinder, type NamedLine } from './namedLine';
import type { ScriptFault, Turn } from './script';
import { isRule } from './scriptLine';

interface ReadTurn extends Turn {
	/** The line it begins in, counted from 1. */
	line: number;
}

/** Adds a line to the turns. */
function addLine(turns: ReadTurn[], { speaker, text }: NamedLine, line: number): ScriptFault | undefined {
	const last = turns.at(-1);
	if (speaker !== undefined) turns.push({ speaker, text, line });
	else if (last) last.text = last.text ? `${last.text}\n${text}` : text;
	else return { kind: 'noFirstSpeaker', line: text };
	return undefined;
}

/** Reads a script of `Name: words`, or says what is wrong with it. A line without a name continues the turn before. */
export function readScript(script: string, names: string[]): Turn[] | ScriptFault {
	const find = speakerFinder(names);
	const turns: ReadTurn[] = [];
	for (const [at, text] of script.split(/\r\n?|[\n\u2028\u2029]/).entries()) {
		if (!text.trim() || isRule(text)) continue;
		const read = readNamedLine(text, at + 1, find);
		const fault = 'kind' in read ? read : addLine(turns, read, at + 1);
		if (fault) return fault;
	}
	const empty = turns.find(({ text }) => !text);
	return empty
		? { kind: 'noWords', speaker: empty.speaker, line: empty.line }
		: turns.map(({ speaker, text }) => ({ speaker, text }));
}
