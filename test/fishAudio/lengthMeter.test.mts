import { createLengthMeter } from '../../fishAudio/lengthMeter.ts';
import { inPieces } from '../support/scriptedSend.mts';
import { mp3, oggPage, opusPages, wav } from './fixtures.mts';

const measured = (bytes: Uint8Array, size = 1_000): number | undefined => {
	const meter = createLengthMeter();
	for (const piece of inPieces(bytes, size)) meter.take(piece);
	return meter.seconds();
};

/** The start of a FLAC (RFC 9639, 8): STREAMINFO alone, written by hand, of 44.1 kHz mono with 16 bits. */
function flac(samples: number): Buffer {
	const bytes = Buffer.alloc(4 + 4 + 34 + 60);
	bytes.write('fLaC', 0, 'latin1');
	bytes.writeUInt32BE(0x80000022, 4);
	bytes.writeUInt32BE(((44_100 << 12) | (15 << 4)) >>> 0, 18);
	bytes.writeUInt8((bytes.readUInt8(21) & 0xf0) | Math.floor(samples / 2 ** 32), 21);
	bytes.writeUInt32BE(samples % 2 ** 32, 22);
	return bytes;
}

const preskip = 312 / 48_000;

it.each<[string, () => Promise<Buffer> | Buffer, number]>([
	['WAV', () => wav({ seconds: 3 }), 3],
	['WAV with placeholder sizes', () => wav({ seconds: 3, riffSize: 0xffffff24, dataSize: 0xffffff00 }), 3],
	['WAV with a title before its sound', () => wav({ seconds: 3, before: [{ name: 'LIST', content: Buffer.alloc(20_000, 65) }] }), 3],
	['WAV with a title behind its sound', () => Buffer.concat([wav({ seconds: 3 }), Buffer.from('LIST\x10\0\0\0INFOaaaaaaaaaaaa', 'latin1')]), 3],
	['MP3', () => mp3(44_100, 128, 3), 3],
	['Opus', () => Buffer.concat(opusPages(3)), 3 + preskip],
	['FLAC', () => flac(3 * 44_100), 3],
	['a long FLAC', () => flac(2 ** 33), 2 ** 33 / 44_100],
])('measures %s, however it is cut', async (_, make, seconds) => {
	const bytes = await make();
	for (const size of [1, 50, 64, 65, 4_096, bytes.length]) expect(Math.abs(measured(bytes, size)! - seconds)).toBeLessThan(0.1);
});

it.each<[string, Buffer]>([
	['FLAC that does not count its samples', flac(0)],
	['Ogg that holds something else', oggPage({ packets: [Buffer.from('\x01vorbis'.padEnd(100, 'and what belongs to it'), 'latin1')], granule: 44_100n, flags: 2, number: 0 })],
	['M4A', Buffer.from(`\0\0\0\x20ftypM4A ${'x'.repeat(100)}`, 'latin1')],
	['text', Buffer.from('Not a sound at all. '.repeat(10))],
	['nothing', Buffer.alloc(0)],
	['a few bytes', Buffer.from('RIFF')],
	['WAV without a beginning', Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVELIST\xff\xff\xff\x0f', 'latin1'), Buffer.alloc(100_000)])],
])('does not guess of %s', (_, bytes) => {
	expect(measured(bytes, 99)).toBeUndefined();
});
