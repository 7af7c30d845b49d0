import { label, type Cue } from './captions';
import { escaped } from '../escaped';

/** `01:02:03` and the milliseconds after a sign of the format's. */
function clock(milliseconds: number, sign: string): string {
	const part = (unit: number, most: number): string => String(Math.floor(milliseconds / unit) % most).padStart(2, '0');
	const hours = String(Math.floor(milliseconds / 3_600_000)).padStart(2, '0');
	return `${hours}:${part(60_000, 60)}:${part(1000, 60)}${sign}${String(milliseconds % 1000).padStart(3, '0')}`;
}

const span = ({ start, end }: Cue, sign: string): string => `${clock(start, sign)} --> ${clock(end, sign)}`;

/** A SubRip file. It has no sign of its own for speakers: a name stands before the words where another one begins. */
export function toSrt(cues: Cue[]): string {
	return cues
		.map((cue, at) => {
			const isOther = cue.speaker !== cues[at - 1]?.speaker;
			return `${at + 1}\n${span(cue, ',')}\n${isOther ? label(cue.speaker) : ''}${cue.lines.join('\n')}\n`;
		})
		.join('\n');
}

/**
 * A WebVTT file. Each cue of a dialogue is in the voice of its speaker. The text of cues has entities, and so no arrow
 * that would be taken for a time (W3C WebVTT, 4.2.2).
 */
export function toVtt(cues: Cue[]): string {
	const voice = ({ speaker }: Cue): string => (speaker === undefined ? '' : `<v ${escaped(speaker)}>`);
	return ['WEBVTT\n', ...cues.map((cue) => `${span(cue, '.')}\n${voice(cue)}${escaped(cue.lines.join('\n'))}\n`)].join(
		'\n',
	);
}
