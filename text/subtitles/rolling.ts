import type { Subtitle } from './subtitle';

/** Milliseconds up to which no person can read a caption, or see that there is none. */
const flash = 50;

/** Whether a caption only holds the last line of the one right before for a moment, until the lines move up. */
const isHeldLine = ({ start, end, lines }: Subtitle, before: Subtitle | undefined): boolean =>
	before !== undefined &&
	start - before.end <= flash &&
	end - start <= flash &&
	lines.length === 1 &&
	lines[0] === before.lines.at(-1);

/**
 * Captions without the lines that stay on the screen while the next ones come. Automatic captions of YouTube show each
 * line twice or three times. A file counts as such if a fourth of its captions only hold a line: in others, somebody
 * may really say the same again.
 */
export function withoutRolling(subtitles: Subtitle[]): Subtitle[] {
	const held = subtitles.map((subtitle, at) => isHeldLine(subtitle, subtitles[at - 1]));
	if (held.filter(Boolean).length * 4 < subtitles.length) return subtitles;
	return subtitles.flatMap((subtitle, at) => {
		if (held[at]) return [];
		const stays = subtitle.lines.length > 1 && subtitle.lines[0] === subtitles[at - 1]?.lines.at(-1);
		return [stays ? { ...subtitle, lines: subtitle.lines.slice(1) } : subtitle];
	});
}
