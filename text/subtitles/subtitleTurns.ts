import { readNamedLine, speakerFinder, type FindSpeaker, type NamedLine } from '../script/namedLine';
import type { ScriptFault } from '../script/script';
import { spaceBetween } from '../scripts';
import { isSound } from './isSound';
import { shareTime } from './shareTime';
import type { Subtitle } from './subtitle';

/** What one speaker says in a caption. */
export interface SubtitleTurn {
	/** Line of the file that has its times, counted from 1. */
	line: number;
	/** Milliseconds */
	start: number;
	/** Milliseconds */
	end: number;
	/** In one line. */
	text: string;
	/** Index in the list of speakers; 0 without one. */
	speaker: number;
}

/** The dash before what each of two people says: "- Yes." A minus stands at its number. */
const dash = /^[-‐‑–—](?:\s{1,9}(?=\S)|(?=[\p{L}\p{Ps}\p{Pi}"'¿¡♪.…]))/u;

/** The lines of a caption as one: a line end on the screen is no pause. */
const joined = (before: string, after: string): string =>
	before && after && spaceBetween(before, after) ? `${before} ${after}` : before + after;

const textOf = (lines: string[]): string => lines.map((line) => line.replace(dash, '')).reduce(joined, '');

/** The captions for one voice, which speaks all of their text. Sounds are left out. */
export const singleVoiceTurns = (subtitles: Subtitle[]): SubtitleTurn[] =>
	subtitles
		.filter(({ lines }) => !isSound(lines))
		.map(({ line, start, end, lines }) => ({ line, start, end, text: textOf(lines), speaker: 0 }));

/** The lines of a caption with their speakers. A name in a voice tag is the only one in its caption. */
function namedLines({ line, lines, speaker }: Subtitle, find: FindSpeaker): Array<NamedLine | ScriptFault> {
	if (speaker === undefined) return lines.map((text) => readNamedLine(text.replace(dash, ''), line, find));
	const found = find(speaker);
	if (found === undefined) return [{ kind: 'unknownName', name: speaker, line }];
	return [{ speaker: found, text: textOf(lines) }];
}

interface Said {
	speaker: number;
	text: string;
}

/** What each speaker says in a caption. Lines before the first name belong to the speaker of the caption before. */
function saidIn(subtitle: Subtitle, find: FindSpeaker, before: number | undefined): Said[] | ScriptFault {
	const said: Said[] = [];
	for (const named of namedLines(subtitle, find)) {
		if ('kind' in named) return named;
		const last = said.at(-1);
		const speaker = named.speaker ?? last?.speaker ?? before;
		if (speaker === undefined) return { kind: 'noFirstSpeaker', line: named.text };
		if (last?.speaker === speaker) last.text = joined(last.text, named.text);
		else said.push({ speaker, text: named.text });
	}
	return said;
}

/**
 * Who speaks which caption: by its WebVTT voice tag or by `Name:` before its words, read as in a script. A caption
 * without a name goes on with the speaker before. Where two speak in one caption, they share its time. Sounds are left
 * out. Returns the first fault; its line is that of the caption's times.
 */
export function subtitleTurns(subtitles: Subtitle[], names: string[]): SubtitleTurn[] | ScriptFault {
	const find = speakerFinder(names);
	const turns: SubtitleTurn[] = [];
	let current: number | undefined;
	for (const subtitle of subtitles) {
		if (isSound(subtitle.lines)) continue;
		const said = saidIn(subtitle, find, current);
		if ('kind' in said) return said;
		current = said.at(-1)?.speaker ?? current;
		// A name alone says who speaks next.
		const spoken = said.filter(({ text }) => !isSound([text]));
		const times = shareTime(
			subtitle,
			spoken.map(({ text }) => text),
		);
		for (const [at, time] of times.entries()) {
			turns.push({ line: subtitle.line, ...time, text: spoken[at]?.text ?? '', speaker: spoken[at]?.speaker ?? 0 });
		}
	}
	return turns.sort((a, b) => a.start - b.start);
}
