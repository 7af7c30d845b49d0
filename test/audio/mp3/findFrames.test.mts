import fc from 'fast-check';

import { findMp3Frames } from '../../../audio/mp3/findFrames.ts';
import { mp3, opusPages, pcm } from '../../support/sounds.mts';

describe('MP3 frames', () => {
	it.each([
		['zeros', Buffer.alloc(600)],
		['a line break', Buffer.from('\r\n')],
		['half a frame', Buffer.alloc(300, 0x55)],
		['sync words without frames', Buffer.from('fffb9064fffb9064fffffffbe000fff3', 'hex')],
	])('are found after %s', async (_, front) => {
		const frames = await mp3(44_100, 128, 0.5);
		expect(findMp3Frames(Buffer.concat([front, frames]))).toBe(front.length);
	});

	it('are found if the data includes two of them', async () => {
		expect(findMp3Frames((await mp3(44_100, 128, 0.5)).subarray(0, 900))).toBe(0);
		expect(findMp3Frames((await mp3(44_100, 128, 0.5)).subarray(0, 420))).toBeUndefined();
	});

	it('are not found in other data', () => {
		expect(findMp3Frames(Buffer.concat(opusPages(2)))).toBeUndefined();
		expect(findMp3Frames(pcm(44_100, 1))).toBeUndefined();
		expect(findMp3Frames(Buffer.alloc(8192, 0xff))).toBeUndefined();
		fc.assert(
			fc.property(fc.uint8Array({ minLength: 0, maxLength: 8192, size: 'max' }), (bytes) => {
				expect(findMp3Frames(bytes)).toBeUndefined();
			}),
		);
	});
});
