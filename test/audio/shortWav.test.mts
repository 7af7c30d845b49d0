import fc from 'fast-check';

import { longestHeld, repairShortWav } from '../../audio/shortWav.ts';
import { repairedWavHeader } from '../../audio/wav.ts';
import { wav } from '../support/sounds.mts';

/** A WAV of so many bytes, its sizes placeholders. */
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

it('gives a short WAV its true sizes, however it arrives', async () => {
	await fc.assert(
		fc.asyncProperty(fc.integer({ min: 46, max: 3_000 }), fc.integer({ min: 1, max: 3_000 }), async (bytes, length) => {
			const file = unsized(bytes);
			const mended = await whole(repairShortWav(inPieces(file, length)));
			expect(mended.length).toBe(bytes + (bytes % 2));
			expect(mended.readUInt32LE(4)).toBe(mended.length - 8);
			expect(mended.subarray(44, bytes).equals(file.subarray(44))).toBe(true);
			expect(repairedWavHeader(mended, mended.length)).toBeUndefined();
		}),
	);
});

it.each([wav({ seconds: 0.1 }), unsized(44).subarray(0, 40), Buffer.from('RIFF'), Buffer.alloc(0)])(
	'leaves as it is what has nothing to mend',
	async (file) => {
		expect((await whole(repairShortWav(inPieces(file, 100)))).equals(file)).toBe(true);
	},
);

it.each([
	[longestHeld, true],
	[longestHeld + 1, false],
	[longestHeld * 3, false],
])('mends a file of %i bytes: %s', async (bytes, isMended) => {
	const file = unsized(bytes);
	const passed = await whole(repairShortWav(inPieces(file, 65_536)));
	expect(passed.equals(file)).toBe(!isMended);
});

it('lets a long WAV go once it is longer than is held', async () => {
	const taken = { bytes: 0 };
	const passing = repairShortWav(inPieces(unsized(longestHeld * 2), 65_536, taken));
	let passed = 0;
	for await (const piece of passing) {
		passed += piece.length;
		expect(taken.bytes - passed).toBeLessThanOrEqual(longestHeld + 65_536);
	}
	expect(passed).toBe(longestHeld * 2);
});

it('gives nothing of a stream that fails', async () => {
	async function* failing(): AsyncGenerator<Uint8Array> {
		yield unsized(1_000);
		throw new Error('cut');
	}
	const passing = repairShortWav(failing());
	await expect(passing.next()).rejects.toThrow('cut');
});
