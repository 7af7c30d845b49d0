import { cuesOf } from '../../fishAudio/captions.ts';
import { wordsOfTurns } from '../../fishAudio/turnWords.ts';

const segments = (text: string, from = 0) => text.split(' ').map((word, at) => ({ text: word, start: from + at, end: from + at + 1 }));

const told = (words: ReturnType<typeof wordsOfTurns>) => words.map(({ text, start, end, speaker }) => [text, start, end, speaker]);

describe('the words of a recording', () => {
	it('are those of its turns, with the times of the single words', () => {
		const turns = [
			{ speaker: 'A', text: 'It costs €3.5, right?', start: 0, end: 4 },
			{ speaker: 'B', text: 'Right.', start: 4, end: 5 },
		];
		expect(told(wordsOfTurns(turns, segments('it costs 35 right right')))).toEqual([
			['It', 0, 1, 'A'],
			['costs', 1, 2, 'A'],
			['€3.5,', 2, 3, 'A'],
			['right?', 3, 4, 'A'],
			['Right.', 4, 5, 'B'],
		]);
	});

	it('belong to their turn, though turns are told a little too early or too late', () => {
		const turns = [
			{ speaker: 'A', text: 'One two three.', start: 0, end: 2 },
			{ speaker: 'B', text: 'Four five.', start: 1.9, end: 5 },
		];
		expect(told(wordsOfTurns(turns, segments('one two three four five'))).map(([text, start]) => [text, start])).toEqual([['One', 0], ['two', 1], ['three.', 2], ['Four', 3], ['five.', 4]]);
	});

	it('of a turn in which none was heard have equal parts of its time', () => {
		const turns = [
			{ speaker: 'A', text: 'One two.', start: 0, end: 2 },
			{ speaker: 'B', text: 'ab cd', start: 10, end: 14 },
			{ speaker: 'A', text: 'Three.', start: 20, end: 21 },
		];
		expect(told(wordsOfTurns(turns, [...segments('one two'), ...segments('three', 20)]))).toEqual([
			['One', 0, 1, 'A'],
			['two.', 1, 2, 'A'],
			['ab', 10, 12, 'B'],
			['cd', 12, 14, 'B'],
			['Three.', 20, 21, 'A'],
		]);
		expect(told(wordsOfTurns([{ text: 'ab cd', start: 1, end: 3 }], [])).map(([text, start, end]) => [text, start, end])).toEqual([['ab', 1, 2], ['cd', 2, 3]]);
	});

	it('may have any order of segments, and no speaker', () => {
		const words = wordsOfTurns([{ text: '你好，世界。', start: 0, end: 4 }], [...'你好世界'].map((text, at) => ({ text, start: at, end: at + 1 })).reverse());
		expect(told(words)).toEqual([['你', 0, 1, undefined], ['好，', 1, 2, undefined], ['世', 2, 3, undefined], ['界。', 3, 4, undefined]]);
	});

	it('are none of a recording in which nothing is said', () => {
		expect([wordsOfTurns([], []), wordsOfTurns([], segments('um'))]).toEqual([[], []]);
	});

	it('make captions that tell who speaks', () => {
		const turns = [
			{ speaker: 'Speaker 1', text: 'It was late in the evening.', start: 0, end: 6 },
			{ speaker: 'Speaker 2', text: 'Nobody came.', start: 6, end: 8 },
		];
		const cues = cuesOf(wordsOfTurns(turns, segments('it was late in the evening nobody came')));
		expect(cues.map(({ start, lines, speaker }) => [start, lines, speaker])).toEqual([
			[0, ['It was late in the evening.'], 'Speaker 1'],
			[6000, ['Nobody came.'], 'Speaker 2'],
		]);
	});
});
