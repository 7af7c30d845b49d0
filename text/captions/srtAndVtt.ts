import { escaped } from '../escaped';
import { label, type Caption } from './captions';

/** A time such as `01:02:03,004`; the formats differ in the separator of the milliseconds. */
function clock(milliseconds: number, separator: string): string {
	const part = (unit: number, limit: number): string =>
		String(Math.floor(milliseconds / unit) % limit).padStart(2, '0');
	const hours = String(Math.floor(milliseconds / 3_600_000)).padStart(2, '0');
	const rest = String(milliseconds % 1000).padStart(3, '0');
	return `${hours}:${part(60_000, 60)}:${part(1000, 60)}${separator}${rest}`;
}

const times = ({ start, end }: Caption, separator: string): string =>
	`${clock(start, separator)} --> ${clock(end, separator)}`;

/** A SubRip file. The format has no speakers: a name stands before the words where another speaker begins. */
export function toSrt(captions: Caption[]): string {
	return captions
		.map((caption, at) => {
			const isOther = caption.speaker !== captions[at - 1]?.speaker;
			const name = isOther ? label(caption.speaker) : '';
			return `${at + 1}\n${times(caption, ',')}\n${name}${caption.lines.join('\n')}\n`;
		})
		.join('\n');
}

/**
 * A WebVTT file. In a dialogue each caption has a voice tag. The text is escaped, so that no arrow is read as a time
 * (W3C WebVTT, 4.2.2).
 */
export function toVtt(captions: Caption[]): string {
	const voice = ({ speaker }: Caption): string => (speaker === undefined ? '' : `<v ${escaped(speaker)}>`);
	const blocks = captions.map(
		(caption) => `${times(caption, '.')}\n${voice(caption)}${escaped(caption.lines.join('\n'))}\n`,
	);
	return ['WEBVTT\n', ...blocks].join('\n');
}
