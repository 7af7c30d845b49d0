import { readWavHeader } from '../../fishAudio/wav.ts';
import { wav } from './fixtures.mts';

it.each([8_000, 16_000, 24_000, 32_000, 44_100])('reads the header of %i Hz', (rate) => {
	const bytes = wav({ rate, seconds: 0.1 });
	expect(readWavHeader(bytes)).toEqual({ sampleRate: rate, bytesPerSecond: rate * 2, dataOffset: 44, dataSize: bytes.length - 44 });
});

it.each([0, 4294967040, 4294967295, 0xffff0000])('takes a data size of %i for a placeholder', (dataSize) => {
	expect(readWavHeader(wav({ dataSize }))?.dataSize).toBeUndefined();
});

it.each([2, 1_000_000_000, 2_000_000_000])('takes a data size of %i for true', (dataSize) => {
	expect(readWavHeader(wav({ dataSize }))?.dataSize).toBe(dataSize);
});

it('goes past other chunks, those of odd length too', () => {
	const before = [
		{ name: 'LIST', content: Buffer.from('INFOISFT odd') },
		{ name: 'fact', content: Buffer.from('odd') },
	];
	expect(readWavHeader(wav({ before }))?.dataOffset).toBe(44 + 8 + 12 + 8 + 4);
});

it('knows nothing as long as the sound has not begun', () => {
	const bytes = wav();
	for (let length = 0; length < 44; length++) expect(readWavHeader(bytes.subarray(0, length))).toBeUndefined();
	expect(readWavHeader(bytes.subarray(0, 44))).toBeDefined();
});

it('reads a header anywhere in a larger memory', () => {
	const memory = Buffer.concat([Buffer.alloc(13, 7), wav()]);
	expect(readWavHeader(memory.subarray(13))?.sampleRate).toBe(8000);
});

it('does not loop on a chunk that claims to have no end', () => {
	const bytes = Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE'), Buffer.from('junk\xff\xff\xff\xff', 'latin1'), Buffer.alloc(100)]);
	expect(readWavHeader(bytes)).toBeUndefined();
});
