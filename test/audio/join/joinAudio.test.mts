import fc from 'fast-check';
import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';

import type { DescribedFormat } from '../../../audio/formats.ts';
import { createFrameWalk } from '../../../audio/frames/frameWalk.ts';
import { readMpegFrame } from '../../../audio/mp3/frame.ts';
import { readOggPage } from '../../../audio/ogg/page.ts';
import { joinAudio } from '../../../audio/join/joinAudio.ts';
import { withAudioFailures } from '../../../fishAudio/requests/audioFaults.ts';
import type { OpenPart, PartTimes } from '../../../audio/join/parts.ts';
import { wavSoundBytes } from '../../../audio/join/wav.ts';
import { repairedWavHeader } from '../../../audio/wav.ts';
import { decoded } from '../../support/decode.mts';
import { startSandbox } from '../../support/sandbox.mts';
import { inPieces } from '../../support/scripted/pieces.mts';
import { mp3, oggCrc, oggPage, opusHeaderPages, opusPages, pcm, preSkip, wav } from '../../support/sounds.mts';
import { bytesOf, streamOf } from '../../support/streams.mts';

const shapes = [
	['wav', 8_000],
	['wav', 16_000],
	['wav', 24_000],
	['wav', 32_000],
	['wav', 44_100],
	['mp3', 32_000],
	['mp3', 44_100],
	['opus', 48_000],
] as const;

/** The longest frame in seconds; for Opus with the pre-skip, which the decoder drops. */
const frameSeconds = { wav: 0, mp3: 1152 / 32_000, opus: 0.02 + 312 / 48_000 };

const texts = ['A first part.', 'The second part is longer. '.repeat(90), 'x', 'And the last part ends it all.'];

/**
 * Parts by format and rate, from a tenth of a second to some seconds. The second part is so long that its WAV has
 * placeholder sizes.
 */
const made = new Map<string, Buffer[]>();

beforeAll(async () => {
	const sandbox = await startSandbox({ speech: 'tone' });
	const make = (format: DescribedFormat, rate: number) =>
		Promise.all(
			texts.map((text) =>
				sandbox.ttsBytes({
					text,
					format,
					sample_rate: rate,
					...(format === 'mp3' ? { mp3_bitrate: rate > 40_000 ? 192 : 64 } : {}),
				}),
			),
		);
	try {
		for (const [format, rate] of shapes) made.set(`${format} ${rate}`, await make(format, rate));
	} finally {
		await sandbox.stop();
	}
});

const spoken = (format: DescribedFormat, rate: number): Buffer[] => made.get(`${format} ${rate}`)!;

const openersOf = (parts: Uint8Array[], ...sizes: number[]): OpenPart[] =>
	parts.map((part) => () => streamOf(inPieces(part, ...sizes)));

const joinAll = (
	format: DescribedFormat,
	parts: OpenPart[],
	joining: { sampleRate?: number; soundBytes?: number; onPart?: (times: PartTimes) => void } = {},
) => withAudioFailures(joinAudio(parts, { format, sampleRate: 44_100, onPart: () => undefined, ...joining }));

/** The joined audio with its true header, as it is stored. */
async function joined(format: DescribedFormat, parts: OpenPart[]): Promise<Buffer> {
	const bytes = await bytesOf(joinAll(format, parts));
	if (format === 'wav') repairedWavHeader(bytes.subarray(0, 4096), bytes.length)?.copy(bytes);
	return bytes;
}

async function factsOf(bytes: Buffer) {
	const input = new Input({ source: new BufferSource(new Uint8Array(bytes)), formats: ALL_FORMATS });
	const track = await input.getPrimaryAudioTrack();
	return { seconds: await input.computeDuration(), rate: track?.sampleRate, channels: track?.numberOfChannels };
}

const secondsOf = async (bytes: Buffer): Promise<number> => (await factsOf(bytes)).seconds;

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);

describe.each(shapes)('%s of %i Hz', (format, rate) => {
	it('lasts as long as its parts together', async () => {
		const parts = spoken(format, rate);
		const seconds = sum(await Promise.all(parts.map((part) => secondsOf(part))));
		const whole = await factsOf(await joined(format, openersOf(parts, 1000)));
		expect(whole).toMatchObject({ rate, channels: 1 });
		expect(Math.abs(whole.seconds - seconds)).toBeLessThanOrEqual(frameSeconds[format] * (parts.length - 1) + 1e-9);
	});

	it('holds the sound of its parts, one after the other', async () => {
		const parts = spoken(format, rate);
		const bytes = await joined(format, openersOf(parts, 3001));
		const [whole, ...alone] = await decoded([bytes, ...parts]);
		expect(whole!.rate).toBe(rate);
		expect(whole!.sound.length / rate).toBeCloseTo(await secondsOf(bytes), 1);
		// Each part, decoded alone, is found where the one before it ends.
		let at = 0;
		for (const [number, { sound }] of alone.entries()) {
			const slack = Math.ceil(frameSeconds[format] * number * rate);
			expect(bestMatch(whole!.sound, sound, at, slack)).toBeGreaterThan(format === 'wav' ? 0.99999 : 0.9);
			at += sound.length;
		}
	});

	it('reports where each part ends', async () => {
		const parts = spoken(format, rate);
		const ends: number[] = [];
		const bytes = await bytesOf(
			joinAll(format, openersOf(parts, 777), { sampleRate: rate, onPart: ({ end }) => ends.push(end) }),
		);
		if (format === 'wav') repairedWavHeader(bytes.subarray(0, 4096), bytes.length)?.copy(bytes);
		expect(ends).toHaveLength(parts.length);
		expect(Math.abs(ends.at(-1)! - (await secondsOf(bytes)))).toBeLessThanOrEqual(frameSeconds[format] + 1e-9);
		let seconds = 0;
		for (const [number, part] of parts.entries()) {
			seconds += await secondsOf(part);
			expect(Math.abs(ends[number]! - seconds)).toBeLessThanOrEqual(frameSeconds[format] * (number + 1) + 1e-9);
		}
	});

	it('does not depend on how the parts are cut into chunks', async () => {
		const parts = spoken(format, rate).filter((part) => part.length < 60_000 || format === 'mp3' || format === 'opus');
		const whole = await joined(format, openersOf(parts));
		await fc.assert(
			fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 8 }), async (sizes) => {
				expect((await joined(format, openersOf(parts, ...sizes))).equals(whole)).toBe(true);
			}),
			{ numRuns: 25, examples: [[[1]], [[43, 1, 300]], [[282]]] },
		);
	});

	it('is empty without parts', async () => {
		expect(await bytesOf(joinAll(format, []))).toHaveLength(0);
	});
});

/** The best correlation of a piece's 1500 values from its 500th on with a sound near a position. */
function bestMatch(sound: Float32Array, piece: Float32Array, at: number, slack: number): number {
	const start = Math.min(500, piece.length >> 1);
	const wanted = piece.subarray(start, start + 1500);
	let best = 0;
	for (
		let from = Math.max(0, at + start - slack);
		from <= Math.min(sound.length - wanted.length, at + start + slack);
		from++
	) {
		let product = 0;
		let power = 0;
		let wantedPower = 0;
		for (let i = 0; i < wanted.length; i++) {
			product += sound[from + i]! * wanted[i]!;
			power += sound[from + i]! ** 2;
			wantedPower += wanted[i]! ** 2;
		}
		best = Math.max(best, product / Math.sqrt(power * wantedPower || 1));
	}
	return best;
}

describe('joining', () => {
	it.each(['wav', 'mp3', 'opus'] as const)(
		'opens each part of %s when its turn comes, and closes it if the reader stops',
		async (format) => {
			const parts = spoken(format, { wav: 8_000, mp3: 44_100, opus: 48_000 }[format]);
			const log: string[] = [];
			const openers = parts.map(
				(part, number) =>
					async function* () {
						log.push(`open ${number}`);
						try {
							yield* inPieces(part, 500);
						} finally {
							log.push(`close ${number}`);
						}
					},
			);
			const all = joinAll(format, openers);
			expect(log).toEqual([]);
			await bytesOf(all);
			expect(log).toEqual(parts.flatMap((_, number) => [`open ${number}`, `close ${number}`]));
			log.length = 0;
			for await (const chunk of joinAll(format, openers)) {
				expect(chunk.length).toBeGreaterThan(0);
				break;
			}
			expect(log).toEqual(['open 0', 'close 0']);
		},
	);

	it.each(['wav', 'mp3', 'opus'] as const)('fails with the error of a part of %s', async (format) => {
		const lost = new Error('lost');
		const parts = spoken(format, { wav: 8_000, mp3: 44_100, opus: 48_000 }[format]);
		const broken = async function* () {
			yield parts[1]!.subarray(0, 1000);
			throw lost;
		};
		await expect(bytesOf(joinAll(format, [() => streamOf([parts[0]!]), broken]))).rejects.toBe(lost);
	});

	it.each([
		['wav', () => wav({ rate: 8_000 }), () => wav({ rate: 16_000 }), 'has another sample rate'],
		['mp3', () => mp3(44_100, 128, 0.2), () => mp3(32_000, 128, 0.2), 'has another sample rate'],
		['wav', () => wav(), () => Buffer.from('not a WAV at all'), 'is not WAV'],
		['wav', () => wav(), () => Buffer.alloc(200_000), 'is not WAV'],
		['wav', () => wav(), () => Buffer.alloc(0), 'is not WAV'],
		['opus', () => Buffer.concat(opusPages(0.2)), () => Buffer.alloc(500), 'is not Opus'],
		['opus', () => Buffer.concat(opusPages(0.2)), () => Buffer.concat(opusPages(0.2).slice(2)), 'is not Opus'],
		['opus', () => Buffer.concat(opusPages(0.2)), () => Buffer.concat(opusPages(0.2)).subarray(0, -1), 'is not Opus'],
	] as const)('refuses a part of %s that does not fit (%#)', async (format, first, second, what) => {
		const parts = openersOf([await first(), await second()], 700);
		await expect(bytesOf(joinAll(format, parts))).rejects.toMatchObject({
			kind: 'badAnswer',
			message: expect.stringContaining(`Part 2 of the speech cannot be joined to the others: it ${what}`),
		});
	});

	it('stops looking for the header of a WAV', async () => {
		let taken = 0;
		const endless = async function* () {
			for (; taken < 50_000_000; taken += 10_000) yield Buffer.alloc(10_000);
		};
		await expect(bytesOf(joinAll('wav', [() => streamOf([wav()]), endless]))).rejects.toMatchObject({
			kind: 'badAnswer',
		});
		expect(taken).toBeLessThan(100_000);
	});

	it.each(['mp3', 'opus', 'wav'] as const)('holds at most a chunk and a frame of %s', async (format) => {
		const makers = {
			mp3: () => mp3(44_100, 192, 5),
			opus: () => Buffer.concat(opusPages(15)),
			wav: () => wav({ rate: 44_100, seconds: 2 }),
		};
		const part = await makers[format]();
		let taken = 0;
		let passed = 0;
		let largest = 0;
		const counted = async function* () {
			for (const chunk of inPieces(part, 10_000)) {
				taken += chunk.length;
				yield chunk;
			}
		};
		for await (const chunk of joinAll(format, Array<OpenPart>(20).fill(counted))) {
			passed += chunk.length;
			largest = Math.max(largest, taken - passed);
		}
		expect(taken).toBeGreaterThan(1_500_000);
		expect(largest).toBeLessThan(25_000);
	});
});

describe('WAV', () => {
	it('has the header of the first part, and nothing that follows the sound of a part', async () => {
		const before = [{ name: 'LIST', content: Buffer.from('INFOodd') }];
		const title = Buffer.from('LIST\x04\0\0\0INFO');
		const parts = [
			wav({ seconds: 0.1, before }),
			wav({ seconds: 0.2 }),
			wav({ seconds: 0.05, before, dataSize: 0xffff_ffff }),
		];
		const bytes = await joined(
			'wav',
			openersOf([Buffer.concat([parts[0]!, title]), Buffer.concat([parts[1]!, title]), parts[2]!], 70),
		);
		const sound = Buffer.concat([pcm(8000, 0.1), pcm(8000, 0.2), pcm(8000, 0.05)]);
		expect(bytes.subarray(60).equals(sound)).toBe(true);
		expect([bytes.readUInt32LE(4), bytes.readUInt32LE(56)]).toEqual([bytes.length - 8, sound.length]);
	});

	it.each([
		['lacks the bytes per second', 28, 4],
		['lacks these and the block size', 28, 6],
		['lacks the sample rate, too', 24, 10],
	])('is timed even if its header %s', async (_, at, length) => {
		const part = wav({ rate: 16_000, seconds: 0.5 }).fill(0, at, at + length);
		const ends: number[] = [];
		await bytesOf(
			joinAll('wav', openersOf([part, part], 70), { sampleRate: 16_000, onPart: ({ end }) => ends.push(end) }),
		);
		expect(ends).toEqual([0.5, 1]);
	});

	it('keeps PCM values whole if a part ends in the middle of one', async () => {
		const sound = pcm(8000, 0.1);
		// Half a value more, which the header counts, and the padding byte.
		const odd = Buffer.concat([wav({ seconds: 0.1, dataSize: sound.length + 1 }), Buffer.from([0x55, 0])]);
		const parts = [odd, odd, wav({ seconds: 0.1 })];
		const soundBytes = sum(parts.map((part) => wavSoundBytes(part.subarray(0, 100), part.length)!));
		await fc.assert(
			fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 5 }), async (sizes) => {
				const bytes = await bytesOf(joinAll('wav', openersOf(parts, ...sizes), { soundBytes }));
				expect(bytes.subarray(44).equals(Buffer.concat([sound, sound, sound]))).toBe(true);
				expect(bytes.readUInt32LE(40)).toBe(3 * sound.length);
			}),
			{ numRuns: 25, examples: [[[1]], [[45]]] },
		);
	});

	it('has placeholder sizes until its header is repaired', async () => {
		const bytes = await bytesOf(joinAll('wav', openersOf([wav(), wav()])));
		expect([bytes.readUInt32LE(4), bytes.readUInt32LE(40)]).toEqual([0xffff_ffff, 0xffff_ffff]);
	});
});

describe('MP3', () => {
	const frame = (content: string, at: number): Buffer => {
		const info = Buffer.alloc(417);
		info.writeUInt32BE(0xfffb90c4, 0);
		info.write(content, at, 'latin1');
		return info;
	};
	const id3 = Buffer.concat([Buffer.from('ID3\x04\0\0\0\x02\0\0', 'latin1'), Buffer.alloc(2 * 128 * 128, 0xff)]);
	const id3v1 = Buffer.concat([Buffer.from('TAG'), Buffer.alloc(125, 0xff)]);

	it.each([
		['a Xing frame', [frame('Xing', 21)]],
		['an Info frame of stereo', [frame('Info', 36)]],
		['a VBRI frame', [frame('VBRI', 36)]],
		['an ID3 tag', [id3]],
		['both', [id3, frame('Info', 21)]],
	])('leaves out %s of its parts', async (_, before) => {
		const sound = await mp3(44_100, 128, 0.5);
		const part = Buffer.concat([...before, sound, id3v1]);
		for (const size of [1, 100, 40_000]) {
			expect(
				(await bytesOf(joinAll('mp3', openersOf([part, part, part], size)))).equals(
					Buffer.concat([sound, sound, sound]),
				),
			).toBe(true);
		}
	});

	it('keeps a Xing frame that is not the first, and data that is not a frame', async () => {
		const sound = await mp3(44_100, 128, 0.2);
		const part = Buffer.concat([sound, frame('Xing', 21), Buffer.from('APETAGEX'), Buffer.alloc(400), sound]);
		expect((await bytesOf(joinAll('mp3', openersOf([part, part], 333)))).equals(Buffer.concat([part, part]))).toBe(
			true,
		);
	});

	it('has as many frames as its parts', async () => {
		const parts = spoken('mp3', 44_100);
		const walked = (bytes: Uint8Array) => {
			const walk = createFrameWalk(readMpegFrame);
			walk.take(bytes);
			return walk.end();
		};
		const { seconds, cut } = walked(await joined('mp3', openersOf(parts)));
		expect(cut).toBe(false);
		expect(seconds).toBeCloseTo(sum(parts.map((part) => walked(part).seconds!)), 6);
	});
});

interface Page {
	flags: number;
	granule: bigint;
	serial: number;
	number: number;
	isSound: boolean;
}

/** The pages of an Ogg stream, each with a true checksum. */
function pagesOf(bytes: Buffer): Page[] {
	const pages: Page[] = [];
	for (let at = 0; at < bytes.length; ) {
		const page = Buffer.from(bytes.subarray(at, at + readLength(bytes.subarray(at))));
		const stated = page.readUInt32LE(22);
		page.writeUInt32LE(0, 22);
		expect(stated).toBe(oggCrc(page));
		pages.push({
			flags: page[5]!,
			granule: page.readBigInt64LE(6),
			serial: page.readUInt32LE(14),
			number: page.readUInt32LE(18),
			isSound: !page.includes('OpusHead') && !page.includes('OpusTags'),
		});
		at += page.length;
	}
	return pages;
}

const readLength = (page: Buffer): number => {
	expect(page.toString('latin1', 0, 4)).toBe('OggS');
	return 27 + page[26]! + sum([...page.subarray(27, 27 + page[26]!)]);
};

/** A page with the given segments. Packets may continue on the next page. */
function rawPage(
	segments: number[],
	body: Buffer,
	fields: { flags?: number; granule?: bigint; serial?: number } = {},
): Buffer {
	const page = Buffer.concat([
		oggPage({ packets: [], granule: fields.granule ?? -1n, flags: fields.flags ?? 0, number: 9 }),
		Buffer.from(segments),
		body,
	]);
	page[26] = segments.length;
	page.writeUInt32LE(fields.serial ?? 77, 14);
	return page;
}

describe('Opus', () => {
	const wellFormed = (pages: Page[]): void => {
		expect(new Set(pages.map(({ serial }) => serial)).size).toBe(1);
		expect(pages.map(({ number }) => number)).toEqual([...pages.keys()]);
		expect(pages.map(({ flags }) => flags & 6)).toEqual(
			pages.map((_, at) => (at === 0 ? 2 : at === pages.length - 1 ? 4 : 0)),
		);
		expect(pages.map(({ isSound }) => isSound)).toEqual(pages.map((_, at) => at > 1));
		const times = pages.map(({ granule }) => granule).filter((granule) => granule >= 0n);
		expect([...times].sort((a, b) => (a < b ? -1 : 1))).toEqual(times);
	};

	it('is one stream with continuous page numbers and times', async () => {
		const parts = spoken('opus', 48_000);
		const bytes = await joined('opus', openersOf(parts, 800));
		const pages = pagesOf(bytes);
		wellFormed(pages);
		const lastOf = (part: Buffer): bigint => pagesOf(part).at(-1)!.granule;
		const whole = (granule: bigint): number => Math.ceil(Number(granule) / 960) * 960;
		// All packets of the earlier parts, and the last part up to its stated end.
		const expected = sum(parts.slice(0, -1).map((part) => whole(lastOf(part)))) + Number(lastOf(parts.at(-1)!));
		expect(Number(pages.at(-1)!.granule)).toBe(expected);
		const walk = createFrameWalk(readOggPage);
		walk.take(bytes);
		expect(walk.end()).toEqual({ seconds: (expected - preSkip) / 48_000, cut: false });
	});

	it('lasts as long as RFC 7845 says: up to the end stated in its last page, less one pre-skip', async () => {
		const parts = spoken('opus', 48_000);
		const ends: number[] = [];
		const bytes = await bytesOf(joinAll('opus', openersOf(parts, 800), { onPart: ({ end }) => ends.push(end) }));
		const [whole] = await decoded([bytes]);
		expect(ends.at(-1)).toBeCloseTo((Number(pagesOf(bytes).at(-1)!.granule) - preSkip) / 48_000, 9);
		expect(ends.at(-1)).toBeCloseTo(await secondsOf(bytes), 9);
		// The tests' decoder also plays what the stated end cuts off, which is less than a packet.
		expect(whole!.sound.length / 48_000 - ends.at(-1)!).toBeLessThan(0.02 + preSkip / 48_000);
		// A part begins where all packets before it end.
		const packets = parts.map((part) => Math.ceil(Number(pagesOf(part).at(-1)!.granule) / 960) * 960);
		expect(ends.slice(0, -1)).toEqual(
			packets.slice(0, -1).map((_, part) => (sum(packets.slice(0, part + 1)) - preSkip) / 48_000),
		);
	});

	it('has the pre-skip of its first part, whatever it is', async () => {
		const withSkip = (samples: number): Buffer => {
			const [head, ...others] = opusPages(0.5);
			head!.writeUInt16LE(samples, head!.indexOf('OpusHead') + 10);
			return Buffer.concat([head!, ...others]);
		};
		for (const skip of [0, 312, 3840]) {
			const ends: number[] = [];
			const part = withSkip(skip);
			const bytes = await bytesOf(joinAll('opus', openersOf([part, part]), { onPart: ({ end }) => ends.push(end) }));
			expect(ends).toEqual([0.5 - skip / 48_000, 1 - skip / 48_000]);
			expect(await secondsOf(bytes)).toBeCloseTo(ends[1]!, 9);
		}
	});

	it('is one stream for any parts', async () => {
		const streams = [0.02, 0.3, 1.1].map((seconds) => opusPages(seconds, 7));
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.constantFrom(...streams), { minLength: 2, maxLength: 9 }),
				fc.integer({ min: 1, max: 999 }),
				async (parts, size) => {
					const pages = pagesOf(
						await bytesOf(
							joinAll(
								'opus',
								openersOf(
									parts.map((pages) => Buffer.concat(pages)),
									size,
								),
							),
						),
					);
					wellFormed(pages);
					expect(pages).toHaveLength(2 + sum(parts.map((part) => part.length - 2)));
					expect(Number(pages.at(-1)!.granule)).toBe(sum(parts.map((part) => Number(part.at(-1)!.readBigInt64LE(6)))));
				},
			),
			{ numRuns: 40 },
		);
	});

	it('times packets by their TOC byte, across pages and with several frames', async () => {
		// RFC 6716, 3.1: configuration 3 SILK of 60 ms, 12 hybrid of 10 ms, 16 CELT of 2.5 ms; 3.2.5: a count of frames.
		const packets = [
			[(3 << 3) | 0, 1],
			[(12 << 3) | 1, 1],
			[(16 << 3) | 2, 1],
			[(31 << 3) | 3, 6],
		].map((start) => Buffer.from(start));
		const samples = 2880 + 2 * 480 + 2 * 120 + 6 * 960;
		const [head, tags] = opusHeaderPages() as [Buffer, Buffer];
		const long = Buffer.alloc(600, 1).fill((1 << 3) | 0, 0, 1);
		const part = Buffer.concat([
			head,
			tags,
			rawPage([2, 2, 2, 2, 255, 255], Buffer.concat([...packets, long.subarray(0, 510)]), { granule: BigInt(samples) }),
			rawPage([90], long.subarray(510), { flags: 1, granule: BigInt(samples + 960) }),
			rawPage([255], Buffer.alloc(255, 8), { granule: -1n }),
			rawPage([0], Buffer.alloc(0), { flags: 5, granule: BigInt(samples + 1920) }),
		]);
		const pages = pagesOf(await bytesOf(joinAll('opus', openersOf([part, part]))));
		wellFormed(pages);
		const total = samples + 1920;
		expect(pages.slice(2).map(({ granule }) => Number(granule))).toEqual([
			samples,
			samples + 960,
			-1,
			total,
			total + samples,
			total + samples + 960,
			-1,
			2 * total,
		]);
		expect(pages.slice(2).map(({ flags }) => flags & 1)).toEqual([0, 1, 0, 1, 0, 1, 0, 1]);
	});

	it('reads headers that span several pages', async () => {
		const [head] = opusHeaderPages() as [Buffer];
		const comment = Buffer.alloc(600, 65).fill('OpusTags', 0, 8, 'latin1');
		const sound = opusPages(0.1).slice(2);
		const part = Buffer.concat([
			head,
			rawPage([255, 255], comment.subarray(0, 510), { granule: 0n }),
			rawPage([90], comment.subarray(510), { flags: 1, granule: 0n }),
			...sound,
		]);
		const pages = pagesOf(await bytesOf(joinAll('opus', openersOf([part, part], 100))));
		expect(pages).toHaveLength(3 + 2 * sound.length);
		expect(pages.map(({ number }) => number)).toEqual([...pages.keys()]);
	});

	it('does not change its input', async () => {
		const part = Buffer.concat(opusPages(0.5));
		const before = Buffer.from(part);
		await bytesOf(joinAll('opus', openersOf([part, part])));
		expect(part.equals(before)).toBe(true);
	});
});

describe('a joined WAV whose size is known beforehand', () => {
	it('has a true header from the start', async () => {
		const parts = spoken('wav', 16_000);
		const soundBytes = sum(parts.map((part) => wavSoundBytes(part.subarray(0, 4096), part.length)!));
		const bytes = await bytesOf(joinAll('wav', openersOf(parts, 500), { soundBytes }));
		expect(repairedWavHeader(bytes.subarray(0, 4096), bytes.length)).toBeUndefined();
		expect(bytes.equals(await joined('wav', openersOf(parts)))).toBe(true);
	});

	it('does not count a title after the sound', () => {
		const file = Buffer.concat([wav({ seconds: 0.1 }), Buffer.from('LIST\x04\0\0\0INFO')]);
		expect(wavSoundBytes(file, file.length)).toBe(1_600);
		expect(wavSoundBytes(wav({ dataSize: 0xffff_ffff }), 1_044)).toBe(1_000);
		expect(wavSoundBytes(file.subarray(0, 40), file.length)).toBeUndefined();
	});
});
