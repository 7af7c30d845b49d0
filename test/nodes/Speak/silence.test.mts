import type { INodeParameters } from 'n8n-workflow';

import { decoded } from '../../support/decode.mts';
import type { NodeRun } from '../../support/engine.mts';
import { setStage } from '../../support/stage.mts';

const stage = setStage();
const inMemory = setStage({}, { binaryMode: 'default' });

const first = 'Thank you for calling.';
const second = 'Please hold the line.';

const speak = async (parameters: INodeParameters, on = stage): Promise<NodeRun> =>
	await on.engine.runNode('speak', { text: `${first} [pause 1.5s] ${second}`, ...parameters });

const textsSpoken = async (on = stage): Promise<string[]> =>
	(await on.sandbox.requests()).map(({ body }) => String(body!.text)).sort();

const bytesOf = async (text: string, body: Record<string, unknown>): Promise<Buffer> =>
	await stage.sandbox.ttsBytes({ text, ...body }, 's2.1-pro');

/** The sound of a text as PCM. */
const pcmOf = async (text: string, rate: number): Promise<Buffer> =>
	await bytesOf(text, { format: 'pcm', sample_rate: rate });

const silence = (seconds: number, rate: number): Buffer => Buffer.alloc(Math.round(seconds * rate) * 2);

/** Seconds of each stretch that is silent for longer than half a second or lies at the ends, and where it begins. */
function silencesIn(sound: Float32Array, rate: number): Array<{ from: number; seconds: number }> {
	const found: Array<{ from: number; seconds: number }> = [];
	let begin = 0;
	for (let at = 0; at <= sound.length; at++) {
		if (at < sound.length && Math.abs(sound[at]!) < 0.002) continue;
		if ((at - begin) / rate > 0.4) found.push({ from: begin / rate, seconds: (at - begin) / rate });
		begin = at + 1;
	}
	return found;
}

describe.each([
	['on disk', stage],
	['in memory', inMemory],
])('a text with a pause, with the binary data %s', (_, on) => {
	test.each([
		['wav', 44_100],
		['pcm', 44_100],
		['phone', 8_000],
	])('is what stands before it, exact silence and what stands after it: %s', async (format, rate) => {
		const { items, error } = await speak({ format, timing: { silenceBefore: 0.25, silenceAfter: '0,75' } }, on);
		expect(error).toBeUndefined();
		expect(await textsSpoken(on)).toEqual([second, first]);
		const bytes = await on.engine.bytesOf(items[0]);
		const sound = Buffer.concat([
			silence(0.25, rate),
			await pcmOf(first, rate),
			silence(1.5, rate),
			await pcmOf(second, rate),
			silence(0.75, rate),
		]);
		const header = format === 'pcm' ? 0 : 44;
		expect(bytes.subarray(header).equals(sound)).toBe(true);
		if (header) expect([bytes.readUInt32LE(4), bytes.readUInt32LE(40)]).toEqual([bytes.length - 8, sound.length]);
		expect(items[0]!.json).toMatchObject({
			parts: 2,
			bytes: bytes.length,
			seconds: expect.closeTo(sound.length / 2 / rate, 3),
			textBytes: first.length + second.length,
		});
	});

	test.each([
		['mp3', {}],
		['mp3', { sampleRate: 32_000, mp3Bitrate: 64 }],
		['opus', {}],
		['opus', { opusBitrate: 24_000 }],
	])('is silent for as long, to the frame: %s %j', async (format, options) => {
		const { items, error } = await speak({ format, options, timing: { silenceBefore: 1, silenceAfter: 2 } }, on);
		expect(error).toBeUndefined();
		const { sampleRate, mp3Bitrate, opusBitrate } = options as Record<string, number>;
		const body = { format, sample_rate: sampleRate, mp3_bitrate: mp3Bitrate, opus_bitrate: opusBitrate };
		const files = [
			await on.engine.bytesOf(items[0]),
			await bytesOf(first, JSON.parse(JSON.stringify(body))),
			await bytesOf(second, JSON.parse(JSON.stringify(body))),
		];
		const [whole, before, after] = await decoded(files);
		const { rate, sound } = whole!;
		const all = silencesIn(sound, rate);
		const [one, two] = [before!.sound.length / rate, after!.sound.length / rate];
		console.log(format, options, all, one, two, sound.length / rate, items[0]!.json.seconds, silencesIn(before!.sound, rate));
	});
});
