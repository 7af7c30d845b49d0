import { leadingPauses } from '../pauses';
import { readNamedLine, speakerFinder, type NamedLine } from './namedLine';
import type { ScriptFault, Turn } from './script';
import { isRule } from './scriptLine';

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

/** Adds a line to the turns. */
function addLine(reading: Reading, { speaker, text }: NamedLine, line: number): ScriptFault | undefined {
	const { turns, pauses } = reading;
	const last = turns.at(-1);
	if (speaker !== undefined) {
		turns.push({ speaker, text: `${pauses} ${text}`.trim(), line });
		reading.pauses = '';
	} else if (last) last.text = last.text ? `${last.text}\n${text}` : text;
	else if (leadingPauses(text).rest.trim()) return { kind: 'noFirstSpeaker', line: text };
	else reading.pauses = `${pauses} ${text}`.trim();
	return undefined;
}

/** Reads a script of `Name: words`, or says what is wrong with it. A line without a name continues the turn before. */
export function readScript(script: string, names: string[]): Turn[] | ScriptFault {
	const find = speakerFinder(names);
	const reading: Reading = { turns: [], pauses: '' };
	const { turns } = reading;
	for (const [at, text] of script.split(/\r\n?|[\n\u2028\u2029]/).entries()) {
		if (!text.trim() || isRule(text)) continue;
		const read = readNamedLine(text, at + 1, find);
		const fault = 'kind' in read ? read : addLine(reading, read, at + 1);
		if (fault) return fault;
	}
	const empty = turns.find(({ text }) => !text);
	return empty
		? { kind: 'noWords', speaker: empty.speaker, line: empty.line }
		: turns.map(({ speaker, text }) => ({ speaker, text }));
}
