import fc from 'fast-check';
import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';

import { readWavHeader, repairedWavHeader, wavHeader } from '../../audio/wav.ts';
import { wav } from '../support/sounds.mts';

it.each([8_000, 16_000, 24_000, 32_000, 44_100])('reads the header of %i Hz', (rate) => {
	const bytes = wav({ rate, seconds: 0.1 });
	expect(readWavHeader(bytes)).toEqual({
		sampleRate: rate,
		bytesPerSecond: rate * 2,
		encoding: 1,
		channels: 1,
		bitsPerSample: 16,
		blockSize: 2,
		dataOffset: 44,
		dataSize: bytes.length - 44,
	});
});

it.each([0, 4294967040, 4294967295, 0xffff0000])('reads a data size of %i as a placeholder', (dataSize) => {
	expect(readWavHeader(wav({ dataSize }))?.dataSize).toBeUndefined();
});

it.each([2, 1_000_000_000, 2_000_000_000])('reads a data size of %i as the true size', (dataSize) => {
	expect(readWavHeader(wav({ dataSize }))?.dataSize).toBe(dataSize);
});

it('skips other chunks, even of odd length', () => {
	const before = [
		{ name: 'LIST', content: Buffer.from('INFOISFT odd') },
		{ name: 'fact', content: Buffer.from('odd') },
	];
	expect(readWavHeader(wav({ before }))?.dataOffset).toBe(44 + 8 + 12 + 8 + 4);
});

it('reads nothing before the sound has begun', () => {
	const bytes = wav();
	for (let length = 0; length < 44; length++) expect(readWavHeader(bytes.subarray(0, length))).toBeUndefined();
	expect(readWavHeader(bytes.subarray(0, 44))).toBeDefined();
});

it('reads a header at any offset in a larger buffer', () => {
	const memory = Buffer.concat([Buffer.alloc(13, 7), wav()]);
	expect(readWavHeader(memory.subarray(13))?.sampleRate).toBe(8000);
});

it('does not loop on a chunk that claims to be endless', () => {
	const bytes = Buffer.concat([
		Buffer.from('RIFF\0\0\0\0WAVE'),
		Buffer.from('junk\xff\xff\xff\xff', 'latin1'),
		Buffer.alloc(100),
	]);
	expect(readWavHeader(bytes)).toBeUndefined();
});

/** A `fmt ` chunk of WAVE_FORMAT_EXTENSIBLE (mmreg.h), float in stereo. */
function extensible(): Buffer {
	const chunk = Buffer.alloc(48);
	chunk.write('fmt ', 'latin1');
	for (const [at, value] of [
		[8, 0xfffe],
		[10, 2],
		[20, 8],
		[22, 32],
		[24, 22],
		[26, 32],
		[32, 3],
	] as const)
		chunk.writeUInt16LE(value, at);
	chunk.writeUInt32LE(40, 4);
	chunk.writeUInt32LE(48_000, 12);
	chunk.writeUInt32LE(384_000, 16);
	return chunk;
}

it('reads the subformat of an extensible header', () => {
	const bytes = Buffer.concat([
		Buffer.from('RIFF\0\0\0\0WAVE'),
		extensible(),
		Buffer.from('data\x08\0\0\0'),
		Buffer.alloc(8),
	]);
	expect(readWavHeader(bytes)).toMatchObject({
		encoding: 3,
		channels: 2,
		sampleRate: 48_000,
		bitsPerSample: 32,
		blockSize: 8,
		dataOffset: 68,
		dataSize: 8,
	});
});

/** The chunks of a RIFF file and where they end, read without our code. */
function chunksOf(file: Buffer): { chunks: Array<{ name: string; content: Buffer }>; end: number; riffEnd: number } {
	expect(file.toString('latin1', 0, 4)).toBe('RIFF');
	const chunks: Array<{ name: string; content: Buffer }> = [];
	let at = 12;
	while (at + 8 <= file.length) {
		const size = file.readUInt32LE(at + 4);
		chunks.push({ name: file.toString('latin1', at, at + 4), content: file.subarray(at + 8, at + 8 + size) });
		at += 8 + size + (size & 1);
	}
	return { chunks, end: at, riffEnd: 8 + file.readUInt32LE(4) };
}

const padded = (file: Buffer): Buffer => Buffer.concat([file, Buffer.alloc(file.length % 2)]);

const shapes = [
	{ encoding: 'pcm16', code: 1, width: 2, length: 44 },
	{ encoding: 'muLaw', code: 7, width: 1, length: 58 },
	{ encoding: 'aLaw', code: 6, width: 1, length: 58 },
] as const;

describe.each(shapes)('a header of $encoding', ({ encoding, code, width, length }) => {
	it('describes the file correctly, including its padding', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 5000 }),
				fc.constantFrom(8_000, 16_000, 24_000, 44_100),
				(count, sampleRate) => {
					const dataSize = count * width;
					const header = wavHeader({ sampleRate, encoding, dataSize });
					expect(header).toHaveLength(length);
					const file = padded(Buffer.concat([header, Buffer.alloc(dataSize, 7)]));
					const { chunks, end, riffEnd } = chunksOf(file);
					expect([end, riffEnd]).toEqual([file.length, file.length]);
					expect(chunks.map(({ name }) => name)).toEqual(width === 2 ? ['fmt ', 'data'] : ['fmt ', 'fact', 'data']);
					const format = chunks[0]!.content;
					expect([0, 2, 12, 14].map((at) => format.readUInt16LE(at))).toEqual([code, 1, width, width * 8]);
					expect([4, 8].map((at) => format.readUInt32LE(at))).toEqual([sampleRate, sampleRate * width]);
					expect(format).toHaveLength(width === 2 ? 16 : 18);
					expect(format.subarray(16).every((byte) => byte === 0)).toBe(true);
					if (width === 1) expect(chunks[1]!.content).toEqual(Buffer.from(Uint32Array.of(count).buffer));
					expect(chunks.at(-1)!.content).toHaveLength(dataSize);
					expect(repairedWavHeader(file.subarray(0, 4096), file.length)).toBeUndefined();
					if (count > 0)
						expect(readWavHeader(file)).toMatchObject({ encoding: code, sampleRate, dataOffset: length, dataSize });
				},
			),
		);
	});

	it('is understood by another reader', async () => {
		const file = padded(
			Buffer.concat([wavHeader({ sampleRate: 8000, encoding, dataSize: 4001 * width }), Buffer.alloc(4001 * width)]),
		);
		const input = new Input({ source: new BufferSource(new Uint8Array(file)), formats: ALL_FORMATS });
		const track = await input.getPrimaryAudioTrack();
		expect(track).toMatchObject({
			codec: { 1: 'pcm-s16', 6: 'alaw', 7: 'ulaw' }[code],
			sampleRate: 8000,
			numberOfChannels: 1,
		});
		expect(await input.computeDuration()).toBeCloseTo(4001 / 8000, 9);
	});

	it('has placeholders for an unknown or impossible size, which are repaired when the size is known', () => {
		const unknown = wavHeader({ sampleRate: 8000, encoding });
		expect(readWavHeader(unknown)?.dataSize).toBeUndefined();
		expect(unknown.readUInt32LE(4)).toBe(0xffff_ffff);
		for (const dataSize of [2 ** 32, 2 ** 32 - 12])
			expect(wavHeader({ sampleRate: 8000, encoding, dataSize })).toEqual(unknown);
		expect(wavHeader({ sampleRate: 8000, encoding, dataSize: 2 ** 32 - 1 - (length - 8) - 1 })).not.toEqual(unknown);
		for (const dataSize of [0, 2, 1000 * width, 1001 * width, 0x7fff_ff00 * width]) {
			const repaired = repairedWavHeader(Buffer.concat([unknown, Buffer.alloc(4)]), length + dataSize);
			const full = wavHeader({ sampleRate: 8000, encoding, dataSize: dataSize - (dataSize % width) });
			expect(repaired).toEqual(full);
		}
	});
});

describe('the header of a stored WAV', () => {
	const known = ({ riffSize, dataSize }: { riffSize?: number | undefined; dataSize?: number | undefined }) => ({
		...(riffSize === undefined ? {} : { riffSize }),
		...(dataSize === undefined ? {} : { dataSize }),
	});
	const stored = fc.record({
		count: fc.integer({ min: 1, max: 3000 }),
		stray: fc.constantFrom(0, 1),
		riffSize: fc.constantFrom(undefined, 0, 4_294_967_076, 0xffff_ffff, 12),
		dataSize: fc.constantFrom(undefined, 0, 4_294_967_040, 0xffff_ffff, 0x7fff_ffff),
		before: fc.array(
			fc.record({ name: fc.constantFrom('LIST', 'bext', 'JUNK'), content: fc.uint8Array({ maxLength: 90 }) }),
			{ maxLength: 3 },
		),
	});

	it('is repaired to the true sizes at the same length', () => {
		fc.assert(
			fc.property(stored, ({ count, stray, ...shape }) => {
				const whole = wav({ seconds: count / 8000, before: shape.before, ...known(shape) });
				const file = Buffer.concat([whole, Buffer.alloc(shape.dataSize === undefined ? 0 : stray, 1)]);
				const { dataOffset } = readWavHeader(file)!;
				const repaired = repairedWavHeader(file.subarray(0, 4096), file.length);
				const isTrue = [shape.riffSize, shape.dataSize].every((size) => size === undefined);
				expect(repaired === undefined).toBe(isTrue);
				expect(repaired ?? file.subarray(0, dataOffset)).toHaveLength(dataOffset);
				const repairedFile = padded(
					Buffer.concat([repaired ?? file.subarray(0, dataOffset), file.subarray(dataOffset)]),
				);
				const { chunks, riffEnd } = chunksOf(repairedFile);
				expect(riffEnd).toBe(repairedFile.length);
				expect(
					chunks.find(({ name }) => name === 'data')!.content.equals(file.subarray(dataOffset, dataOffset + count * 2)),
				).toBe(true);
				expect(chunks.slice(0, -1).map(({ name }) => name)).toEqual(['fmt ', ...shape.before.map(({ name }) => name)]);
				expect(repairedWavHeader(repairedFile.subarray(0, 4096), file.length)).toBeUndefined();
			}),
			{ numRuns: 300 },
		);
	});

	it('keeps its data size if a title follows the sound, and the RIFF size includes the title', () => {
		const title = Buffer.from('LIST\x04\0\0\0INFO');
		const file = Buffer.concat([wav({ seconds: 0.01, riffSize: 0xffff_ffff }), title]);
		const repaired = repairedWavHeader(file, file.length)!;
		expect(repaired.readUInt32LE(4)).toBe(file.length - 8);
		expect(repaired.subarray(8)).toEqual(file.subarray(8, 44));
		repaired.copy(file);
		expect(repairedWavHeader(file, file.length)).toBeUndefined();
	});

	it('states only the existing bytes of a cut file', () => {
		const file = wav({ seconds: 0.1 });
		expect(repairedWavHeader(file, 44 + 101)?.readUInt32LE(40)).toBe(100);
	});

	it('keeps the sample count of a compressed format', () => {
		const adpcm = wavHeader({ sampleRate: 8000, encoding: 'muLaw' });
		adpcm.writeUInt16LE(2, 20);
		adpcm.writeUInt16LE(256, 32);
		adpcm.writeUInt16LE(4, 34);
		const repaired = repairedWavHeader(adpcm, 58 + 1000)!;
		expect([repaired.readUInt32LE(46), repaired.readUInt32LE(54)]).toEqual([0xffff_ffff, 768]);
	});

	it('is not repaired above 4 GiB, or if it is incomplete or not a WAV header', () => {
		const head = wav({ seconds: 0.01, riffSize: 0xffff_ffff, dataSize: 0xffff_ffff });
		expect(repairedWavHeader(head, 2 ** 32 + 6)).toBeDefined();
		expect(repairedWavHeader(head, 2 ** 32 + 7)).toBeUndefined();
		expect(repairedWavHeader(head.subarray(0, 43), 1000)).toBeUndefined();
		expect(repairedWavHeader(head, 43)).toBeUndefined();
		expect(repairedWavHeader(Buffer.from(head).fill('RF64', 0, 4), 1000)).toBeUndefined();
		expect(repairedWavHeader(Buffer.alloc(100), 1000)).toBeUndefined();
	});

	it('does not change its input', () => {
		const head = wav({ seconds: 0.01, dataSize: 0 });
		const before = Buffer.from(head);
		repairedWavHeader(head, 10_000);
		expect(head.equals(before)).toBe(true);
	});
});
