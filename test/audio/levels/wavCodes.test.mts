import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { SoundBlock } from '../../../audio/levels/levelDecoder.ts';
import { createWavLevels } from '../../../audio/levels/wavCodes.ts';
import { readWavHeader } from '../../../audio/wav.ts';
import { decibels, secondsOf } from './decibels.mts';

/** See fixtures/README.md. */
function levelsOf(name: string): SoundBlock[] {
	const wav = readFileSync(join(import.meta.dirname, 'fixtures', name));
	const header = readWavHeader(wav)!;
	const levels = createWavLevels(header)!;
	const blocks: SoundBlock[] = [];
	for (let at = header.dataOffset; at < wav.length; at += header.blockSize) {
		blocks.push(...levels.packet(wav.subarray(at, at + header.blockSize))!);
	}
	return blocks;
}

const codings = [{ encoding: 0x02 }, { encoding: 0x11 }, { encoding: 0x31 }];

describe('levels of telephone WAVs, as ffmpeg measures them', () => {
	it.each([
		{
			name: 'ima.wav',
			samples: 10_100,
			mean: -21.911,
			peak: -1.636217,
			levels: [-120, -120, -22, -22.7, -15.3, -20.6, -29.2, -39.2, -19.7, -20.9, -22.1, -23.1],
			within: 0.1,
		},
		{
			name: 'ms.wav',
			samples: 9760,
			mean: -21.767,
			peak: -2.332926,
			levels: [-120, -120, -22, -22.7, -15.3, -20.6, -29.2, -39.2, -19.7, -21, -22.2, -22.9],
			within: 0.1,
		},
		{
			name: 'gsm.wav',
			samples: 9600,
			mean: -22.378,
			peak: -1.483002,
			levels: [-66.3, -66.3, -23.2, -23.5, -16, -21, -28.7, -40.8, -20.3, -21.8, -22.9, -23.7],
			within: 0.2,
		},
	])('$name', ({ name, samples, mean, peak, levels, within }) => {
		const blocks = levelsOf(name);
		expect(secondsOf(blocks)).toBeCloseTo(samples / 8000, 9);
		expect(Math.abs(20 * Math.log10(Math.max(...blocks.map((block) => block.peak!))) - peak)).toBeLessThan(within);
		expect(Math.abs(decibels(blocks) - mean)).toBeLessThan(within);
		for (const [at, level] of levels.entries()) {
			// Blocks may cross the borders between the tenths of a second.
			const found = decibels(blocks, at * 0.1, (at + 1) * 0.1);
			expect({ at, found, isRight: level < -60 ? found < -55 : Math.abs(found - level) < 2.5 }).toEqual({
				at,
				found,
				isRight: true,
			});
		}
	});

	it('are not known for other codings', () => {
		for (const encoding of [1, 3, 6, 7, 0x55])
			expect(createWavLevels({ encoding, channels: 1, sampleRate: 8000 })).toBeUndefined();
		expect(createWavLevels({ encoding: 0x11, channels: 0, sampleRate: 8000 })).toBeUndefined();
		expect(createWavLevels({ encoding: 0x11, channels: 1, sampleRate: 0 })).toBeUndefined();
	});

	it.each(codings)('are valid numbers for any bytes ($encoding)', ({ encoding }) => {
		const anything = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 });
		const rates = fc.constantFrom(1, 8000, 2 ** 32 - 1);
		fc.assert(
			fc.property(anything, fc.integer({ min: 1, max: 9 }), rates, (packets, channels, sampleRate) => {
				const levels = createWavLevels({ encoding, channels, sampleRate })!;
				for (const packet of packets) {
					for (const { power, peak, seconds } of levels.packet(packet)!) {
						expect(power >= 0 && power <= 1 && peak! <= 1 && seconds > 0).toBe(true);
					}
				}
			}),
			{ numRuns: 300 },
		);
	});
});
