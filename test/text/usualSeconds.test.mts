import { leastSeconds } from '../../text/leastSeconds.ts';
import { usualSeconds } from '../../text/usualSeconds.ts';

test.each([
	['English', 'Hello, how are you today?', 0.95],
	['Chinese', '今天天气很好', 0.9],
	['Japanese in kana', 'こんにちは', 0.4],
	['Korean', '안녕하세요', 0.65],
	['digits', '2026', 0.2],
	['cues and signs alone', '[happy] … — !', 0],
	['a letter drawn out', 'Nooooooo', 0.15],
])('tells how long letters usually take: %s', (_, text, seconds) => {
	expect(usualSeconds(text)).toBeCloseTo(seconds, 5);
});

test('no text takes less than a tenth of its usual time', () => {
	const text = 'The quick brown fox jumps over the lazy dog. '.repeat(10);
	expect(leastSeconds(text)).toBeCloseTo(usualSeconds(text) / 10, 5);
	expect(leastSeconds(text, 2)).toBeCloseTo(usualSeconds(text) / 20, 5);
});
