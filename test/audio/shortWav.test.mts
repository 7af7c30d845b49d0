import fc from 'fast-check';

import { longestHeld, repairShortWav } from '../../audio/shortWav.ts';
import { repairedWavHeader } from '../../audio/wav.ts';
import { wav } from '../support/sounds.mts';

/** A WAV of this many bytes with placeholder sizes. */
const unsized = (bytes: number): Buffer => {
	const head = wav({ seconds: 0, riffSize: 0xffff_ffff, dataSize: 0xffff_ffff });
	return Buffer.concat([head, Buffer.alloc(Math.max(0, bytes - head.length), 7)]);
};

async function* inPieces(bytes: Buffer, length: number, taken = { bytes: 0 }): AsyncGenerator<Uint8Array> {
	for (let at = 0; at < bytes.length; at += length) {
		const piece = Buffer.from(bytes.subarray(at, at + length));
		taken.bytes += piece.length;
		yield piece;
	}
}

async function whole(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
	const pieces: Uint8Array[] = [];
	for await (const piece of source) pieces.push(piece);
	return Buffer.concat(pieces);
}

it('gives a short WAV its true sizes, in pieces of any length', async () => {
	await fc.assert(
		fc.asyncProperty(fc.integer({ min: 46, max: 3_000 }), fc.integer({ min: 1, max: 3_000 }), async (bytes, length) => {
			const file = unsized(bytes);
			const repaired = await whole(repairShortWav(inPieces(file, length)));
			expect(repaired.length).toBe(bytes + (bytes % 2));
			expect(repaired.readUInt32LE(4)).toBe(repaired.length - 8);
			expect(repaired.subarray(44, bytes).equals(file.subarray(44))).toBe(true);
			expect(repairedWavHeader(repaired, repaired.length)).toBeUndefined();
		}),
	);
});

it.each([wav({ seconds: 0.1 }), unsized(44).subarray(0, 40), Buffer.from('RIFF'), Buffer.alloc(0)])(
	'leaves unchanged what has nothing to repair',
	async (file) => {
		expect((await whole(repairShortWav(inPieces(file, 100)))).equals(file)).toBe(true);
	},
);

it.each([
	[longestHeld, true],
	[longestHeld + 1, false],
	[longestHeld * 3, false],
])('repairs a file of %i bytes: %s', async (bytes, isRepaired) => {
	const file = unsized(bytes);
	const passed = await whole(repairShortWav(inPieces(file, 65_536)));
	expect(passed.equals(file)).toBe(!isRepaired);
});

it('passes on a long WAV as soon as it exceeds the limit', async () => {
	const taken = { bytes: 0 };
	const passing = repairShortWav(inPieces(unsized(longestHeld * 2), 65_536, taken));
	let passed = 0;
	for await (const piece of passing) {
		passed += piece.length;
		expect(taken.bytes - passed).toBeLessThanOrEqual(longestHeld + 65_536);
	}
	expect(passed).toBe(longestHeld * 2);
});

it('passes on nothing of a short stream that fails', async () => {
	async function* failing(): AsyncGenerator<Uint8Array> {
		yield unsized(1_000);
		throw new Error('cut');
	}
	const passing = repairShortWav(failing());
	await expect(passing.next()).rejects.toThrow('cut');
});
