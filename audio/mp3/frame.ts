import type { ReadFrame } from '../frames/frame';
import { id3Length } from '../tags';
import { readMpegHeader } from './header';

/** The first letters of an ID3 tag at the start and at the end of a file. */
const tags = ['ID3', 'TAG'];

/** Reads an MPEG layer III frame or an ID3 tag (ISO 11172-3 and 13818-3, 2.4.2.3). */
export const readMpegFrame: ReadFrame = (head) => {
	const letters = Buffer.from(head.subarray(0, 3)).toString('latin1');
	if (letters === 'ID3') return head.length < 10 ? 'more' : { length: id3Length(head), seconds: 0 };
	if (letters === 'TAG') return { length: 128, seconds: 0 };
	const mayBegin = head[0] === 0xff || tags.some((tag) => tag.startsWith(letters));
	if (head.length > 0 && head.length < 4 && mayBegin) return 'more';
	const header = readMpegHeader(head);
	if (header?.layer !== 3 || header.length === 0) return undefined;
	const { length, samples, sampleRate } = header;
	return { length, seconds: samples / sampleRate, sampleRate };
};
