import { srtBlocks, vttBlocks, type Block, type BlockFault } from './blocks';
import { isSound } from './isSound';
import { withoutRolling } from './rolling';
import { shareTime } from './shareTime';
import { shownText } from './shownText';
import type { NoSubtitles, Subtitle, SubtitleFault, Subtitles } from './subtitle';

// How speech is made of a subtitle file:
//
// 1. `subtitleText` makes text of bytes, `readSubtitles` captions of text. Its faults become hints,
//    or errors where words would be lost.
// 2. `subtitleTurns` says who speaks which caption, and leaves out sounds. Its fault is an error with the line.
// 3. All are spoken. For Speak Faster, `speedsNeeded` says which of them are spoken again, and how fast.
// 4. `placeSpeech` says where each begins, from their real lengths. Silence goes between them, up to `length`.

/** Milliseconds that a caption without an end stays, if no other one begins. */
const usualTime = 5000;

/** Formats that people take for subtitles, by their beginning. */
const otherFormats: Array<[string, RegExp]> = [
	['ASS', /^\s{0,99}\[Script Info\]/i],
	['TTML', /^\s{0,99}<(?:\?xml|tt)[\s:]/i],
	['MicroDVD', /^\s{0,99}\{\d{1,9}\}\{\d{1,9}\}/],
	['LRC', /^\s{0,99}\[(?:\d{1,3}:\d{2}(?:[.:]\d{1,3})?|(?:ar|ti|al|by|offset):[^\]\n]{0,200})\]/i],
	['HTML', /^\s{0,99}<(?:!doctype|html)[\s>]/i],
];

/**
 * A text without byte order marks, also those that were read in a wrong encoding, and without the zero bytes of UTF-16
 * that was read as ASCII.
 */
const repaired = (text: string): string => text.replaceAll('\0', '').replace(/^(?:\ufeff|ï»¿|ÿþ|þÿ|\ufffd{2})/, '');

/** The end of a caption that has none: the next one's start, or a usual time. */
function endOf({ start, end }: Block, next: Block | undefined): number {
	if (end !== undefined) return end;
	const until = next && next.start > start ? next.start : Infinity;
	return Math.min(until, start + usualTime);
}

/** A block as one caption, or one for each of its speakers. */
function captionsOf(block: Block, next: Block | undefined): Subtitle[] {
	const voiced = shownText(block.lines);
	const times = shareTime(
		{ start: block.start, end: endOf(block, next) },
		voiced.map(({ lines }) => lines.join('')),
	);
	return voiced.map(({ speaker, lines }, at) => ({
		line: block.line,
		...(times[at] ?? { start: block.start, end: block.start }),
		lines,
		speaker,
	}));
}

const keyOf = ({ start, end, lines, speaker }: Subtitle): string => JSON.stringify([start, end, lines, speaker]);

/** Without those that stand in the file twice. */
function withoutRepeats(subtitles: Subtitle[]): Subtitle[] {
	const seen = new Set<string>();
	return subtitles.filter((subtitle) => {
		const key = keyOf(subtitle);
		const isNew = !seen.has(key);
		seen.add(key);
		return isNew;
	});
}

/** A fault with the words that are lost. Nobody would speak sounds. */
function faultOf({ lines, ...fault }: BlockFault): SubtitleFault {
	const shownLines = shownText(lines).flatMap((voiced) => voiced.lines);
	return { ...fault, lost: isSound(shownLines) ? '' : shownLines.join(' ') };
}

/**
 * Reads a SubRip (SRT) or WebVTT file as players do, broken ones included. Captions come in the order of their starts;
 * they may overlap. Empty and repeated captions are left out, and lines that only move up. A caption with several
 * WebVTT voices becomes several.
 */
export function readSubtitles(given: string): Subtitles | NoSubtitles {
	const text = repaired(given);
	// Some programs write `\r\r\n`.
	const lines = text.split(/\r{0,2}\n|\r/);
	const isVtt = /^\s{0,99}webvtt(?:\s|$)/i.test(text);
	const { blocks, faults: unread } = isVtt ? vttBlocks(lines) : srtBlocks(lines);
	const faults = unread.map(faultOf);
	const sorted = blocks.sort((a, b) => a.start - b.start);
	const captions = sorted.flatMap((block, at) => captionsOf(block, sorted[at + 1]));
	const subtitles = withoutRolling(withoutRepeats(captions.sort((a, b) => a.start - b.start)));
	if (subtitles.length > 0) return { subtitles, faults };
	const looksLike = otherFormats.find(([, beginning]) => beginning.test(text))?.[0];
	return { kind: 'noSubtitles', fault: faults[0], looksLike };
}
