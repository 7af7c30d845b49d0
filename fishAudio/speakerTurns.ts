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

/** Letters of each text that are passed where they do not meet in reach: one by one would take minutes of other texts. */
const stride = 8;

/** How many letters of each text to leave out, as few as can be, until they go on together. Takes time in proportion to `reach`. */
function meeting(script: string, spoken: string, at: number, on: number): [number, number] {
	const places = new Map<string, number>();
	for (let passed = reach; passed >= 0; passed--) places.set(spoken.slice(on + passed, on + passed + surely), passed);
	// At the end of what is spoken fewer letters are enough.
	const lengths = on + reach + surely <= spoken.length ? [surely] : Array.from({ length: surely + 1 }, (_, length) => length);
	let best: [number, number] | undefined;
	for (let skipped = 0; skipped <= reach; skipped++) {
		for (const length of lengths) {
			const passed = places.get(script.slice(at + skipped, at + skipped + length));
			if (passed !== undefined && (!best || skipped + passed < best[0] + best[1])) best = [skipped, passed];
		}
	}
	return best ?? [stride, stride];
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
	// A word without letters is said with the one before.
	let last = 0;
	return words.map((_, word) => (last = found[word] ?? last));
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
