import type { CutFrame } from '../frames/frameCutter';
import { opusPreSkip, opusRate, readOggPage } from '../ogg/page';
import { createOpusClock } from './opusClock';
import { packetsOf } from './opusPackets';
import { createOpusStream } from './opusStream';
import { silentPages, silentSeconds } from './opusSilence';
import { framesOf, misfit, type Join, type Joining, type OpenPart } from './parts';
import { createSilence } from './silence';

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

/** Counts the time of the joined sound, in seconds without the pre-skip of the first part. */
function createOpusTrack({ silence }: Joining) {
	const clock = createOpusClock();
	const countSilence = createSilence(silentSeconds, silence);
	let skip: number | undefined;
	/** Samples that a decoder drops at the start of the part alone. */
	let ownSkip = 0;
	const timeOf = (position: number): number => Math.max(0, position - (skip ?? 0)) / opusRate;
	return {
		clock,
		end: (isLast: boolean): number => timeOf(isLast ? clock.end : clock.position),
		/** Where the sound of the part begins, if no silence comes first. */
		start: (): number => timeOf(clock.position + ownSkip),
		takeHeader(page: Buffer, isFirst: boolean): void {
			ownSkip = isFirst ? opusPreSkip(page) : ownSkip;
			skip ??= ownSkip;
		},
		/**
		 * The silence before the first page of a part, or after the last part. What is played beyond the stated end of
		 * the part before it counts as silence, and so does what a decoder would drop at the start of this one.
		 */
		*silenceBefore(part: number, page?: Buffer): Generator<Buffer> {
			if (!page) ownSkip = 0;
			const [next] = page ? packetsOf(page) : [];
			const count = countSilence(part, timeOf(clock.end), timeOf(clock.position + ownSkip));
			const pages = silentPages(count, next?.begun);
			for (const silent of pages) {
				clock.set(silent);
				yield silent;
			}
			clock.beginPart();
		},
	};
}

/**
 * Joins Opus in Ogg into one logical stream (RFC 7845): the headers of the first part, then the pages of sound of all
 * parts, numbered anew. Time is counted by packets, so that all of them are played, even the 10 ms or so that a decoder
 * drops at the start and end of each part alone. Only the pre-skip of the first part is still dropped.
 */
export const joinOpus: Join = async function* (parts, joining) {
	const stream = createOpusStream();
	const track = createOpusTrack(joining);
	for (const [part, open] of parts.entries()) {
		let start: number | undefined;
		let isFirstPage = true;
		for await (const { page, isHeader } of pagesOf(open, part)) {
			if (isHeader) {
				track.takeHeader(page, isFirstPage);
				if (part === 0) yield* stream.take(page);
			} else {
				if (start === undefined) for (const silent of track.silenceBefore(part, page)) yield* stream.take(silent);
				start ??= track.start();
				track.clock.set(page);
				yield* stream.take(page);
			}
			isFirstPage = false;
		}
		joining.onPart({ start: start ?? track.start(), end: track.end(part === parts.length - 1) });
	}
	for (const silent of track.silenceBefore(parts.length)) yield* stream.take(silent);
	yield* stream.end(track.clock.end);
	joining.onEnd?.(track.end(true));
};
