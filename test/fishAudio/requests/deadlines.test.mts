import { defaultTimeout } from '../../../fishAudio/requests/calls.ts';
import { listeningTime, speakingTime, speechTimeout } from '../../../fishAudio/requests/deadlines.ts';
import type { SpeechRequest } from '../../../fishAudio/speech/speechRequest.ts';
import { audio, json } from '../../support/scripted/answers.mts';
import { file } from '../../support/scripted/inputs.mts';
import { rig, type Rig } from '../../support/scripted/rig.mts';
import { wav } from '../../support/sounds.mts';

const keep = async (stream: AsyncIterable<Uint8Array>): Promise<void> => {
	for await (const chunk of stream) void chunk;
};
const request: SpeechRequest = { text: 'Hello', model: 's2.1-pro', format: 'wav' };

/** The deadline of the first request. */
const deadlineOf = async (ask: (r: Rig) => Promise<unknown>, timeout?: number): Promise<number> => {
	const r = rig(({ path }) => (path === '/v1/tts' ? audio(wav()) : json({ text: '', duration: 1, segments: [] })), {
		...(timeout && { timeout }),
	});
	await ask(r).catch(() => undefined);
	return r.requests[0]!.timeout;
};
const speaking = (over: Partial<SpeechRequest>, timeout?: number) =>
	deadlineOf(async (r) => await r.client.speech.speak({ ...request, ...over }, keep), timeout);

describe('the deadline of speech', () => {
	it('is about two minutes for a short text', async () => {
		expect(await speaking({ text: 'Hello, how are you?' })).toBe(speechTimeout + 1_900);
	});

	it('grows with the bytes of the text, in whole milliseconds', async () => {
		expect(await speaking({ text: 'a'.repeat(3_000) })).toBe(420_000);
		expect(await speaking({ text: '声'.repeat(1_000) })).toBe(420_000);
		expect(await speaking({ text: 'a'.repeat(1_001), speed: 0.7 })).toBe(speechTimeout + 143_000);
	});

	it('is longer for slow speech, and not shorter for fast speech', async () => {
		expect(await speaking({ text: 'a'.repeat(3_000), speed: 0.5 })).toBe(speechTimeout + 600_000);
		expect(await speaking({ text: 'a'.repeat(3_000), speed: 2 })).toBe(420_000);
	});

	it(
		'is far longer than the longest wait measured: 0.56 of the length of the sound, at most 0.1 seconds for each ' +
			'byte',
		() => {
			for (let bytes = 1; bytes <= 3_000; bytes += 50) {
				for (const speed of [0.5, 0.8, 1, 2]) {
					const measured = ((bytes * 100) / speed) * 0.56;
					expect(speechTimeout + speakingTime('a'.repeat(bytes), speed)).toBeGreaterThan(1.7 * measured);
				}
			}
		},
	);

	it('includes the time to upload instant samples on a slow line', async () => {
		const sample = { ...file('RIFF'), size: 10_000_000 };
		const deadline = await speaking({
			samples: [
				{ file: sample, transcript: 'x' },
				{ file: sample, transcript: 'x' },
			],
		});
		expect(deadline).toBe(speechTimeout + 500 + 20_000_000 / 64);
	});

	it('is exactly what was set', async () => {
		expect(await speaking({ text: 'a'.repeat(3_000), samples: [{ file: file('RIFF'), transcript: 'x' }] }, 5_000)).toBe(
			5_000,
		);
	});
});

describe('the deadline of a transcription', () => {
	const listening = (size: number, timeout?: number) =>
		deadlineOf(async (r) => await r.client.transcription.transcribe({ ...file('RIFF'), size }), timeout);

	it('grows with the possible length of the recording, up to a quarter of an hour', async () => {
		expect(await listening(2_000)).toBe(defaultTimeout + 500 + 32);
		expect(listeningTime(1_000_000)).toBe(250_000);
		expect(listeningTime(4_000_000)).toBe(900_000);
		expect(listeningTime(60_000_000)).toBe(900_000);
	});

	it('is exactly what was set', async () => {
		expect(await listening(2_000, 5_000)).toBe(5_000);
	});
});
