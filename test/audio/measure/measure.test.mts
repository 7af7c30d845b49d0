import { readdirSync } from 'node:fs';

import fc from 'fast-check';
import { ALL_FORMATS, BufferSource, Input as Reader } from 'mediabunny';

import { measure } from '../../../audio/measure/measure.ts';
import { decoded } from '../../support/decode.mts';
import { wav } from '../../support/sounds.mts';
import { fileOf, fixture, measured } from './files.mts';
import { collectGarbage } from '../../support/kept.mts';

/** The length of the sound in each file, in seconds. */
const lengths: Record<string, number> = {
	'moov_last.m4a': 2.5,
	'moov_first.m4a': 2.5,
	'fragments.mp4': 2.5,
	'video.mov': 2.5,
	'alac.m4a': 1,
	'bare.aac': 2.5,
	'aac.mka': 2.5,
	'opus.ogg': 2.5,
	'vorbis.ogg': 2.5,
	'flac.ogg': 1,
	'opus.webm': 2.5,
	'live.webm': 2.5,
	'vorbis.webm': 2.5,
	'native.flac': 1,
	'lame.mp3': 2.5,
	'vbr.mp3': 1,
	'plain.mp3': 2.5,
	'pcm_alaw.wav': 1,
	'pcm_mulaw.wav': 1,
	'adpcm_ima_wav.wav': 1,
	'adpcm_ms.wav': 1,
	'gsm_ms.wav': 1,
	'g722.wav': 1,
	'g726.wav': 1,
	'mp3.wav': 2.5,
};
const names = Object.keys(lengths);

/** The tolerance in seconds for formats that do not state the encoder's padding: up to three of their frames. */
const tolerances: Record<string, number> = {
	'bare.aac': 0.128,
	'aac.mka': 0.128,
	'plain.mp3': 0.08,
	'mp3.wav': 0.216,
	'adpcm_ima_wav.wav': 0.03,
	'adpcm_ms.wav': 0.03,
	'vorbis.webm': 0.07,
	'fragments.mp4': 0.08,
};

it('every fixture is tested', () => {
	const files = readdirSync('test/audio/measure/fixtures').filter((name) => name !== 'README.md');
	expect(files.sort()).toEqual([...names, 'pictures.mp4'].sort());
});

it.each(names)('%s has the right length', async (name) => {
	const { seconds, lack } = await measured(fixture(name));
	expect(lack).toBeUndefined();
	expect(Math.abs(seconds! - lengths[name]!)).toBeLessThanOrEqual(tolerances[name] ?? 0.01);
});

/** The other reader reports unknown codecs on the console. */
beforeAll(() => void jest.spyOn(console, 'warn').mockImplementation(() => undefined));
afterAll(() => jest.restoreAllMocks());

it.each(names.filter((name) => !/^(flac.ogg|adpcm|gsm|g72|pcm_|mp3)/.test(name)))(
	'%s is as long as another reader says',
	async (name) => {
		const reader = new Reader({ source: new BufferSource(fixture(name)), formats: ALL_FORMATS });
		const { seconds } = await measured(fixture(name));
		// The other reader counts the padding before the sound.
		expect(Math.abs(seconds! - (await reader.computeDuration()))).toBeLessThan(0.17);
	},
);

const loud = [
	'moov_last.m4a',
	'fragments.mp4',
	'bare.aac',
	'aac.mka',
	'opus.ogg',
	'vorbis.ogg',
	'flac.ogg',
	'live.webm',
	'vorbis.webm',
	'native.flac',
	'pcm_alaw.wav',
	'pcm_mulaw.wav',
];

it.each(loud)('%s is speech, not silence', async (name) => {
	const { sound } = await measured(fixture(name));
	expect(sound).toMatchObject({ isSilent: false });
	expect(sound!.level).toBeGreaterThan(-27);
	expect(sound!.level).toBeLessThan(-12);
	expect(sound!.silentShare).toBeLessThan(0.3);
});

it('the level agrees with decoded sound', async () => {
	const files = ['native.flac', 'opus.ogg', 'vorbis.ogg'];
	const heard = await decoded(files.map(fixture));
	for (const [at, { sound }] of heard.entries()) {
		const square = sound.reduce((sum, sample) => sum + sample * sample, 0) / sound.length;
		const found = (await measured(fixture(files[at]!))).sound!;
		// The level leaves out pauses, so the mean of all is lower by their share.
		const mean = found.level + 10 * Math.log10(1 - found.silentShare);
		expect(Math.abs(mean - 10 * Math.log10(square))).toBeLessThan(1.5);
	}
});

it('the result does not depend on how a recording is cut into pieces', async () => {
	for (const name of [...names, 'pictures.mp4']) {
		const whole = await measured(fixture(name));
		expect([name, await measured(fixture(name), 11, 4_096)]).toEqual([name, whole]);
	}
});

it('a recording that is cut anywhere never fails, and never gets longer', async () => {
	for (const name of [...names, 'pictures.mp4']) {
		const bytes = fixture(name);
		const { seconds: whole = 0 } = await measured(bytes);
		for (let at = 0; at < bytes.length; at += 1 + Math.floor(bytes.length / 7)) {
			const { seconds } = await measured(bytes.subarray(0, at), 1_000);
			if (seconds !== undefined) expect([name, at, seconds <= whole + 0.03]).toEqual([name, at, true]);
		}
	}
});

describe('bare AAC that is cut inside a frame', () => {
	const frameLength = (bytes: Buffer, at: number): number => (bytes.readUIntBE(at + 3, 3) >> 5) & 0x1fff;

	it('at its start has the length of the complete frames', async () => {
		const bytes = fixture('bare.aac');
		const { seconds: whole = 0 } = await measured(bytes);
		const { seconds, sound } = await measured(bytes.subarray(frameLength(bytes, 0) - 20), 1_000);
		expect(seconds).toBeCloseTo(whole - 1024 / 16_000, 9);
		expect(sound).toMatchObject({ isSilent: false });
	});

	it.each([0, 1, 3, 6, 7, 20])('%i bytes after its first frame has the length of that frame', async (rest) => {
		const bytes = fixture('bare.aac');
		const { seconds, lack } = await measured(bytes.subarray(0, frameLength(bytes, 0) + rest), 1_000);
		expect([seconds, lack]).toEqual([1024 / 16_000, undefined]);
	});
});

it('damaged bytes never fail, and measuring always ends', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.constantFrom(...names),
			fc.array(fc.tuple(fc.nat(4_000), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 30 }),
			async (name, changes) => {
				const bytes = Buffer.from(fixture(name));
				for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
				const { seconds, sound } = await measured(bytes, 3_000);
				expect(seconds === undefined || seconds >= 0).toBe(true);
				expect(Number.isNaN(sound?.level)).toBe(false);
			},
		),
		{ numRuns: 40 },
	);
});

describe('a file without sound is reported', () => {
	const id3 = (size: number): Buffer =>
		Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0', 'latin1'), Buffer.of(size), Buffer.alloc(size)]);
	const drm = (): Buffer => {
		const bytes = Buffer.from(fixture('moov_first.m4a'));
		bytes.write('drms', bytes.indexOf('mp4a', bytes.indexOf('stsd')), 'latin1');
		return bytes;
	};

	it.each<[string, () => Buffer, string]>([
		['a WAV that ends with its header', () => wav({ seconds: 0 }), 'noSound'],
		['a WAV that is cut before its sound', () => wav({ seconds: 1 }).subarray(0, 30), 'noSound'],
		[
			'a WAV whose header states no sound, with a title after it',
			() => Buffer.concat([wav({ seconds: 0 }), Buffer.from('LIST\x04\0\0\0INFO', 'latin1')]),
			'noSound',
		],
		['an ID3 tag', () => id3(100), 'noSound'],
		['the tag and Xing frame of an MP3', () => fixture('vbr.mp3').subarray(0, 45 + 417), 'noSound'],
		['a video without sound', () => fixture('pictures.mp4'), 'noSoundTrack'],
		['a protected M4A', drm, 'encrypted'],
		['an M4A without its sample table', () => fixture('moov_last.m4a').subarray(0, 5_000), 'cutOff'],
		[
			'an M4A that ends where its sound begins',
			() => {
				const file = fixture('moov_first.m4a');
				return file.subarray(0, file.indexOf('mdat') + 4);
			},
			'noSound',
		],
		['an M4A that is cut in its sample table', () => fixture('moov_first.m4a').subarray(0, 300), 'cutOff'],
		['the headers of an Ogg', () => fixture('opus.ogg').subarray(0, 250), 'noSound'],
		['the start of a FLAC', () => fixture('native.flac').subarray(0, 200), 'noSound'],
		['the header of a WebM', () => fixture('live.webm').subarray(0, 40), 'cutOff'],
	])('%s', async (_, make, lack) => {
		expect((await measured(make(), 100)).lack).toBe(lack);
	});

	it.each([
		['AIFF', 'FORM\0\0\0\x20AIFFCOMM'],
		['big-endian WAV', 'RIFX\0\0\0\x5cWAVEfmt \0\0\0\x10'],
	])('but not for a type that is not measured: %s', async (_, head) => {
		expect(await measured(Buffer.from(head.padEnd(100)))).toEqual({});
	});
});

describe('reading', () => {
	it('opens an MP4 twice if its table is at the end, and other files once', async () => {
		for (const [name, times] of [
			['moov_last.m4a', 2],
			['moov_first.m4a', 1],
			['opus.ogg', 1],
		] as const) {
			const file = fileOf(fixture(name), 500);
			await measure(file);
			expect([name, file.opened]).toEqual([name, times]);
		}
	});

	it('ends early if the header states the length', async () => {
		const file = fileOf(Buffer.concat([wav({ rate: 2_000, seconds: 400 })]), 65_536);
		expect(await measure(file)).toMatchObject({ seconds: 400 });
		expect(file.read).toBeLessThan(330 * 4_000);
	});

	it('continues as long as there was only silence', async () => {
		const late = wav({ seconds: 400, rate: 2_000 });
		late.fill(0, 44, 44 + 390 * 4_000);
		expect(await measured(late, 65_536)).toMatchObject({ sound: { isSilent: false } });
	});

	it('fails if the file cannot be read', async () => {
		const broken = {
			size: 100,
			async *open() {
				yield Buffer.from('RIFF');
				throw new Error('The disk is gone');
			},
		};
		await expect(measure(broken)).rejects.toThrow('The disk is gone');
	});

	it('holds only the current part of a long recording in memory', async () => {
		const chunk = fixture('plain.mp3').subarray(45);
		const before = process.memoryUsage().arrayBuffers;
		let largest = 0;
		const { seconds } = await measure({
			size: 1_000 * chunk.length,
			async *open() {
				for (let index = 0; index < 1_000; index++) {
					if (index % 100 === 0) {
						await collectGarbage();
						largest = Math.max(largest, process.memoryUsage().arrayBuffers);
					}
					yield Buffer.from(chunk);
				}
			},
		});
		expect(seconds).toBeGreaterThan(2_400);
		expect(largest - before).toBeLessThan(20_000_000);
	});

	it('finds the remaining length of a cut M4A that is a single chunk', async () => {
		const file = fixture('moov_first.m4a');
		const sound = file.indexOf('mdat') + 4;
		const whole = (await measured(file)).seconds!;
		const half = (await measured(file.subarray(0, sound + (file.length - sound) / 2))).seconds!;
		expect(Math.abs(half / whole - 0.5)).toBeLessThan(0.15);
	});

	/** Free-bitrate headers at the distance of the longest frame, and a box that states a length of 0 bytes. */
	it.each([
		[
			'frames of a free bitrate',
			() =>
				Buffer.concat(
					Array.from({ length: 8 }, () => Buffer.concat([Buffer.of(0xff, 0xfb, 0, 0), Buffer.alloc(2_877)])),
				),
		],
		[
			'a box of 0 bytes',
			() =>
				Buffer.from(
					'00000020667479704d344120000000004d344120000000000000000000000000000000016672656500000000000000000000',
					'hex',
				),
		],
	])('always ends: %s', async (_, bytes) => {
		await measured(Buffer.concat([bytes(), Buffer.alloc(100)]));
	});

	it.each([
		['one piece', 20_000_000],
		['pieces of 4 KB', 4_096],
	])('finds the sound after 2 MB of other data, in %s', async (_, size) => {
		const bytes = wav({ seconds: 1, before: [{ name: 'JUNK', content: Buffer.alloc(2_000_000) }] });
		expect(await measured(bytes, size)).toMatchObject({ seconds: 1, sound: { isSilent: false } });
	});
});
