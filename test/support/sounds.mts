import OpusScript from 'opusscript';
import { createMp3Encoder } from 'wasm-media-encoders';

/** A tone of changing loudness, with an overtone. */
export const tone = (rate: number, seconds: number): Float32Array =>
	Float32Array.from({ length: Math.round(rate * seconds) }, (_, at) => {
		const t = at / rate;
		return (
			0.4 * Math.sin(2 * Math.PI * 220 * t) * (0.6 + 0.4 * Math.sin(9 * t)) + 0.1 * Math.sin(2 * Math.PI * 930 * t)
		);
	});

export function pcm(rate: number, seconds: number): Buffer {
	const samples = tone(rate, seconds);
	const bytes = Buffer.alloc(samples.length * 2);
	samples.forEach((sample, at) => bytes.writeInt16LE(Math.round(sample * 32_000), at * 2));
	return bytes;
}

async function encodeMp3(rate: 32_000 | 44_100, bitrate: 64 | 128 | 192, seconds: number): Promise<Buffer> {
	const lame = await createMp3Encoder();
	lame.configure({ channels: 1, sampleRate: rate, bitrate });
	const sound = Buffer.from(lame.encode([tone(rate, seconds)]).slice());
	return Buffer.concat([sound, Buffer.from(lame.finalize().slice())]);
}

/** The MP3 files of this test file, since LAME takes a second for ten. */
const encoded = new Map<string, Promise<Buffer>>();

/** LAME, constant bitrate, mono. Encoded once; each call gives a copy of its own. */
export async function mp3(...shape: Parameters<typeof encodeMp3>): Promise<Buffer> {
	const key = shape.join();
	const made = encoded.get(key) ?? encodeMp3(...shape);
	encoded.set(key, made);
	return Buffer.from(await made);
}

export interface WavShape {
	rate?: number;
	seconds?: number;
	/** The sizes that the header states. Default: the true ones. */
	riffSize?: number;
	dataSize?: number;
	/** Further chunks before the sound. */
	before?: Array<{ name: string; content: Uint8Array }>;
}

/** RIFF WAVE, 16 bit mono, written by hand (Microsoft Multimedia Programming Interface, 1991, chapter 3). */
export function wav({ rate = 8_000, seconds = 0.5, riffSize, dataSize, before = [] }: WavShape = {}): Buffer {
	const sound = pcm(rate, seconds);
	const format = Buffer.alloc(24);
	format.write('fmt ', 0, 'latin1');
	format.writeUInt32LE(16, 4);
	format.writeUInt16LE(1, 8);
	format.writeUInt16LE(1, 10);
	format.writeUInt32LE(rate, 12);
	format.writeUInt32LE(rate * 2, 16);
	format.writeUInt16LE(2, 20);
	format.writeUInt16LE(16, 22);
	const others = before.map(({ name, content }) => {
		const head = Buffer.alloc(8);
		head.write(name, 0, 'latin1');
		head.writeUInt32LE(content.length, 4);
		return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
	});
	const data = Buffer.alloc(8);
	data.write('data', 0, 'latin1');
	data.writeUInt32LE(dataSize ?? sound.length, 4);
	const body = Buffer.concat([Buffer.from('WAVE'), format, ...others, data, sound]);
	const riff = Buffer.alloc(8);
	riff.write('RIFF', 0, 'latin1');
	riff.writeUInt32LE(riffSize ?? body.length, 4);
	return Buffer.concat([riff, body]);
}

/** CRC of RFC 3533: polynomial 0x04c11db7, no reflection. */
export function oggCrc(bytes: Uint8Array): number {
	let crc = 0;
	for (const byte of bytes) {
		crc ^= byte << 24;
		for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
	}
	return crc >>> 0;
}

interface OggPage {
	packets: Buffer[];
	granule: bigint;
	flags: number;
	number: number;
}

/** A page with complete packets (RFC 3533, 6). */
export function oggPage({ packets, granule, flags, number }: OggPage): Buffer {
	const lacing = packets.flatMap(({ length }) => [...Array<number>(Math.floor(length / 255)).fill(255), length % 255]);
	const head = Buffer.alloc(27);
	head.write('OggS', 0, 'latin1');
	head[5] = flags;
	head.writeBigInt64LE(granule, 6);
	head.writeUInt32LE(0x1234, 14);
	head.writeUInt32LE(number, 18);
	head[26] = lacing.length;
	const page = Buffer.concat([head, Buffer.from(lacing), ...packets]);
	page.writeUInt32LE(oggCrc(page), 22);
	return page;
}

/** PCM values at 48 kHz that players drop from the start of Opus. */
export const preSkip = 312;

function opusHeaders(): [Buffer, Buffer] {
	const head = Buffer.alloc(19);
	head.write('OpusHead', 0, 'latin1');
	head[8] = 1;
	head[9] = 1;
	head.writeUInt16LE(preSkip, 10);
	head.writeUInt32LE(48_000, 12);
	return [
		head,
		Buffer.concat([Buffer.from('OpusTags'), Buffer.from([4, 0, 0, 0]), Buffer.from('test'), Buffer.alloc(4)]),
	];
}

/** The two header pages (RFC 7845, 3). */
export function opusHeaderPages(): Buffer[] {
	const [head, tags] = opusHeaders();
	return [
		oggPage({ packets: [head], granule: 0n, flags: 2, number: 0 }),
		oggPage({ packets: [tags], granule: 0n, flags: 0, number: 1 }),
	];
}

/** Pages of Opus in Ogg: 48 kHz mono, packets of 20 ms, `perPage` packets on a page. */
export function opusPages(seconds: number, perPage = 25): Buffer[] {
	const frame = 960;
	const encoder = new OpusScript(48_000, 1, OpusScript.Application.AUDIO);
	const sound = pcm(48_000, seconds);
	const packets: Buffer[] = [];
	for (let at = 0; at < sound.length; at += frame * 2) {
		const piece = Buffer.alloc(frame * 2);
		sound.copy(piece, 0, at, at + frame * 2);
		packets.push(Buffer.from(encoder.encode(piece, frame)));
	}
	encoder.delete();
	const pages = opusHeaderPages();
	for (let at = 0; at < packets.length; at += perPage) {
		const last = at + perPage >= packets.length;
		const upTo = Math.min(packets.length, at + perPage);
		const granule = BigInt(upTo * frame);
		pages.push(oggPage({ packets: packets.slice(at, upTo), granule, flags: last ? 4 : 0, number: pages.length }));
	}
	return pages;
}
