import { placeSpeech, speedsNeeded, type Spoken } from '../../../text/subtitles/placeSpeech.ts';
import { growsFaster } from '../../support/cpuTime.mts';

test('speech is placed in time in proportion to its captions', () => {
	const spoken = (count: number): Spoken[] =>
		Array.from({ length: count }, (_, at) => ({ start: at * 100, end: at * 100 + 50, length: 200 }));
	const [short, long] = [spoken(5_000), spoken(20_000)];
	const place = (captions: Spoken[]): unknown => [speedsNeeded(captions, 1.25), placeSpeech(captions)];
	expect(growsFaster((times) => place(times === 1 ? short : long))).toBe(false);
});
