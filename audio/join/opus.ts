import type { CutFrame } from '../frames/frameCutter';
import { opusPreSkip, opusRate, readOggPage } from '../ogg/page';
import { createOpusClock } from './opusClock';
import { packetsOf } from './opusPackets';
import { createOpusStream } from './opusStream';
import { framesOf, misfit, type Join, type OpenPart } from './parts';

/** A page of a part, and whether it is one of the part's headers. */
interface PartPage {
	page: Buffer;
	isHeader: boolean;
}

/** Packets in front of the sound: OpusHead and OpusTags (RFC 7845, 3). */
const headerPackets = 2;

/** The pages of a part. Fails if the part is not Opus in Ogg. */
async function* pagesOf(open: OpenPart, part: number): AsyncGenerator<PartPage> {
	let headers = 0;
	const pageOf = ({ frame, bytes: page }: CutFrame): PartPage => {
		const hasBegun = headers > 0 || page.includes('OpusHead');
		if (!frame || !hasBegun) throw misfit(part, 'is not Opus');
		const isHeader = headers < headerPackets;
		if (isHeader) for (const { ends } of packetsOf(page)) headers += Number(ends);
		return { page, isHeader };
	};
	for await (const frames of framesOf(open(), readOggPage)) for (const frame of frames) yield pageOf(frame);
}

/**
 * Joins Opus in Ogg into one logical stream (RFC 7845): the headers of the first part, then the pages of sound of all
 * parts, numbered anew. Time is counted by packets, so that all of them are played, even the 10 ms or so that a decoder
 * drops at the start and end of each part alone. Only the pre-skip of the first part is still dropped.
 */
export const joinOpus: Join = async function* (parts, { onEnd }) {
	const stream = createOpusStream();
	const clock = createOpusClock();
	let preSkip: number | undefined;
	for (const [part, open] of parts.entries()) {
		clock.beginPart();
		for await (const { page, isHeader } of pagesOf(open, part)) {
			preSkip ??= opusPreSkip(page);
			if (!isHeader) clock.set(page);
			if (!isHeader || part === 0) yield* stream.take(page);
		}
		const isLast = part === parts.length - 1;
		onEnd(Math.max(0, (isLast ? clock.end : clock.position) - (preSkip ?? 0)) / opusRate);
	}
	yield* stream.end(clock.end);
};
