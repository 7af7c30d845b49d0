import fc from 'fast-check';

import { createLoudSpan } from '../../audio/loudSpan.ts';
import { sliceWav } from '../../audio/sliceWav.ts';
import { wavHeader } from '../../audio/wav.ts';
import { inPieces } from '../support/scripted/pieces.mts';
import { bytesOf, streamOf } from '../support/streams.mts';

const rate = 8_000;
const rest = 400;

const wavOf = (values: number[], { dataSize }: { dataSize?: number } = {}): Buffer => {
	const sound = Buffer.alloc(values.length * 2);
	values.forEach((value, at) => sound.writeInt16LE(value, at * 2));
	return Buffer.concat([wavHeader({ sampleRate: rate, encoding: 'pcm16', dataSize: dataSize ?? sound.length }), sound]);
};

const valuesOf = (wav: Buffer): number[] =>
	Array.from({ length: (wav.length - 44) / 2 }, (_, at) => wav.readInt16LE(44 + at * 2));

const spanOf = async (wav: Buffer, ...sizes: number[]) => {
	const loud = createLoudSpan();
	expect((await bytesOf(loud.step(streamOf(inPieces(wav, ...sizes))))).equals(wav)).toBe(true);
	return loud.span();
};

const quiet = (maxLength: number) => fc.array(fc.integer({ min: -64, max: 64 }), { maxLength });

describe('the sound of a WAV', () => {
	it('is found without the silence at its ends, but for 50 ms, and cut out, however it comes in chunks', async () => {
		const loud = fc.oneof(fc.integer({ min: 65, max: 32_767 }), fc.integer({ min: -32_768, max: -65 }));
		const sizes = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 6 });
		await fc.assert(
			fc.asyncProperty(
				quiet(1_500),
				loud,
				quiet(1_500),
				loud,
				quiet(1_500),
				sizes,
				fc.boolean(),
				async (before, one, between, two, after, pieces, isUnsized) => {
					const values = [...before, one, ...between, two, ...after];
					const wav = wavOf(values, isUnsized ? { dataSize: 0xffff_ffff } : {});
					const from = Math.max(0, before.length - rest);
					const to = Math.min(values.length, values.length - after.length + rest);
					expect(await spanOf(wav, ...pieces)).toEqual({ from, to });
					const cut = await bytesOf(sliceWav({ from, to })(streamOf(inPieces(wav, ...pieces))));
					expect(valuesOf(cut)).toEqual(values.slice(from, to));
					expect(cut.readUInt32LE(40)).toBe(0xffff_ffff);
				},
			),
		);
	});

	it('is all of it to the end where no end is given', async () => {
		const cut = await bytesOf(sliceWav({ from: 2, to: Infinity })(streamOf([wavOf([1, 2, 3, 4, 5])])));
		expect(valuesOf(cut)).toEqual([3, 4, 5]);
	});

	it.each<[string, Buffer]>([
		['as quiet as silence', wavOf([0, 64, -64])],
		['empty', wavOf([])],
		['no WAV', Buffer.alloc(100)],
		['not 16-bit PCM', wavHeader({ sampleRate: rate, encoding: 'muLaw' })],
	])('is not known where it is %s', async (_, wav) => {
		expect(await spanOf(wav, 7)).toBeUndefined();
	});

	it('is that of the last stream: an attempt that failed does not count', async () => {
		const loud = createLoudSpan();
		await bytesOf(loud.step(streamOf([wavOf([5_000, 0, 0])])));
		await bytesOf(loud.step(streamOf([wavOf([...Array<number>(1_000).fill(0), 5_000])])));
		expect(loud.span()).toEqual({ from: 600, to: 1_001 });
	});
});
