import { fileTypeOf, headLength } from '../audio/fileType';
import { createFrameWalk, readMpegFrame, readOggPage } from '../audio/frames';
import { createWavSound } from './wavSound';

/** Takes a recording as it comes and tells how long it is. */
export interface LengthMeter {
	take(chunk: Uint8Array): void;
	/** Seconds, at the end of the recording; undefined where its format does not tell them here. */
	seconds(): number | undefined;
}

function wavLength(): LengthMeter {
	const wav = createWavSound();
	let bytes = 0;
	return {
		take: (chunk) => {
			if (!wav.isOther()) bytes += wav.take(chunk).length;
		},
		seconds: () => {
			const bytesPerSecond = wav.start()?.header.bytesPerSecond;
			return bytesPerSecond ? bytes / bytesPerSecond : undefined;
		},
	};
}

function framesLength(readFrame: typeof readMpegFrame): LengthMeter {
	const walk = createFrameWalk(readFrame);
	return { take: walk.take, seconds: () => walk.end().seconds };
}

/** The STREAMINFO that every FLAC begins with (RFC 9639, 8.2): 20 bits of rate, 8 of others, 36 of samples; 0 where they were not counted. */
function flacLength(head: Uint8Array): LengthMeter {
	const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
	const rate = view.getUint32(18) >>> 12;
	const samples = (view.getUint8(21) & 0x0f) * 2 ** 32 + view.getUint32(22);
	return { take: () => undefined, seconds: () => (rate > 0 && samples > 0 ? samples / rate : undefined) };
}

const unknown: LengthMeter = { take: () => undefined, seconds: () => undefined };

function meterFor(head: Uint8Array): LengthMeter {
	const type = fileTypeOf(head);
	if (type === 'wav') return wavLength();
	if (type === 'mp3') return framesLength(readMpegFrame);
	if (type === 'flac') return flacLength(head);
	// The pages of Vorbis count samples of a rate of its own.
	const isOpus = type === 'ogg' && Buffer.from(head).includes('OpusHead');
	return isOpus ? framesLength(readOggPage) : unknown;
}

/** Measures WAV, MP3, FLAC and Opus as they pass, and keeps no more of them than a header. */
export function createLengthMeter(): LengthMeter {
	let head = Buffer.alloc(0);
	let meter: LengthMeter | undefined;
	return {
		take(chunk) {
			if (meter) return meter.take(chunk);
			head = Buffer.concat([head, chunk]);
			if (head.length < headLength) return;
			meter = meterFor(head.subarray(0, headLength));
			meter.take(head);
			head = Buffer.alloc(0);
		},
		seconds: () => meter?.seconds(),
	};
}
