import { pageHeaderLength } from '../ogg/page';
import type { Input, Reading } from './input';
import { nothingHeard, type Measured } from './measured';
import { createPackets, type TakePage } from './oggPackets';
import { nextPage, type Page } from './oggPage';
import { oggStreamOf, type OggStream } from './oggStream';
import type { NewMeter } from './sound';
import { trackOf, type Track } from './track';

/** A copy of the first packet that ends on a page, or of the start of a longer one; undefined on an empty page. */
function firstPacket({ bytes }: Page): Buffer | undefined {
	const table = bytes.subarray(pageHeaderLength, pageHeaderLength + bytes[pageHeaderLength - 1]!);
	if (table.length === 0) return undefined;
	const start = pageHeaderLength + table.length;
	const last = table.findIndex((size) => size < 255);
	const segments = last < 0 ? table : table.subarray(0, last + 1);
	return Buffer.from(bytes.subarray(start, start + segments.reduce((sum, size) => sum + size, 0)));
}

/** Follows the first stream of sound, and the streams of sound that are chained to it. */
function createListener(newMeter: NewMeter) {
	const streams: OggStream[] = [];
	let serial: number | undefined;
	let track: Track | undefined;
	let takePackets: TakePage | undefined;
	/** Whether pages have come behind the first ones of the stream. */
	let isUnderWay = false;

	const begin = (page: Page): void => {
		const first = firstPacket(page);
		const stream = first && oggStreamOf(first);
		if (!stream) return;
		streams.push(stream);
		serial = page.serial;
		track ??= trackOf(stream.codec, newMeter);
		isUnderWay = false;
		takePackets = createPackets((bytes, from, to) => {
			stream.packet(bytes, from, to);
			if (track?.wants()) track.packet(bytes.subarray(from, to));
		});
	};
	return {
		take(page: Page): void {
			isUnderWay ||= !page.begins;
			// Streams that begin together are parallel. One that begins later is chained to those before (RFC 3533, 4).
			if (page.begins && (streams.length === 0 || isUnderWay)) begin(page);
			if (page.serial !== serial) return;
			takePackets?.(page.bytes, page.continues);
			streams.at(-1)?.endPage(page.granule, page.isLast);
		},
		measured(isCut: boolean): Measured {
			if (streams.length === 0) return { lack: 'noSoundTrack' };
			const seconds = streams.reduce((sum, stream) => sum + stream.seconds(), 0);
			if (seconds <= 0) return nothingHeard;
			return { seconds, sound: track?.sound(), ...(isCut && { cut: {} }) };
		},
	};
}

/**
 * Measures the sound of an Ogg file: of the first sound track, and of those chained to it. Broken and incomplete pages
 * are passed over.
 */
export function* measureOgg(input: Input, _size: number, newMeter: NewMeter): Reading<Measured> {
	const listener = createListener(newMeter);
	for (;;) {
		const page = yield* nextPage(input);
		// Many recorders write no end-of-stream page, so only a page that breaks off shows a cut.
		if (page === 'end' || page === 'cut') return listener.measured(page === 'cut');
		listener.take(page);
		input.skip(page.bytes.length);
	}
}
