import { textWords } from '../../../text/textWords.ts';
import type { Heard } from '../../../text/timing/heard.ts';
import { timeWords } from '../../../text/timing/timeWords.ts';
import { growsFaster } from '../../support/cpuTime.mts';

const segments = (text: string): Heard['segments'] =>
	text.split(' ').map((word, at) => ({ text: word, start: at, end: at + 1 }));

describe('a long text takes time in proportion', () => {
	const vocabulary = Array.from({ length: 400 }, (_, at) => ((at + 50) ** 4).toString(36));
	const script = Array.from({ length: 12_000 }, (_, at) => vocabulary[(at * at + 7 * at) % 397]!);
	it.each<[string, string[]]>([
		['heard as written', script],
		['heard in other words', script.map(() => 'было')],
		['heard in another order', script.toReversed()],
		['without its first half', script.slice(6_000)],
		['with every other word replaced', script.map((word, at) => (at % 2 ? word : 'um'))],
	])('%s', (_, heard) => {
		const align = (part: number): unknown => {
			const words = textWords([{ text: script.slice(0, part).join(' ') }]);
			return timeWords(words, [{ segments: segments(heard.slice(0, part).join(' ')) }], part);
		};
		expect(growsFaster((times) => align(3_000 * times))).toBe(false);
	});
});
