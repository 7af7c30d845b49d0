import type { ReadFrame } from '../../../audio/frames/frame.ts';
import { createFrameWalk } from '../../../audio/frames/frameWalk.ts';
import { readMpegFrame } from '../../../audio/mp3/frame.ts';
import { readOggPage } from '../../../audio/ogg/page.ts';
import { inPieces } from '../../support/scripted/pieces.mts';
import { mp3, oggPage, opusHeaderPages, opusPages, preSkip } from '../../support/sounds.mts';

function walkOf(readFrame: ReadFrame, bytes: Uint8Array, ...sizes: number[]) {
	const walk = createFrameWalk(readFrame);
	for (const piece of inPieces(bytes, ...sizes)) walk.take(piece);
	return walk.end();
}

describe('MPEG frames', () => {
	it.each([
		// Second and third byte, length, PCM values, rate: ISO 11172-3, 144 · bitrate / rate
		[0xfb, 0x90, 417, 1152, 44_100],
		[0xfb, 0x92, 418, 1152, 44_100],
		[0xfb, 0x98, 576, 1152, 32_000],
		[0xfb, 0x50, 208, 1152, 44_100],
		[0xfb, 0xb0, 626, 1152, 44_100],
		[0xfb, 0xe4, 960, 1152, 48_000],
		// MPEG 2 and 2.5: half the values, half and a quarter of the rates.
		[0xf3, 0x80, 208, 576, 22_050],
		[0xf3, 0x84, 192, 576, 24_000],
		[0xe3, 0x80, 417, 576, 11_025],
		[0xe3, 0x88, 576, 576, 8_000],
	])('%s %s is %i bytes long', (second, third, length, samples, rate) => {
		const frame = readMpegFrame(Uint8Array.of(0xff, second, third, 0x64));
		expect(frame).toEqual({ length, seconds: expect.closeTo(samples / rate, 9), sampleRate: rate });
	});

	it.each([
		['no sync', [0xfe, 0xfb, 0x90]],
		['layer I', [0xff, 0xff, 0x90]],
		['layer II', [0xff, 0xfd, 0x90]],
		['a free bitrate', [0xff, 0xfb, 0x00]],
		['no bitrate', [0xff, 0xfb, 0xf0]],
		['no rate', [0xff, 0xfb, 0x9c]],
		['no version', [0xff, 0xeb, 0x90]],
		['nothing', []],
	])('are not recognized with %s', (_, head) => {
		expect(readMpegFrame(Uint8Array.from([...head, 0x64]))).toBeUndefined();
	});

	it('may be tags', () => {
		expect(readMpegFrame(Buffer.from('ID3\x04\0\0\0\0\x02\x01', 'latin1'))).toEqual({ length: 10 + 257, seconds: 0 });
		expect(readMpegFrame(Buffer.from('TAGtitle'))).toEqual({ length: 128, seconds: 0 });
	});

	it.each([
		[32_000, 64],
		[32_000, 192],
		[44_100, 64],
		[44_100, 128],
		[44_100, 192],
	] as const)('from LAME at %i Hz and %i kbit/s are read to the end', async (rate, bitrate) => {
		const { seconds, cut } = walkOf(readMpegFrame, await mp3(rate, bitrate, 1.5), 1000);
		expect(cut).toBe(false);
		// The encoder's delay and its padded last frames.
		expect(seconds).toBeGreaterThanOrEqual(1.5);
		expect(seconds).toBeLessThan(1.65);
	});

	it('between tags are read to the end, too', async () => {
		const tag = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\x02\x01', 'latin1'), Buffer.alloc(257)]);
		const sound = await mp3(44_100, 128, 0.5);
		const bare = walkOf(readMpegFrame, sound, 999).seconds;
		const tagged = walkOf(readMpegFrame, Buffer.concat([tag, sound, Buffer.from('TAG'), Buffer.alloc(125)]), 999);
		expect(tagged).toEqual({ seconds: bare, cut: false });
	});

	it('are not reported as cut if something else follows', async () => {
		const followed = Buffer.concat([await mp3(44_100, 128, 0.5), Buffer.from('APETAGEX'), Buffer.alloc(500)]);
		expect(walkOf(readMpegFrame, followed, 999)).toEqual({ seconds: undefined, cut: false });
	});
});

describe('Ogg pages', () => {
	it('have the length of their segments and the time of their granule position', () => {
		const page = oggPage({ packets: [Buffer.alloc(600), Buffer.alloc(10)], granule: 96_000n, flags: 0, number: 2 });
		expect(readOggPage(page)).toEqual({ length: page.length, seconds: 2, absolute: true });
	});

	it('have no time if no packet ends in them', () => {
		expect(readOggPage(oggPage({ packets: [Buffer.alloc(100)], granule: -1n, flags: 0, number: 2 }))).toMatchObject({
			seconds: 0,
		});
	});

	it('are not recognized in other data', () => {
		expect(readOggPage(Buffer.from('OggX'))).toBeUndefined();
		expect(walkOf(readOggPage, Buffer.alloc(500, 1), 100)).toEqual({ seconds: undefined, cut: false });
	});

	it('are reported as cut at any position', () => {
		const page = oggPage({ packets: Array<Buffer>(40).fill(Buffer.alloc(6)), granule: 960n, flags: 0, number: 2 });
		const uncut = Array.from(page.keys()).filter(
			(at) => !walkOf(readOggPage, Buffer.concat([page, page.subarray(0, at)]), 50).cut,
		);
		expect(uncut).toEqual([0]);
	});

	it('from libopus are read to the end', () => {
		const { seconds, cut } = walkOf(readOggPage, Buffer.concat(opusPages(2.5)), 777);
		expect(cut).toBe(false);
		expect(seconds).toBeCloseTo(2.5 - preSkip / 48_000, 9);
	});

	it.each([0, 312, 3840, 65_535])('last as long as they are played: without a pre-skip of %i values', (skip) => {
		const [head, ...others] = opusPages(2.5);
		head!.writeUInt16LE(skip, head!.indexOf('OpusHead') + 10);
		const { seconds, cut } = walkOf(readOggPage, Buffer.concat([head!, ...others]), 777);
		expect(cut).toBe(false);
		expect(seconds).toBeCloseTo(2.5 - skip / 48_000, 9);
	});

	it('never have a negative length', () => {
		const [head] = opusHeaderPages();
		expect(walkOf(readOggPage, head!, 777)).toEqual({ seconds: 0, cut: false });
	});
});

it('keeps at most a frame header of a stream, however long it is', () => {
	const walk = createFrameWalk(readOggPage);
	const page = oggPage({ packets: [Buffer.alloc(60_000)], granule: 0n, flags: 0, number: 0 });
	const before = process.memoryUsage().arrayBuffers;
	for (let number = 0; number < 2000; number++) walk.take(page);
	expect(walk.end().cut).toBe(false);
	expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(150_000_000);
});
