import fc from 'fast-check';

import { writeDialogue } from '../../fishAudio/dialogue.ts';
import { withSpeakers } from '../../fishAudio/speakerTurns.ts';
import type { Word } from '../../fishAudio/timedSpeech.ts';

const names = ['Anna', 'Bob', 'Cleo'];

const words = (spoken: string[]): Word[] => spoken.map((text, at) => ({ text, start: at, end: at + 1 }));

/** Who says each word. */
const speakersOf = (script: string, spoken: string[]): Array<string | undefined> =>
	withSpeakers(words(spoken), writeDialogue(script, names, 's2.1-pro').text, names).map(({ speaker }) => speaker);

/** What is heard, each speaker's words in a text of their own. */
it.each<[string, string, string[]]>([
	['as it is written', 'Anna: Hi you!\nBob: Hello there.\nAnna: Bye', ['Hi you!', 'Hello there.', 'Bye']],
	['with numbers in words', 'Anna: I have 12.\nBob: 12 cats?\nAnna: 1234567 cats, and dogs.', ['I have twelve.', 'twelve cats?', 'one million two hundred thirty four thousand five hundred sixty seven cats, and dogs.']],
	['without cues and marks', 'Anna: [happy] Yes - ok.\nBob: [sighs] No!', ['Yes ok', 'No']],
	['with long cues', 'Anna: [sighs and looks away] No.\nBob: [sighs and looks away] No.\nCleo: Hm', ['No.', 'No.', 'Hm']],
	['with the tags among the words', 'Anna: Yes you.\nBob: No you.', ['<|speaker:0|>Yes you.', '<|speaker:1|>No you.']],
	['with signs alone', 'Anna: Yes - no.\nBob: Well - maybe.', ['Yes - no.', 'Well - maybe.']],
	['with words left out', 'Anna: One two three four five.\nBob: Six seven eight nine.', ['One two three', 'Seven eight nine.']],
	['with words that nobody wrote', 'Anna: One two three.\nBob: Four five six.', ['One er um two three.', 'Four five six.']],
	['with more at the end', 'Anna: One two.\nBob: Three four.', ['One two.', 'Three four. er um']],
	['without spaces', 'Anna: 你好吗？\nBob: 我很好。', ['你 好 吗 ？', '我 很 好 。']],
])('knows who says what: %s', (_, script, heard) => {
	const speakers = script.split('\n').map((line) => line.split(':', 1)[0]);
	const wanted = heard.flatMap((text, turn) => text.split(' ').map(() => speakers[turn]));
	expect(speakersOf(script, heard.flatMap((text) => text.split(' ')))).toEqual(wanted);
});

it('knows it of every script that is spoken as it is written', () => {
	const line = fc.tuple(fc.nat(2), fc.array(fc.stringMatching(/^[a-z0-9]{1,7}[,.!?]?$/), { minLength: 1, maxLength: 6 }));
	fc.assert(
		fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), (lines) => {
			const script = lines.map(([speaker, said]) => `${names[speaker]}: ${said.join(' ')}`).join('\n');
			const spoken = lines.flatMap(([, said]) => said);
			expect(speakersOf(script, spoken)).toEqual(lines.flatMap(([speaker, said]) => said.map(() => names[speaker])));
		}),
	);
});

it('finds its way again after something that is read otherwise', () => {
	const line = fc.tuple(fc.nat(2), fc.array(fc.stringMatching(/^[a-z]{5,9}$/), { minLength: 4, maxLength: 9 }));
	fc.assert(
		fc.property(fc.array(line, { minLength: 1, maxLength: 9 }), fc.stringMatching(/^[a-z]{1,20}$/), (lines, other) => {
			const script = lines.map(([speaker, said]) => `${names[speaker]}: ${said.join(' ')}`).join('\n');
			const heard = lines.flatMap(([speaker, said]) => said.map((text, at) => ({ text: at === 1 ? other : text, name: names[speaker] })));
			const found = speakersOf(script, heard.map(({ text }) => text));
			expect(found.filter((speaker, at) => speaker !== heard[at]?.name).length).toBeLessThanOrEqual(heard.length / 10);
		}),
	);
});

it('gives words as they are where nobody is named', () => {
	expect(withSpeakers(words(['Hi']), 'Hi', names)).toEqual(words(['Hi']));
	expect(withSpeakers([], '<|speaker:0|>Hi', names)).toEqual([]);
});

it('gives a word without letters to who speaks before it', () => {
	expect(speakersOf('Anna: One.\nBob: Two - three', ['–', 'One', '.', 'Two', '–', 'three'])).toEqual(['Anna', 'Anna', 'Anna', 'Bob', 'Bob', 'Bob']);
});

it.each([
	['as it is written, each sign a word', '今天天气很好，我们出去玩。', '今天天气很好，我们出去玩。'],
	['in other words throughout', 'It was late and he went. ', 'Было поздно и он ушёл. '],
])('takes no long time for a long script that is spoken %s', (_, written, heard) => {
	const spoken = heard.includes(' ') ? heard.repeat(8_000).trim().split(' ') : [...heard.repeat(8_000)];
	const started = performance.now();
	const found = withSpeakers(words(spoken), `<|speaker:0|>${written.repeat(4_000)}<|speaker:1|>${written.repeat(4_000)}`, names);
	expect((performance.now() - started) / 1000).toBeLessThan(3);
	expect([found[0]!.speaker, found.at(-1)!.speaker]).toEqual(['Anna', 'Bob']);
});
