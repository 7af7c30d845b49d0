import fc from 'fast-check';

import { createFrameCutter } from '../../../audio/frames/frameCutter.ts';
import { readMpegFrame } from '../../../audio/mp3/frame.ts';
import { inPieces } from '../../support/scripted/pieces.mts';
import { mp3 } from '../../support/sounds.mts';

describe('a stream cut into frames', () => {
	it('has no frames or tags after data that is not a frame', () => {
		const cutter = createFrameCutter(readMpegFrame);
		const chunks = [Buffer.alloc(300, 1), Buffer.from('TAG'), Buffer.alloc(500, 2)];
		const pieces = [...chunks.flatMap((chunk) => cutter.take(chunk)), ...cutter.end()];
		expect(Buffer.concat(pieces.map(({ bytes }) => bytes)).equals(Buffer.concat(chunks))).toBe(true);
	});

	it('keeps all bytes except tags', async () => {
		const sound = await mp3(44_100, 64, 0.4);
		const tag = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\x02\x01', 'latin1'), Buffer.alloc(257, 0xff)]);
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1 }),
				fc.nat(sound.length),
				(sizes, length) => {
					const cutter = createFrameCutter(readMpegFrame);
					const stream = Buffer.concat([tag, sound.subarray(0, length)]);
					const pieces = [...inPieces(stream, ...sizes).flatMap((chunk) => cutter.take(chunk)), ...cutter.end()];
					expect(Buffer.concat(pieces.map(({ bytes }) => bytes)).equals(sound.subarray(0, length))).toBe(true);
					expect(pieces.every(({ frame, bytes }) => frame === undefined || frame.length === bytes.length)).toBe(true);
					expect(pieces.filter(({ frame }) => !frame).length).toBeLessThanOrEqual(1);
				},
			),
		);
	});
});
