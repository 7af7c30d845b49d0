import fc from 'fast-check';

import { speechCost } from '../../../fishAudio/account/prices.ts';
import { estimateSpeech } from '../../../fishAudio/speech/estimate.ts';
import { planOf } from '../../../fishAudio/speech/textParts.ts';

const request = (text: string) => ({ text, model: 's2.1-pro', format: 'mp3' as const });

test('counts the bytes and parts of any text as they are sent', () => {
	const texts = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => `${text} word. `.repeat(120));
	fc.assert(
		fc.property(texts, (text) => {
			const parts = planOf(request(text)).texts;
			const bytes = parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
			expect(estimateSpeech(request(text))).toMatchObject({ textBytes: bytes, parts: parts.length });
		}),
		{ numRuns: 50 },
	);
});

test('estimates English between what Fish Audio says and what was measured', () => {
	const text = 'We are open from nine to five, and our phones are answered on Saturdays, too. '.repeat(24);
	const { seconds, textBytes } = estimateSpeech(request(text));
	expect(seconds / textBytes).toBeGreaterThan(12 * 0.0036);
	expect(seconds / textBytes).toBeLessThan(115.8 / 1_887);
	expect(estimateSpeech({ ...request(text), speed: 2 }).seconds).toBeCloseTo(seconds / 2, 5);
});

test.each([
	['s2.1-pro', 1_000_000, 15],
	['s2.1-pro', 1, 0.000015],
	['s2.1-pro-free', 5_000, 0],
	['drama-3', 5_000, null],
	['some-other', 5_000, null],
])('%s: %s bytes cost %s dollars', (model, bytes, cost) => {
	expect(speechCost(model, bytes)).toBe(cost);
});

test('counts silence, at any speed', () => {
	const text = 'Hello. [pause 2s] Goodbye.';
	const { seconds } = estimateSpeech({ ...request('Hello. Goodbye.'), speed: 1 });
	const silent = { ...request(text), silenceBefore: 1, silenceAfter: 0.5 };
	expect(estimateSpeech(silent).seconds).toBeCloseTo(seconds + 3.5, 5);
	expect(estimateSpeech({ ...silent, speed: 2 }).seconds).toBeCloseTo(seconds / 2 + 3.5, 5);
});
