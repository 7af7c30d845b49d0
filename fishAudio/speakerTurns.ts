import { turnsOf, type Turn } from './dialogue';
import type { Word } from './timedSpeech';

/** Letters that must be the same before two texts are taken to go on together. */
const surely = 4;

/** Letters that are searched for where they do: a number that is spoken in words is shorter. */
const reach = 80;

/** The letters of texts, and for each letter the number of its text. A text's tags and cues are no letters. */
function lettersOf(texts: string[]): { letters: string; owners: number[] } {
	const each = texts.map((text) => text.replace(/<\|[^|]*\|>|\[[^\]]*\]/g, '').toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));
	return { letters: each.join(''), owners: each.flatMap((text, owner) => Array.from(text.split(''), () => owner)) };
}

/** How many letters of each text to leave out, as few as can be, until they go on together. */
function meeting(script: string, spoken: string, at: number, on: number): [number, number] {
	for (let sum = 1; sum <= 2 * reach; sum++) {
		for (let skipped = Math.max(0, sum - reach); skipped <= Math.min(sum, reach); skipped++) {
			const next = on + sum - skipped;
			if (script.startsWith(spoken.slice(next, next + surely), at + skipped)) return [skipped, sum - skipped];
		}
	}
	return [1, 1];
}

/** The turn each word is said in. What is spoken differs from what is written in places: '12' is spoken 'twelve'. */
function turnsOfWords(words: Word[], turns: Turn[]): number[] {
	const script = lettersOf(turns.map(({ text }) => text));
	const spoken = lettersOf(words.map(({ text }) => text));
	const found: number[] = [];
	const here = (at: number): number => script.owners[at] ?? turns.length - 1;
	let at = 0;
	let on = 0;
	while (on < spoken.letters.length) {
		if (script.letters[at] !== spoken.letters[on]) {
			const [skipped, passed] = meeting(script.letters, spoken.letters, at, on);
			for (const [number, word] of spoken.owners.slice(on, on + passed).entries()) {
				found[word] ??= here(at + Math.floor((number * skipped) / passed));
			}
			at += skipped;
			on += passed;
			continue;
		}
		const word = spoken.owners[on];
		if (word !== undefined) found[word] ??= here(at);
		at += 1;
		on += 1;
	}
	return words.map((_, word) => found[word] ?? found.slice(0, word).findLast((turn) => turn !== undefined) ?? 0);
}

/** Words with who says them: `text` has the API's tags, and `names` are the speakers in the order of its numbers. */
export function withSpeakers(words: Word[], text: string, names: string[]): Word[] {
	const turns = turnsOf(text);
	if (turns.length === 0) return words;
	const spokenIn = turnsOfWords(words, turns);
	return words.map((word, at) => {
		const speaker = names[turns[spokenIn[at] ?? 0]?.speaker ?? 0];
		return speaker === undefined ? word : { ...word, speaker: speaker.trim() };
	});
}
