import fc from 'fast-check';

import { checkAudio } from '../../../audio/check/checkAudio.ts';
import { checkWav } from '../../../audio/check/checkWav.ts';
import type { AudioFacts, AudioPromise } from '../../../audio/check/judges.ts';
import { FishAudioError } from '../../../fishAudio/errors.ts';
import { withAudioFailures } from '../../../fishAudio/requests/audioFaults.ts';
import type { Format } from '../../../audio/formats.ts';
import { failure } from '../../support/scripted/answers.mts';
import { inPieces } from '../../support/scripted/pieces.mts';
import { mp3, opusHeaderPages, opusPages, pcm, wav } from '../../support/sounds.mts';

const rates: Record<Format, number> = { mp3: 44_100, wav: 8_000, opus: 48_000, pcm: 8_000 };

interface Outcome {
	passed: Buffer;
	facts: AudioFacts | undefined;
	/** The failure, if any. */
	error: FishAudioError | undefined;
}

async function checked(format: Format, chunks: Uint8Array[], over: Partial<AudioPromise> = {}): Promise<Outcome> {
	const check = checkAudio({ format, sampleRate: rates[format], length: undefined, contentType: undefined, ...over });
	const passed: Uint8Array[] = [];
	let error: FishAudioError | undefined;
	try {
		for await (const chunk of withAudioFailures(
			check.step(
				(async function* () {
					yield* chunks;
				})(),
			),
		))
			passed.push(chunk);
	} catch (failed) {
		expect(failed).toBeInstanceOf(FishAudioError);
		expect(check.facts()).toBeUndefined();
		error = failed as FishAudioError;
	}
	return { passed: Buffer.concat(passed), facts: check.facts(), error };
}

const complete: Record<Format, Buffer> = {
	mp3: Buffer.alloc(0),
	wav: wav({ seconds: 1 }),
	opus: Buffer.concat(opusPages(1.5)),
	pcm: pcm(8_000, 1),
};
/** The positions at which an MP3 or Ogg stream can be cut without a trace. */
const seams: Partial<Record<Format, Set<number>>> = {};
const seconds: Record<Format, number> = { mp3: 1, wav: 1, opus: 1.5, pcm: 1 };
const formats: Format[] = ['mp3', 'wav', 'opus', 'pcm'];

beforeAll(async () => {
	complete.mp3 = await mp3(44_100, 128, 1);
	const pages = opusPages(1.5).map(({ length }) => length);
	seams.opus = new Set(pages.map((_, number) => pages.slice(0, number).reduce((sum, length) => sum + length, 0)));
	// Constant bitrate: the padding bit alone decides between 417 and 418 bytes.
	const sync = complete.mp3.subarray(0, 2);
	const starts = new Set<number>([0]);
	for (let at = 0; at < complete.mp3.length; ) {
		expect(complete.mp3.subarray(at, at + 2)).toEqual(sync);
		at += 417 + ((complete.mp3[at + 2]! >> 1) & 1);
		starts.add(at);
	}
	expect(starts.has(complete.mp3.length)).toBe(true);
	seams.mp3 = starts;
});

describe.each(formats)('complete %s', (format) => {
	it('is passed on unchanged, with its bytes and seconds', async () => {
		const { passed, facts, error } = await checked(format, inPieces(complete[format], 1000));
		expect(error).toBeUndefined();
		expect(passed.equals(complete[format])).toBe(true);
		expect(facts?.bytes).toBe(complete[format].length);
		expect(facts?.seconds).toBeCloseTo(seconds[format], format === 'mp3' || format === 'opus' ? 0 : 9);
		expect(Math.abs((facts?.seconds ?? 0) - seconds[format])).toBeLessThan(0.12);
	});

	it('gives the same bytes and facts however it is cut into chunks', async () => {
		const expected = await checked(format, [complete[format]]);
		await fc.assert(
			fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 12 }), async (sizes) => {
				const { passed, facts } = await checked(format, inPieces(complete[format], ...sizes));
				expect(passed.equals(complete[format])).toBe(true);
				expect(facts).toEqual(expected.facts);
			}),
			{ numRuns: 60, examples: [[[1]], [[15]], [[16]], [[3, 282]]] },
		);
	});

	it('may come with empty chunks', async () => {
		const chunks = inPieces(complete[format], 500).flatMap((piece) => [Buffer.alloc(0), piece]);
		expect((await checked(format, chunks)).error).toBeUndefined();
	});

	it('is incomplete if the answer promised more bytes', async () => {
		const { length } = complete[format];
		expect((await checked(format, [complete[format]], { length })).error).toBeUndefined();
		expect((await checked(format, [complete[format]], { length: length + 1 })).error?.kind).toBe('incomplete');
	});

	it('is refused if its content type is that of a text', async () => {
		for (const contentType of [
			'text/html',
			'text/plain; charset=utf-8',
			'application/json',
			'Application/Problem+JSON',
		]) {
			const { passed, error } = await checked(format, inPieces(complete[format], 1000), { contentType });
			expect(error?.kind).toBe('badAnswer');
			expect(passed).toHaveLength(0);
		}
		for (const contentType of ['audio/mpeg', 'application/octet-stream', '']) {
			expect((await checked(format, [complete[format]], { contentType })).error).toBeUndefined();
		}
	});

	it('fails with the error of its source, without facts', async () => {
		const lost = failure('disconnected');
		const check = checkAudio({ format, sampleRate: rates[format], length: undefined, contentType: undefined });
		const reading = (async () => {
			for await (const chunk of check.step(
				(async function* () {
					yield complete[format];
					throw lost;
				})(),
			))
				void chunk;
		})();
		await expect(reading).rejects.toBe(lost);
		expect(check.facts()).toBeUndefined();
	});

	it('closes its source when the reader stops', async () => {
		let closed = false;
		const check = checkAudio({ format, sampleRate: rates[format], length: undefined, contentType: undefined });
		for await (const chunk of check.step(
			(async function* () {
				try {
					yield* inPieces(complete[format], 100);
				} finally {
					closed = true;
				}
			})(),
		)) {
			void chunk;
			break;
		}
		expect(closed).toBe(true);
		expect(check.facts()).toBeUndefined();
	});
});

describe('cut off', () => {
	/** The positions at which a cut goes unnoticed if the answer states no length. */
	async function unseen(format: Format, places: number[]): Promise<number[]> {
		const results = await Promise.all(
			places.map(async (at) =>
				(await checked(format, inPieces(complete[format].subarray(0, at), 4096))).error ? [] : [at],
			),
		);
		return results.flat();
	}
	const everyPosition = (format: Format): number[] => Array.from(complete[format].keys());
	/** All positions near a seam or the start, and every fifth of the others. */
	const manyPositions = (format: Format): number[] => {
		const near = new Set(
			[...(seams[format] ?? [])].flatMap((seam) => Array.from({ length: 80 }, (_, off) => seam + off - 20)),
		);
		return everyPosition(format).filter((at) => at % 5 === 0 || near.has(at));
	};

	it('MP3: is noticed except between two frames, which is 1 position in 418 at 128 kbit/s', async () => {
		const escaped = await unseen('mp3', manyPositions('mp3'));
		expect(escaped.filter((at) => !seams.mp3?.has(at))).toEqual([]);
		expect(escaped.length / complete.mp3.length).toBeLessThan(1 / 400);
	});

	it('Ogg: is noticed except between two pages', async () => {
		const escaped = await unseen('opus', manyPositions('opus'));
		expect(escaped.filter((at) => !seams.opus?.has(at))).toEqual([]);
		expect(escaped.length).toBeLessThanOrEqual(seams.opus?.size ?? 0);
	});

	it('WAV: is always noticed if the header states the size', async () => {
		expect(
			await unseen(
				'wav',
				everyPosition('wav').filter((at) => at % 7 === 0 || at < 60),
			),
		).toEqual([]);
	});

	it('PCM: is noticed in the middle of a value, which is every second position', async () => {
		const positions = everyPosition('pcm').filter((at) => at < 200 || at > 15_000);
		// The first value of the tone is zero. Alone it is silence, which is refused, too.
		expect(await unseen('pcm', positions)).toEqual(positions.filter((at) => at > 2 && at % 2 === 0));
	});

	it.each(formats)('%s: is noticed at any position if the answer states its length', async (format) => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 0, max: complete[format].length - 1 }),
				fc.integer({ min: 1, max: 5000 }),
				async (at, size) => {
					const { error } = await checked(format, inPieces(complete[format].subarray(0, at), size), {
						length: complete[format].length,
					});
					expect(error).toBeDefined();
				},
			),
			{ numRuns: 60 },
		);
	});

	it.each(formats)(
		'%s: an end within the first 40 bytes is incomplete, which is repeated, and not a bad answer',
		async (format) => {
			for (let at = 0; at < 40; at++) {
				const { error, passed } = await checked(format, [complete[format].subarray(0, at)], {
					length: complete[format].length,
				});
				expect([at, error?.kind]).toEqual([at, 'incomplete']);
				if (at < 16) expect(passed).toHaveLength(0);
			}
		},
	);
});

describe('without any sound', () => {
	it.each(formats)('%s of 0 bytes is incomplete', async (format) => {
		expect((await checked(format, [])).error?.kind).toBe('incomplete');
		expect((await checked(format, [Buffer.alloc(0)])).error?.kind).toBe('incomplete');
	});

	it.each([
		['a WAV header', 'wav', () => wav({ seconds: 0, dataSize: 4294967040 })],
		['the header pages of Opus', 'opus', () => Buffer.concat(opusHeaderPages())],
		['an ID3 tag', 'mp3', () => Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0\x20', 'latin1'), Buffer.alloc(32)])],
	] as const)('%s alone is silent, which is not requested again', async (_, format, bytes) => {
		expect((await checked(format, [bytes()])).error?.kind).toBe('silent');
	});
});

describe('a WAV', () => {
	it.each([
		[4294967076, 4294967040],
		[0xffffffff, 0xffffffff],
		[0, 0],
	])('with the placeholder sizes %i and %i is complete and as long as its sound', async (riffSize, dataSize) => {
		const { facts, error } = await checked('wav', inPieces(wav({ seconds: 1, riffSize, dataSize }), 700));
		expect(error).toBeUndefined();
		expect(facts?.seconds).toBeCloseTo(1, 9);
	});

	it('with placeholder sizes is incomplete if it is cut in the middle of a value', async () => {
		const cut = wav({ seconds: 1, riffSize: 4294967076, dataSize: 4294967040 }).subarray(0, -1);
		expect((await checked('wav', [cut])).error?.kind).toBe('incomplete');
	});

	it('gives its own sample rate if none was requested', async () => {
		const { facts } = await checked('wav', [wav({ rate: 24_000, seconds: 1 })], { sampleRate: undefined });
		expect(facts).toMatchObject({ seconds: 1, sampleRate: 24_000 });
	});

	it('may have other chunks after its sound', async () => {
		const { facts, error } = await checked('wav', [
			Buffer.concat([wav({ seconds: 1 }), Buffer.from('LIST\x04\0\0\0INFO', 'latin1')]),
		]);
		expect(error).toBeUndefined();
		expect(facts?.seconds).toBeCloseTo(1, 9);
	});

	it.each([3_000, 4_060, 8_192, 30_001, 65_000])('may have a header of more than %i bytes', async (size) => {
		const before = [{ name: 'LIST', content: Buffer.alloc(size, 65) }];
		const file = wav({ seconds: 1, before });
		for (const piece of [64, 4_095, 4_096, 4_097, 9_000, file.length]) {
			const { facts, passed, error } = await checked('wav', inPieces(file, piece));
			expect([piece, error?.message]).toEqual([piece, undefined]);
			expect(facts?.seconds).toBeCloseTo(1, 9);
			expect(passed.equals(file)).toBe(true);
		}
	});

	it('is refused after 64 KB without the start of its sound', async () => {
		const before = [{ name: 'LIST', content: Buffer.alloc(3_000_000, 65) }];
		let given = 0;
		async function* pieces(): AsyncGenerator<Uint8Array> {
			for (const piece of inPieces(wav({ seconds: 1, before }), 8_192)) {
				given += 1;
				yield piece;
			}
		}
		const check = checkAudio({ format: 'wav', sampleRate: 8_000, length: undefined, contentType: undefined });
		const reading = (async () => {
			for await (const chunk of withAudioFailures(check.step(pieces()))) void chunk;
		})();
		await expect(reading).rejects.toMatchObject({
			kind: 'badAnswer',
			message: expect.stringContaining('without a beginning of its sound'),
		});
		expect(given).toBeLessThanOrEqual(9);
	});
});

describe('a sample rate other than the requested one', () => {
	const found: Array<[Format, number, number, () => Promise<Buffer> | Buffer]> = [
		['wav', 8_000, 44_100, () => wav({ rate: 44_100, seconds: 1 })],
		['wav', 44_100, 8_000, () => wav({ rate: 8_000, seconds: 1, riffSize: 4294967076, dataSize: 4294967040 })],
		[
			'wav',
			8_000,
			24_000,
			() => wav({ rate: 24_000, seconds: 1, before: [{ name: 'LIST', content: Buffer.alloc(9_000, 65) }] }),
		],
		['mp3', 44_100, 32_000, async () => await mp3(32_000, 128, 1)],
		['mp3', 32_000, 44_100, async () => await mp3(44_100, 64, 1)],
		[
			'mp3',
			44_100,
			32_000,
			async () =>
				Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\x02\0', 'latin1'), Buffer.alloc(256), await mp3(32_000, 64, 1)]),
		],
	];
	it.each(found)('%s: %i requested, %i found: is refused early', async (format, asked, rate, make) => {
		const bytes = await make();
		for (const piece of [10, 1_000, bytes.length]) {
			const { passed, facts, error } = await checked(format, inPieces(bytes, piece), { sampleRate: asked });
			expect(error).toMatchObject({
				kind: 'badAnswer',
				message: `The audio of Fish Audio has ${rate} Hz instead of ${asked} Hz`,
			});
			expect(facts).toBeUndefined();
			expect(passed.length).toBeLessThan(12_000);
		}
	});

	it('is noticed in a sound of a few bytes, too', async () => {
		const { error } = await checked('wav', [wav({ rate: 44_100, seconds: 5 / 44_100 })], { sampleRate: 8_000 });
		expect(error?.message).toBe('The audio of Fish Audio has 44100 Hz instead of 8000 Hz');
	});

	it.each(found)('%s: if no rate was requested, gives the one found', async (format, _, rate, make) => {
		const { facts, error } = await checked(format, inPieces(await make(), 1_000), { sampleRate: undefined });
		expect(error).toBeUndefined();
		expect(facts?.sampleRate).toBe(rate);
	});

	it('is noticed in a complete WAV', () => {
		expect(checkWav(wav({ rate: 24_000, seconds: 1 }))).toMatchObject({ seconds: 1, sampleRate: 24_000 });
	});
});

describe('audio without sound', () => {
	const zeros = (file: Buffer, from: number): Buffer =>
		Buffer.concat([file.subarray(0, from), Buffer.alloc(file.length - from)]);
	it.each<[string, Format, Buffer]>([
		['a WAV without PCM values', 'wav', wav({ seconds: 0 })],
		['a WAV of zeros', 'wav', zeros(wav({ seconds: 1 }), 44)],
		[
			'a WAV of zeros with placeholder sizes',
			'wav',
			zeros(wav({ seconds: 1, riffSize: 4294967076, dataSize: 4294967040 }), 44),
		],
		[
			'a WAV of zeros after a title',
			'wav',
			zeros(wav({ seconds: 1, before: [{ name: 'LIST', content: Buffer.alloc(9_000, 65) }] }), 44 + 9_008),
		],
		['PCM of zeros', 'pcm', Buffer.alloc(16_000)],
		['Opus of headers alone', 'opus', Buffer.concat(opusHeaderPages())],
	])('%s is silent', async (_, format, bytes) => {
		for (const piece of [13, 100, bytes.length]) {
			const { error, facts } = await checked(format, inPieces(bytes, piece));
			expect([piece, error?.kind, facts]).toEqual([piece, 'silent', undefined]);
		}
	});

	it('ends with a single value other than zero, which is sound', async () => {
		const quiet = Buffer.alloc(16_000);
		quiet[15_998] = 1;
		expect((await checked('pcm', inPieces(quiet, 1_000))).error).toBeUndefined();
	});

	it.each(formats)('%s that is too short for its text is silent, and passes at the minimum length', async (format) => {
		const least = seconds[format] * 0.9;
		expect((await checked(format, inPieces(complete[format], 999), { minSeconds: least })).error).toBeUndefined();
		const { error, facts } = await checked(format, inPieces(complete[format], 999), { minSeconds: 30 });
		expect(error).toMatchObject({
			kind: 'silent',
			message: expect.stringMatching(/^The audio of Fish Audio lasts \d\.\d\d seconds, far too short for the text$/),
		});
		expect(error?.facts.advice).toContain('more than 30 seconds');
		expect(facts).toBeUndefined();
	});

	it('includes the single silent MPEG frame of 417 bytes that the service has sent', async () => {
		const { error } = await checked('mp3', [(await mp3(44_100, 128, 0.2)).subarray(0, 417)], { minSeconds: 0.04 });
		expect(error).toMatchObject({
			kind: 'silent',
			message: 'The audio of Fish Audio lasts 0.03 seconds, far too short for the text',
		});
	});
});

describe('an answer that is not audio', () => {
	const page = '<!doctype html><html><head><title>Please wait</title></head></html>';
	const others: Array<[string, Buffer]> = [
		['HTML', Buffer.from(page)],
		['JSON', Buffer.from('{"status":400,"message":"Reference not found"}')],
		['text', Buffer.from('upstream connect error or disconnect/reset before headers')],
		['short text', Buffer.from('error')],
		['HTML with non-ASCII letters', Buffer.from(page.replace('Please wait', '请稍候… ©'))],
		['HTML with a byte order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(page)])],
		['a picture', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0', 'latin1')],
	];
	describe.each(formats)('as %s', (format) => {
		it.each(others)('%s is not passed on, in one chunk or many', async (_, bytes) => {
			for (const size of [bytes.length, 1, 15, 16, 17]) {
				const { passed, error } = await checked(format, inPieces(bytes, size));
				expect([size, error?.kind, passed.length]).toEqual([size, 'badAnswer', 0]);
				expect(error?.facts.advice).toContain('Base URL');
			}
		});
	});

	it('does not include PCM that begins like another format', async () => {
		for (const head of [
			Buffer.alloc(16, 0xff),
			Buffer.from([0xff, 0xff, 0x10, 0x00]),
			Buffer.from('ID3\x04', 'latin1'),
		]) {
			expect((await checked('pcm', [Buffer.concat([head, complete.pcm])])).error).toBeUndefined();
		}
	});

	it('includes audio of another format', async () => {
		expect((await checked('wav', [complete.mp3])).error?.kind).toBe('badAnswer');
		expect((await checked('mp3', [complete.wav])).error?.kind).toBe('badAnswer');
		expect((await checked('mp3', [complete.opus])).error?.kind).toBe('badAnswer');
	});
});

describe('audio that does not end', () => {
	it('is refused at its maximum size', async () => {
		const chunk = pcm(8_000, 1);
		let given = 0;
		async function* endless(): AsyncGenerator<Uint8Array> {
			for (;;) {
				given += 1;
				yield chunk;
			}
		}
		const check = checkAudio({
			format: 'pcm',
			sampleRate: 8_000,
			length: undefined,
			contentType: undefined,
			maxBytes: 10 * chunk.length,
		});
		const read = async () => {
			for await (const _ of withAudioFailures(check.step(endless())));
		};
		await expect(read()).rejects.toThrow('The audio of Fish Audio does not end');
		expect(given).toBe(11);
		expect(check.facts()).toBeUndefined();
	});

	it('is complete at exactly its maximum size', async () => {
		const { facts } = await checked('wav', [complete.wav], { maxBytes: complete.wav.length });
		expect(facts?.bytes).toBe(complete.wav.length);
	});
});
