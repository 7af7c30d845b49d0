import { toSrt, toVtt } from '../../../text/captions/srtAndVtt.ts';
import { captionsOfWords } from '../../../text/captions/captions.ts';
import { captionWords } from '../../../fishAudio/transcription/recordingCaptions.ts';
import type { ReadList, SpeakerTurn, Transcript } from '../../../fishAudio/transcription/transcript.ts';
import type { Word } from '../../../text/word.ts';

const told = <T,>(entries: T[], isComplete = true): ReadList<T> => ({ entries, isComplete });

/** As the service tells words: without marks, half a second each. */
const heard = (text: string, from = 0): Word[] =>
	text.split(' ').map((word, at) => ({ text: word, start: from + at / 2, end: from + at / 2 + 0.5 }));

const transcript = (over: Partial<Transcript>): Transcript => ({
	text: '',
	seconds: 10,
	language: 'English',
	languageCode: 'en',
	words: told<Word>([]),
	turns: told<SpeakerTurn>([]),
	...over,
});

const turn = (speaker: string, text: string, start: number, end: number): SpeakerTurn => ({
	speaker,
	text,
	start,
	end,
});

const turns = [
	turn('speaker 1', 'Thanks for joining.', 0, 1.5),
	turn('speaker 2', "It's a pleasure, really!", 2, 4),
	turn('speaker 1', 'Good.', 4, 4.5),
];
const conversation = transcript({
	text: "Thanks for joining. It's a pleasure, really! Good.",
	words: told([...heard('Thanks for joining'), ...heard('Its a pleasure really', 2), ...heard('Good', 4)]),
	turns: told(turns),
});

describe('captions of a recording', () => {
	it("have the text's own words and marks, with the times of what is heard", () => {
		const { words, untimed } = captionWords({ ...conversation, turns: told<SpeakerTurn>([]) });
		expect(words.map(({ text }) => text).join(' ')).toBe(conversation.text);
		expect(words.map(({ start }) => start)).toEqual([0, 0.5, 1, 2, 2.5, 3, 3.5, 4]);
		expect(words.some(({ speaker }) => speaker !== undefined)).toBe(false);
		expect(untimed).toBeUndefined();
	});

	it('mark each turn where several speak', () => {
		const captions = captionsOfWords(captionWords(conversation).words);
		expect(toSrt(captions)).toMatch(
			/speaker 1: Thanks for joining\.\n[^]*speaker 2: It's a pleasure, really!\n[^]*speaker 1: Good\.\n/,
		);
		expect(toVtt(captions)).toContain("<v speaker 2>It's a pleasure, really!");
	});

	it('name nobody where one speaks alone', () => {
		const { words } = captionWords({
			...conversation,
			turns: told(turns.map((one) => ({ ...one, speaker: 'speaker 1' }))),
		});
		expect(words.some(({ speaker }) => speaker !== undefined)).toBe(false);
	});

	it('lose no word with a turn that cannot be read', () => {
		const { words } = captionWords({ ...conversation, turns: told(turns.slice(1), false) });
		expect(words.map(({ text }) => text).join(' ')).toBe(conversation.text);
	});

	it('take the times of the turns where there are none of the words', () => {
		const { words, untimed } = captionWords({ ...conversation, words: told<Word>([], false) });
		expect(untimed).toBeUndefined();
		expect(words.map(({ text }) => text).join(' ')).toBe(conversation.text);
		expect([words[0]!.start, words[2]!.end, words[3]!.start, words[6]!.end]).toEqual([0, 1.5, 2, 4]);
	});

	it('are none where nothing has a time, and say so', () => {
		const { words, untimed } = captionWords({ ...conversation, words: told<Word>([]), turns: told<SpeakerTurn>([]) });
		expect(words).toEqual([]);
		expect(untimed).toMatchObject({ count: 8, first: 'Thanks' });
	});

	it('of Chinese have its marks, though each character is told alone', () => {
		const text = '早上好。 早上好，你好吗？';
		const characters = [...'早上好早上好你好吗'].map((character, at) => ({
			text: character,
			start: at / 4,
			end: at / 4 + 0.25,
		}));
		const { words, untimed } = captionWords(transcript({ text, languageCode: 'zh', words: told(characters) }));
		expect(untimed).toBeUndefined();
		expect(
			captionsOfWords(words)
				.map(({ lines }) => lines.join(''))
				.join(''),
		).toBe(text);
	});

	it('show sounds, between the words they stand between', () => {
		const { words, untimed } = captionWords(
			transcript({ text: '[laughter] Happy to [sigh] be here.', words: told(heard('Happy to be here', 2)) }),
		);
		expect(untimed).toBeUndefined();
		expect(
			captionsOfWords(words)
				.flatMap(({ lines }) => lines)
				.join(' '),
		).toBe('[laughter] Happy to [sigh] be here.');
		expect(words.map(({ start }) => start)).toEqual([...words.map(({ start }) => start)].sort((a, b) => a - b));
	});

	it('keep a number that is told in another way', () => {
		const { words, untimed } = captionWords(
			transcript({ text: 'It costs $3.5 a day.', words: told(heard('It costs 35 a day')) }),
		);
		expect(untimed).toBeUndefined();
		expect(words.map(({ text, start }) => [text, start])).toEqual([
			['It', 0],
			['costs', 0.5],
			['$3.5', 1],
			['a', 1.5],
			['day.', 2],
		]);
	});
});
