import type { INodeParameters } from 'n8n-workflow';

import { setStage } from '../../support/stage.mts';
import { withTrueSizes } from '../../support/wav.mts';

const stage = setStage();

const speak = async (parameters: INodeParameters) =>
	await stage.engine.runNode('speak', { text: 'Welcome. Press one for sales.', format: 'phone', ...parameters });

const pcm = async (): Promise<Buffer> =>
	await stage.sandbox.ttsBytes(
		{ text: 'Welcome. Press one for sales.', format: 'pcm', sample_rate: 8_000 },
		's2.1-pro',
	);

/** G.711 decoded by the formulas of ITU-T G.191. */
const decodeMuLaw = (code: number): number => {
	const bits = ~code & 0xff;
	const magnitude = (((bits & 0x0f) << 3) + 0x84) << ((bits >> 4) & 7);
	return bits & 0x80 ? 0x84 - magnitude : magnitude - 0x84;
};
const decodeALaw = (code: number): number => {
	const bits = code ^ 0x55;
	const segment = (bits >> 4) & 7;
	const step = ((bits & 0x0f) << 4) + (segment === 0 ? 8 : 0x108);
	const magnitude = segment > 1 ? step << (segment - 1) : step;
	return bits & 0x80 ? magnitude : -magnitude;
};

function expectSameSound(codes: Buffer, decode: (code: number) => number, samples: Buffer): void {
	expect(codes.length).toBe(samples.length / 2);
	for (const [at, code] of codes.entries()) {
		const sample = samples.readInt16LE(at * 2);
		// A step is a 16th of the segment, and a segment begins at half of its end.
		expect(Math.abs(decode(code) - sample)).toBeLessThanOrEqual(Math.max(16, (Math.abs(sample) + 132) / 16));
	}
}

test('the default is PCM in a WAV file of 8 kHz', async () => {
	const { items, error } = await speak({});
	expect(error).toBeUndefined();
	const bytes = await stage.engine.bytesOf(items[0]);
	expect(bytes.subarray(44).equals(await pcm())).toBe(true);
	expect(bytes.readUInt32LE(24)).toBe(8_000);
	expect(items[0]!.json).toMatchObject({
		format: 'phone',
		phoneEncoding: 'wav',
		mimeType: 'audio/wav',
		sampleRate: 8_000,
		fileName: 'Welcome-Press-one-for-sales-1.wav',
	});
	expect((await stage.sandbox.requests())[0]!.body).toEqual({
		text: 'Welcome. Press one for sales.',
		format: 'wav',
		sample_rate: 8_000,
	});
});

test.each([
	['muLaw', decodeMuLaw, 'ulaw', 'audio/basic'],
	['aLaw', decodeALaw, 'alaw', 'audio/x-alaw-basic'],
])('%s without a header', async (phoneEncoding, decode, ending, mimeType) => {
	const { items, error } = await speak({ phoneEncoding, fileName: 'welcome' });
	expect(error).toBeUndefined();
	const [bytes, samples] = [await stage.engine.bytesOf(items[0]), await pcm()];
	expectSameSound(bytes, decode, samples);
	expect(items[0]!.json).toMatchObject({
		phoneEncoding,
		mimeType,
		fileName: `welcome.${ending}`,
		bytes: bytes.length,
		seconds: expect.closeTo(samples.length / 16_000, 3),
	});
});

test.each([
	['muLawWav', 7, decodeMuLaw],
	['aLawWav', 6, decodeALaw],
])('%s has a header with its true size', async (phoneEncoding, code, decode) => {
	const { items, error } = await speak({ phoneEncoding });
	expect(error).toBeUndefined();
	const [bytes, samples] = [await stage.engine.bytesOf(items[0]), await pcm()];
	expect(bytes.toString('latin1', 0, 4)).toBe('RIFF');
	expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
	expect(bytes.readUInt16LE(20)).toBe(code);
	expect(bytes.readUInt32LE(46)).toBe(samples.length / 2);
	expect(bytes.readUInt32LE(54)).toBe(samples.length / 2);
	expect(bytes.length % 2).toBe(0);
	expectSameSound(bytes.subarray(58, 58 + samples.length / 2), decode, samples);
	expect(items[0]!.json).toMatchObject({
		bytes: bytes.length,
		fileName: 'Welcome-Press-one-for-sales-1.wav',
		mimeType: 'audio/wav',
	});
});

test('an unknown encoding is refused, and nothing is sent', async () => {
	const { error } = await speak({ phoneEncoding: 'gsm' });
	expect(error).toMatchObject({
		message: "'Phone Encoding' cannot be 'gsm' [item 0]",
		description: expect.stringContaining('muLaw'),
	});
	expect(await stage.sandbox.requests()).toEqual([]);
});

test('phone audio that is cut off is requested again', async () => {
	await stage.sandbox.fault({ fault: { kind: 'cut', afterBytes: 301 } });
	const { items, error } = await speak({ phoneEncoding: 'muLaw' });
	expect(error).toBeUndefined();
	expect((await stage.engine.bytesOf(items[0])).length).toBe((await pcm()).length / 2);
	expect(await stage.sandbox.requests()).toHaveLength(2);
});

const short = 'Welcome. Press one for sales.';
/** Over 1 MB: more than the node holds back. */
const long = `${short} `.repeat(90).trim();

describe('a WAV file without its size in the header', () => {
	test.each([
		['wav', short, {}, 1],
		['phone', short, {}, 1],
		['wav', short, { captions: 'srt' }, 2],
		['wav', long, {}, 2],
	])('is corrected: %s, %.10s…, %j', async (format, text, parameters, files) => {
		const before = await stage.storedFiles();
		const { items, error } = await speak({ format, text, ...parameters });
		expect(error).toBeUndefined();
		expect((await stage.storedFiles()) - before).toBe(files);
		const bytes = await stage.engine.bytesOf(items[0]);
		const sampleRate = format === 'phone' ? 8_000 : 44_100;
		const answered = await stage.sandbox.ttsBytes({ text, format: 'wav', sample_rate: sampleRate }, 's2.1-pro');
		expect(answered.readUInt32LE(40)).toBeGreaterThan(0xffff_0000);
		expect(bytes.equals(withTrueSizes(answered))).toBe(true);
		expect(items[0]!.json).toMatchObject({
			bytes: bytes.length,
			seconds: expect.closeTo((bytes.length - 44) / 2 / sampleRate, 3),
		});
	});
});
