import { measuredFile } from '../../fishAudio/measuredFile.ts';
import { createSampleMeter } from '../../fishAudio/sampleAdvice.ts';
import type { SourceFile } from '../../fishAudio/upload.ts';
import { file } from '../support/scriptedSend.mts';
import { wav } from './fixtures.mts';
import { bytesOf } from './streams.mts';

const bytes = wav({ seconds: 2 });
const counting = (): { create: typeof createSampleMeter; made: () => number } => {
	const create = jest.fn(createSampleMeter);
	return { create, made: () => create.mock.calls.length };
};

it('is the same file, and knows of its length once it has been read', async () => {
	const source = file(bytes, 'a.wav', 'audio/wav');
	const measured = measuredFile(source);
	expect(measured).toMatchObject({ name: 'a.wav', mimeType: 'audio/wav', size: bytes.length });
	expect(measured.facts()).toBeUndefined();
	expect(await bytesOf(measured.open())).toEqual(bytes);
	expect(measured.facts()).toMatchObject({ seconds: 2, sound: { clippedShare: 0 } });
	expect(source.opened).toBe(1);
});

it('is measured by the attempt that reads it to its end, and by that alone', async () => {
	const { create, made } = counting();
	const measured = measuredFile(file(bytes), create);
	for await (const chunk of measured.open()) if (chunk.length > 0) break;
	expect(measured.facts()).toBeUndefined();
	await bytesOf(measured.open());
	expect([measured.facts()?.seconds, made()]).toEqual([2, 2]);
	expect(await bytesOf(measured.open())).toEqual(bytes);
	expect([measured.facts()?.seconds, made()]).toEqual([2, 2]);
});

it('is not measured again where nothing could be found out', async () => {
	const { create, made } = counting();
	const measured = measuredFile(file('OggS and so on'), create);
	await bytesOf(measured.open());
	await bytesOf(measured.open());
	expect([measured.facts(), made()]).toEqual([undefined, 1]);
});

it('closes what it reads when its reader leaves', async () => {
	let isOpen = false;
	const source: SourceFile = {
		...file(bytes),
		async *open() {
			isOpen = true;
			try {
				for (;;) yield bytes;
			} finally {
				isOpen = false;
			}
		},
	};
	const chunks = measuredFile(source).open();
	await chunks.next();
	expect(isOpen).toBe(true);
	await chunks.return(undefined);
	expect(isOpen).toBe(false);
});

it('fails as the file fails', async () => {
	const broken: SourceFile = {
		...file(bytes),
		async *open() {
			yield bytes.subarray(0, 100);
			throw new Error('The disk is gone');
		},
	};
	const measured = measuredFile(broken);
	await expect(bytesOf(measured.open())).rejects.toThrow('The disk is gone');
	expect(measured.facts()).toBeUndefined();
});

it.each(['take', 'end'] as const)('goes on its way where the meter fails in %s', async (step) => {
	const create = () => ({
		...createSampleMeter(),
		[step]: () => {
			throw new Error('A strange recording');
		},
	});
	const measured = measuredFile(file(bytes), create);
	expect(await bytesOf(measured.open())).toEqual(bytes);
	expect(measured.facts()).toBeUndefined();
});
