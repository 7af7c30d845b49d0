import { createMp3Encoder } from 'wasm-media-encoders';

import { createFrameWalk } from '../../../audio/frames/frameWalk.ts';
import { readMpegFrame } from '../../../audio/mp3/frame.ts';
import { createCalls } from '../../../fishAudio/requests/calls.ts';
import { joinAudio } from '../../../audio/join/joinAudio.ts';
import { createLongSpeech } from '../../../fishAudio/speech/longSpeech.ts';
import { longestPart } from '../../../fishAudio/speech/textParts.ts';
import { lengthFrame } from '../../../audio/join/mp3LengthFrame.ts';
import { audio } from '../../support/scripted/answers.mts';
import { createTransport } from '../../support/scripted/transport.mts';
import { tone } from '../../support/sounds.mts';
import { bytesOf, streamOf } from '../../support/streams.mts';

/** By LAME: some seconds of sound and as many of silence, which takes few bytes at a variable bitrate. */
async function mp3(
	how: { vbrQuality: number } | { bitrate: 64 | 128 | 192 },
	seconds: number,
	{ rate = 44_100, channels = 1 }: { rate?: 16_000 | 24_000 | 32_000 | 44_100; channels?: 1 | 2 } = {},
): Promise<Buffer> {
	const lame = await createMp3Encoder();
	lame.configure({ channels, sampleRate: rate, ...how });
	const sound = new Float32Array(2 * Math.round(rate * seconds));
	sound.set(tone(rate, seconds));
	const frames = Buffer.from(lame.encode(Array<Float32Array>(channels).fill(sound) as [Float32Array]).slice());
	return Buffer.concat([frames, Buffer.from(lame.finalize().slice())]);
}

function walked(bytes: Uint8Array): { seconds: number; frames: number } {
	const walk = createFrameWalk(readMpegFrame);
	walk.take(bytes);
	const { seconds = NaN, cut } = walk.end();
	expect(cut).toBe(false);
	const frame = readMpegFrame(bytes);
	return { seconds, frames: typeof frame === 'object' ? Math.round(seconds / frame.seconds) : NaN };
}

const known = (bytes: Buffer) => ({
	head: bytes.subarray(0, 4096),
	bytes: bytes.length,
	seconds: walked(bytes).seconds,
});

/** The frames and bytes that a Xing header states: flags, then each number that the flags announce. */
function statedBy(frame: Buffer): { frames: number; bytes: number } {
	const at = frame.indexOf('Xing');
	expect(frame.readUInt32BE(at + 4)).toBe(3);
	return { frames: frame.readUInt32BE(at + 8), bytes: frame.readUInt32BE(at + 12) };
}

describe.each([
	[44_100, 1, 4 + 17],
	[44_100, 2, 4 + 32],
	[32_000, 1, 4 + 17],
	[24_000, 1, 4 + 9],
	[16_000, 2, 4 + 17],
] as const)('parts of variable bitrate, %i Hz and %i channels', (rate, channels, place) => {
	it('begin with a frame that states the total length', async () => {
		const parts = [
			await mp3({ vbrQuality: 4 }, 3, { rate, channels }),
			await mp3({ vbrQuality: 6 }, 5, { rate, channels }),
		];
		const before = lengthFrame(parts.map(known))!;
		expect(before.indexOf('Xing')).toBe(place);
		const joined = await bytesOf(
			joinAudio(
				parts.map((part) => () => streamOf([part])),
				{ format: 'mp3', sampleRate: rate, lengthFrame: before, onPart: () => undefined },
			),
		);
		expect(joined.subarray(0, before.length).equals(before)).toBe(true);
		expect(readMpegFrame(before)).toMatchObject({ length: before.length, sampleRate: rate });
		expect(statedBy(before)).toEqual({ frames: walked(joined.subarray(before.length)).frames, bytes: joined.length });
	});
});

it.each([64, 128, 192] as const)(
	'parts of a constant bitrate of %i kbit/s have none, since players know their length',
	async (bitrate) => {
		expect(lengthFrame([known(await mp3({ bitrate }, 3)), known(await mp3({ bitrate }, 6))])).toBeUndefined();
	},
);

it('a Xing frame at the start of a part is not counted', async () => {
	const part = await mp3({ vbrQuality: 4 }, 3);
	const alone = lengthFrame([known(part), known(part)])!;
	const withOwn = Buffer.concat([lengthFrame([known(part)])!, part]);
	expect(statedBy(lengthFrame([known(withOwn), known(withOwn)])!).frames).toBe(statedBy(alone).frames);
});

it.each([
	['nothing', Buffer.alloc(0)],
	['data that is not MP3', Buffer.alloc(4096, 1)],
])('%s has none', (_, head) => {
	expect(lengthFrame([{ head, bytes: 10_000, seconds: 1 }])).toBeUndefined();
});

it('a part of unknown length has none', async () => {
	const part = known(await mp3({ vbrQuality: 4 }, 3));
	expect(lengthFrame([part, { ...part, seconds: undefined }])).toBeUndefined();
});

it('a long text in variable bitrate has it', async () => {
	const part = await mp3({ vbrQuality: 4 }, 30);
	const { send, clock } = createTransport(() => ({ ...audio(part), headers: { 'content-type': 'audio/mpeg' } }));
	const world = { send, sleep: clock.sleep, now: clock.now, random: () => 0.5, redact: (words: string) => words };
	const { speak } = createLongSpeech(createCalls(world, { concurrency: 2 }));
	const store = async (stream: AsyncIterable<Uint8Array>): Promise<Buffer> => await bytesOf(stream);
	const request = { text: 'A line of the text. '.repeat(longestPart / 15), model: 's2.1-pro', format: 'mp3' as const };
	const { stored, parts, seconds } = await speak(request, {
		store,
		storeMade: async (all, make) => await store(make(all.map((one) => () => streamOf([one])))),
	});
	expect(parts).toBeGreaterThan(1);
	const frameLength = 417;
	expect(statedBy(stored.subarray(0, frameLength))).toEqual({
		frames: parts * walked(part).frames,
		bytes: stored.length,
	});
	expect(seconds).toBeCloseTo(parts * walked(part).seconds, 6);
});
