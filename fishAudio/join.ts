import { FishAudioError } from './errors';
import type { Format } from './formats';
import { createFrameCutter, readMpegFrame, readOggPage, type Piece, type ReadFrame } from './frames';
import { readWavHeader, unsizedWavHeader, type WavHeader } from './wav';

type Audio = AsyncIterable<Uint8Array>;

/** Opens a part of a speech: whole audio, which the audio check has passed. */
export type OpenPart = () => Audio;

/** Most bytes before the sound of a WAV. */
const mostHead = 65_536;

const misfit = (part: number, what: string): FishAudioError =>
	new FishAudioError('badAnswer', `Part ${part + 1} of the speech cannot be joined to the others: it ${what}`, {
		advice: 'All parts have to be of one format and one sample rate. Try again.',
	});

const otherRate = (part: number): FishAudioError => misfit(part, 'has another sample rate or number of channels');

/** Samples have no frame: one part simply follows the other. */
async function* joinPcm(parts: OpenPart[]): AsyncGenerator<Uint8Array> {
	for (const open of parts) yield* open();
}

const shapeOf = ({ sampleRate, channels, encoding, bitsPerSample }: WavHeader): string =>
	[sampleRate, channels, encoding, bitsPerSample].join();

/** The header of the first, with placeholders for the sizes, and then the sound of all. */
async function* joinWav(parts: OpenPart[]): AsyncGenerator<Uint8Array> {
	let shape: string | undefined;
	for (const [part, open] of parts.entries()) {
		let head = Buffer.alloc(0);
		let wav: WavHeader | undefined;
		let left = 0;
		for await (const chunk of open()) {
			let sound = chunk;
			if (!wav) {
				head = Buffer.concat([head, chunk]);
				wav = readWavHeader(head);
				if (!wav && head.length < mostHead) continue;
				if (!wav) break;
				if (shape === undefined) yield unsizedWavHeader(head, wav);
				shape ??= shapeOf(wav);
				if (shape !== shapeOf(wav)) throw otherRate(part);
				sound = head.subarray(wav.dataOffset);
				left = wav.dataSize ?? Infinity;
			}
			// Behind the sound there may be a title or the like.
			const kept = sound.subarray(0, left);
			left -= kept.length;
			if (kept.length > 0) yield kept;
		}
		if (!wav) throw misfit(part, 'is not WAV');
	}
}

/** The frames of a part, as many at a time as its chunks hold. */
async function* framesOf(part: Audio, readFrame: ReadFrame): AsyncGenerator<Piece[]> {
	const cutter = createFrameCutter(readFrame);
	for await (const chunk of part) yield cutter.take(chunk);
	yield cutter.end();
}

/**
 * A first frame without sound, which tells a duration and the encoder's delay: those of LAME behind the side information,
 * that of Fraunhofer at a fixed place.
 */
const isInfo = (frame: Buffer): boolean => /^.{4}(\0*(Xing|Info)|.{32}VBRI)/s.test(frame.toString('latin1', 0, 40));

/** The frames with sound of all, without tags. What is no frame stays: players look for the next one. */
async function* joinMp3(parts: OpenPart[]): AsyncGenerator<Uint8Array> {
	let seconds: number | undefined;
	for (const [part, open] of parts.entries()) {
		let isFirst = true;
		const sounds = ({ frame, bytes }: Piece): boolean => {
			// Its length in time tells the rate of a frame.
			seconds ??= frame?.seconds;
			if (frame && frame.seconds !== seconds) throw otherRate(part);
			const drop = isFirst && isInfo(bytes);
			isFirst = false;
			return !drop;
		};
		for await (const pieces of framesOf(open(), readMpegFrame)) {
			const kept = pieces.filter(sounds).map(({ bytes }) => bytes);
			if (kept.length > 0) yield Buffer.concat(kept);
		}
	}
}

/** Remainders of the polynomial of RFC 3533, 0x04c11db7, by the byte that leaves. */
let crcTable: Uint32Array | undefined;

const crcTableMade = (): Uint32Array =>
	Uint32Array.from({ length: 256 }, (_, byte) => {
		let crc = byte << 24;
		for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc < 0 ? 0x04c11db7 : 0);
		return crc;
	});

function oggCrc(bytes: Uint8Array): number {
	const table = (crcTable ??= crcTableMade());
	let crc = 0;
	for (const byte of bytes) crc = (crc << 8) ^ table[(crc >>> 24) ^ byte]!;
	return crc >>> 0;
}

/** Samples of 48 kHz in an Opus packet: the length of its frames by their configuration, and how many (RFC 6716, 3.1 and 3.2). */
function packetSamples(packet: Uint8Array): number {
	const [toc = 0, count = 0] = packet;
	const configuration = toc >> 3;
	const notSilk = configuration < 16 ? [480, 960] : [120, 240, 480, 960];
	const lengths = configuration < 12 ? [480, 960, 1920, 2880] : notSilk;
	const frames = [1, 2, 2, count & 63][toc & 3]!;
	return packet.length > 0 ? frames * lengths[configuration % lengths.length]! : 0;
}

/** Flags of a page (RFC 3533, 6). */
const continued = 1;
const firstPage = 2;
const lastPage = 4;

/** The packets that begin on a page, and where they end: those that end on a later one are not whole. */
function* packetsOf(page: Buffer): Generator<{ begun: Buffer | undefined; ends: boolean }> {
	const segments = page[26]!;
	let isBegin = (page[5]! & continued) === 0;
	for (let segment = 0, at = 27 + segments; segment < segments; segment++) {
		const size = page[27 + segment]!;
		const ends = size < 255;
		yield { begun: isBegin ? page.subarray(at, at + size) : undefined, ends };
		isBegin = ends;
		at += size;
	}
}

/**
 * One logical stream (RFC 7845): the headers of the first, and then the pages with sound of all, numbered anew. Their
 * time is counted by their packets: what a part's decoder would have dropped at its start and end, some 10 ms, is
 * played here.
 */
async function* joinOpus(parts: OpenPart[]): AsyncGenerator<Uint8Array> {
	let held: Buffer | undefined;
	let serial: number | undefined;
	let pages = 0;
	/** Samples of 48 kHz up to here, and up to here where the stream ends here. */
	let position = 0;
	let end = 0;
	let pending = 0;

	const hold = (page: Buffer): void => {
		serial ??= page.readUInt32LE(14);
		page[5] = (page[5]! & continued) | (pages === 0 ? firstPage : 0);
		page.writeUInt32LE(serial, 14);
		page.writeUInt32LE(pages++, 18);
		held = page;
	};
	/** Counts a page's packets; a page on which none ends has no time. */
	const setTime = (page: Buffer, start: number): void => {
		const stated = Number(page.readBigInt64LE(6));
		let hasEnd = false;
		for (const packet of packetsOf(page)) {
			if (packet.begun) pending = packetSamples(packet.begun);
			if (!packet.ends) continue;
			position += pending;
			hasEnd = true;
		}
		page.writeBigInt64LE(hasEnd ? BigInt(position) : -1n, 6);
		end = stated > 0 ? Math.min(position, start + stated) : position;
	};
	const sealed = (): Buffer[] => {
		held?.writeUInt32LE(0, 22);
		held?.writeUInt32LE(oggCrc(held), 22);
		return held ? [held] : [];
	};

	for (const [part, open] of parts.entries()) {
		const start = position;
		let headers = 0;
		for await (const pieces of framesOf(open(), readOggPage)) {
			for (const { frame, bytes: page } of pieces) {
				const isHeader = headers < 2;
				const opens = headers > 0 || page.includes('OpusHead');
				if (!frame || !opens) throw misfit(part, 'is not Opus');
				if (isHeader) for (const { ends } of packetsOf(page)) headers += Number(ends);
				else setTime(page, start);
				if (isHeader && part > 0) continue;
				yield* sealed();
				hold(page);
			}
		}
	}
	if (held) {
		held[5]! |= lastPage;
		held.writeBigInt64LE(BigInt(end), 6);
	}
	yield* sealed();
}

const joins: Record<Format, (parts: OpenPart[]) => AsyncGenerator<Uint8Array>> = {
	pcm: joinPcm,
	wav: joinWav,
	mp3: joinMp3,
	opus: joinOpus,
};

/**
 * Joins whole audio of one format, rate and number of channels, part after part: each is opened when its turn comes, and
 * none is held whole. One part alone passes as it is. The sizes in the header of a joined WAV are placeholders, for
 * `repairedWavHeader` when all is stored. Fails with `badAnswer` at a part that does not fit.
 */
export const joinAudio = (format: Format, parts: OpenPart[]): AsyncGenerator<Uint8Array> =>
	(parts.length === 1 ? joinPcm : joins[format])(parts);
