import { toSrt, toVtt } from '../../../text/captions/srtAndVtt.ts';
import { captionsOfWords } from '../../../text/captions/captions.ts';
import { captionWords } from '../../../fishAudio/transcription/recordingCaptions.ts';
import type { ReadList, SpeakerTurn, Transcript } from '../../../fishAudio/transcription/transcript.ts';
import type { Word } from '../../../text/word.ts';

const listOf = <T,>(entries: T[], isComplete = true): ReadList<T> => ({ entries, isComplete });

/** Words as the API has them: without punctuation, half a second each. */
const heard = (text: string, from = 0): Word[] =>
	text.split(' ').map((word, at) => ({ text: word, start: from + at / 2, end: from + at / 2 + 0.5 }));

const transcript = (over: Partial<Transcript>): Transcript => ({
	text: '',
	seconds: 10,
	language: 'English',
	languageCode: 'en',
	words: listOf<Word>([]),
	turns: listOf<SpeakerTurn>([]),
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
	words: listOf([...heard('Thanks for joining'), ...heard('Its a pleasure really', 2), ...heard('Good', 4)]),
	turns: listOf(turns),
});

describe('captions of a recording', () => {
	it('have the words and punctuation of the text, with the times of the heard words', () => {
		const { words, untimed } = captionWords({ ...conversation, turns: listOf<SpeakerTurn>([]) });
		expect(words.map(({ text }) => text).join(' ')).toBe(conversation.text);
		expect(words.map(({ start }) => start)).toEqual([0, 0.5, 1, 2, 2.5, 3, 3.5, 4]);
		expect(words.some(({ speaker }) => speaker !== undefined)).toBe(false);
		expect(untimed).toBeUndefined();
	});

	it('name the speaker of each turn if several speak', () => {
		const captions = captionsOfWords(captionWords(conversation).words);
		expect(toSrt(captions)).toMatch(
			/speaker 1: Thanks for joining\.\n[^]*speaker 2: It's a pleasure, really!\n[^]*speaker 1: Good\.\n/,
		);
		expect(toVtt(captions)).toContain("<v speaker 2>It's a pleasure, really!");
	});

	it('have no names if one person speaks', () => {
		const { words } = captionWords({
			...conversation,
			turns: listOf(turns.map((one) => ({ ...one, speaker: 'speaker 1' }))),
		});
		expect(words.some(({ speaker }) => speaker !== undefined)).toBe(false);
	});

	it('lose no word if a turn cannot be read', () => {
		const { words } = captionWords({ ...conversation, turns: listOf(turns.slice(1), false) });
		expect(words.map(({ text }) => text).join(' ')).toBe(conversation.text);
	});

	it('use the times of the turns if the words have none', () => {
		const { words, untimed } = captionWords({ ...conversation, words: listOf<Word>([], false) });
		expect(untimed).toBeUndefined();
		expect(words.map(({ text }) => text).join(' ')).toBe(conversation.text);
		expect([words[0]!.start, words[2]!.end, words[3]!.start, words[6]!.end]).toEqual([0, 1.5, 2, 4]);
	});

	it('are none if nothing has a time', () => {
		const { words, untimed } = captionWords({
			...conversation,
			words: listOf<Word>([]),
			turns: listOf<SpeakerTurn>([]),
		});
		expect(words).toEqual([]);
		expect(untimed).toMatchObject({ count: 8, first: 'Thanks' });
	});

	it('of Chinese keep its punctuation, although each character comes alone', () => {
		const text = '早上好。 早上好，你好吗？';
		const characters = [...'早上好早上好你好吗'].map((character, at) => ({
			text: character,
			start: at / 4,
			end: at / 4 + 0.25,
		}));
		const { words, untimed } = captionWords(transcript({ text, languageCode: 'zh', words: listOf(characters) }));
		expect(untimed).toBeUndefined();
		expect(
			captionsOfWords(words)
				.map(({ lines }) => lines.join(''))
				.join(''),
		).toBe(text);
	});

	it('show sounds between their words', () => {
		const { words, untimed } = captionWords(
			transcript({ text: '[laughter] Happy to [sigh] be here.', words: listOf(heard('Happy to be here', 2)) }),
		);
		expect(untimed).toBeUndefined();
		expect(
			captionsOfWords(words)
				.flatMap(({ lines }) => lines)
				.join(' '),
		).toBe('[laughter] Happy to [sigh] be here.');
		expect(words.map(({ start }) => start)).toEqual([...words.map(({ start }) => start)].sort((a, b) => a - b));
	});

	it('keep a number that is heard in another form', () => {
		const { words, untimed } = captionWords(
			transcript({ text: 'It costs $3.5 a day.', words: listOf(heard('It costs 35 a day')) }),
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
