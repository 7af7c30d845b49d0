import { shown } from '../shown';
import type { SubtitleFault } from './subtitle';
import { readTimes, wordsBehind, type Times } from './times';

/** A caption as it stands in the file. */
export interface Block {
	/** Line of its times, counted from 1. */
	line: number;
	/** Milliseconds */
	start: number;
	/** Milliseconds; undefined where the file has none that makes sense. */
	end: number | undefined;
	lines: string[];
}

/** What could not be read, with the lines of the caption that is lost by it. */
export interface BlockFault extends Omit<SubtitleFault, 'lost'> {
	lines: string[];
}

interface Blocks {
	blocks: Block[];
	faults: BlockFault[];
}

const isBlank = (line: string | undefined): boolean => line === undefined || line.trim() === '';

/** The number of a caption, also such as `#3` and `3.`. */
function numberIn(line: string | undefined): number | undefined {
	const found = /^\s{0,9}#?(\d{1,9})[.:)]?\s{0,9}$/.exec(line ?? '');
	return found ? Number(found[1]) : undefined;
}

const fault = (kind: SubtitleFault['kind'], line: number, text: string, lines: string[]): BlockFault => ({
	kind,
	line,
	shown: shown(text.slice(0, 300).trim()),
	lines,
});

/** A line of times that cannot be read. Words behind them are the first of the caption, whose lines follow. */
function wrongTimes(line: number, text: string, lines: string[]): BlockFault {
	lines.push(...wordsBehind(text));
	return fault('wrongTimes', line, text, lines);
}

/** A caption that ends before it begins. Nothing of it is lost. */
const backward = ({ isBackward }: Times, line: number, text: string): BlockFault[] =>
	isBackward ? [fault('backward', line, text, [])] : [];

/** The lines since the last times. */
interface Open {
	/** Line of these times, counted from 1. */
	line: number;
	lines: string[];
	/** The number of this caption, where it has one. */
	number: number | undefined;
	/** False before the first times. */
	isCaption: boolean;
}

/**
 * Takes the number of the next caption off the end of the lines before its times. One with empty lines after it counts
 * if it goes on from the last: else it may be a caption that shows a number.
 */
function takeNumber({ lines, number, isCaption }: Open): number | undefined {
	const direct = numberIn(lines.at(-1));
	if (direct !== undefined) {
		lines.pop();
		return direct;
	}
	let length = lines.length;
	while (length > 0 && isBlank(lines[length - 1])) length--;
	const apart = numberIn(lines[length - 1]);
	const goesOn = !isCaption || (number !== undefined && apart === number + 1);
	if (apart === undefined || !goesOn || !isBlank(lines[length - 2])) return undefined;
	lines.length = length - 1;
	return apart;
}

/**
 * The caption after this one, if it stands in its lines: an empty line, the next number, and words without times. The
 * number that follows is not that one again.
 */
function withoutTimes({ line, lines, number }: Open, following: number | undefined): BlockFault[] {
	if (number === undefined || following === number + 1) return [];
	const at = lines.findIndex((one, index) => numberIn(one) === number + 1 && index > 0 && isBlank(lines[index - 1]));
	const words = at < 0 ? -1 : lines.findIndex((one, index) => index > at && !isBlank(one));
	if (words < 0) return [];
	const lost = fault('noTimes', line + words + 1, lines[words] ?? '', lines.slice(words));
	lines.length = at;
	return [lost];
}

/** The first line with words, in text that stands before the first times. After a number it is a caption. */
function wordsBefore(lines: string[]): BlockFault[] {
	const at = lines.findIndex((line) => !isBlank(line) && numberIn(line) === undefined);
	if (at < 0) return [];
	const isCaption = lines.slice(0, at).some((line) => !isBlank(line));
	return [fault('noTimes', at + 1, lines[at] ?? '', isCaption ? lines.slice(at) : [])];
}

/**
 * The captions of a SubRip file, as FFmpeg reads it: each line of times begins a caption, which goes on until the next
 * one's number or times. So numbers and empty lines may be missing, and empty lines may stand in a caption.
 */
export function srtBlocks(lines: string[]): Blocks {
	const blocks: Block[] = [];
	const faults: BlockFault[] = [];
	const before: string[] = [];
	let open: Open = { line: 0, lines: before, number: undefined, isCaption: false };
	for (const [at, line] of lines.entries()) {
		const times = readTimes(line, false);
		if (times === undefined) open.lines.push(line);
		else {
			const number = takeNumber(open);
			faults.push(...withoutTimes(open, number));
			open = { line: at + 1, number, lines: [], isCaption: true };
			if (times === 'wrong') faults.push(wrongTimes(at + 1, line, open.lines));
			else {
				if (times.rest) open.lines.push(times.rest);
				blocks.push({ line: at + 1, start: times.start, end: times.end, lines: open.lines });
				faults.push(...backward(times, at + 1, line));
			}
		}
	}
	faults.push(...withoutTimes(open, undefined));
	return { blocks, faults: [...wordsBefore(before), ...faults] };
}

/** Blocks of WebVTT that show nothing (W3C WebVTT, 4.1). */
const showsNothing = /^(?:\ufeff?webvtt|NOTE|STYLE|REGION)(?:\s|$)/iu;

/** Lines between empty lines, without times so far. */
interface Stray {
	line: number;
	lines: string[];
}

/**
 * Lines without times, which are not shown. A caption's number before them, or a caption, makes them a caption: it has
 * lost its times, or an empty line stands in it.
 */
function strayFault(stray: Stray | undefined, isAfterCaption: boolean): BlockFault[] {
	if (!stray || showsNothing.test(stray.lines[0] ?? '')) return [];
	const isNumbered = numberIn(stray.lines[0]) !== undefined;
	const lines = isNumbered ? stray.lines.slice(1) : stray.lines;
	const [first] = lines;
	if (first === undefined) return [];
	const line = stray.line + stray.lines.length - lines.length;
	return [fault('noTimes', line, first, isNumbered || isAfterCaption ? lines : [])];
}

/** An empty line ends a caption. One with spaces may be the first line that it shows (YouTube). */
const endsCaption = (line: string, shownLines: string[] | undefined): boolean =>
	line === '' || (isBlank(line) && shownLines?.length !== 0);

/**
 * The captions of a WebVTT file, as browsers read it (W3C WebVTT, 6.1): a caption ends with an empty line or with the
 * next times; one line before the times is its name.
 */
export function vttBlocks(lines: string[]): Blocks {
	const blocks: Block[] = [];
	const faults: BlockFault[] = [];
	let shownLines: string[] | undefined;
	let stray: Stray | undefined;
	let isAfterCaption = false;
	for (const [at, line] of lines.entries()) {
		const times = readTimes(line, true);
		if (times !== undefined) {
			if (stray && stray.lines.length > 1) faults.push(...strayFault(stray, isAfterCaption));
			stray = undefined;
			isAfterCaption = true;
			shownLines = [];
			if (times === 'wrong') faults.push(wrongTimes(at + 1, line, shownLines));
			else {
				blocks.push({ line: at + 1, start: times.start, end: times.end, lines: shownLines });
				faults.push(...backward(times, at + 1, line));
			}
		} else if (endsCaption(line, shownLines)) {
			faults.push(...strayFault(stray, isAfterCaption));
			[shownLines, stray] = [undefined, undefined];
		} else if (shownLines) shownLines.push(line);
		else (stray ??= { line: at + 1, lines: [] }).lines.push(line);
	}
	return { blocks, faults: [...faults, ...strayFault(stray, isAfterCaption)] };
}
