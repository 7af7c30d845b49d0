import { hasLetters } from './spacing';
import { chineseAndJapanese, southeastAsian } from './writingSystems';
import { lettersOf, type Letters } from './timing/letters';
import { matchLetters } from './timing/matchLetters';

/** Words of writing systems with spaces; in others, what stands between their letters. */
const words = new RegExp(`[^\\s${chineseAndJapanese}${southeastAsian}]+`, 'gu');

/** What may be read out in words that are not written, and may be written when they are heard. */
const numberSign = /[\p{N}\p{Sc}\p{Sm}%&@#§°‰]/gu;

/** Units that are written in short after a number. */
const units = [
	...['m', 'mm', 'cm', 'km', 'km/h', 'mi', 'mph', 'ft', 'g', 'mg', 'kg', 'lb', 'lbs', 'oz', 'l', 'ml'],
	...['h', 'hr', 'hrs', 'min', 'mins', 's', 'sec', 'secs', 'ms', 'am', 'pm', 'a.m', 'p.m'],
	...['kb', 'mb', 'gb', 'tb', 'w', 'kw', 'kwh', 'v', 'hz', 'khz', 'mhz', 'ghz', 'usd', 'eur', 'gbp', 'chf'],
];

const isUnit = (word: string): boolean => units.includes(word.toLowerCase().replace(/[.,;:!?]+$/, ''));

/** Letters that one digit or sign is read out in at most, roughly: "siebenundsiebzig" has 16 for two. */
const lettersOfSign = 10;

/** Kana that one kanji is read in at most, roughly. */
const kanaOfKanji = 4;

/** A text without its numbers. */
interface WithoutNumbers {
	/** The text between them. */
	texts: string[];
	/** After each text but the last: how many letters the number may have when it is read out. */
	room: number[];
}

/**
 * Katakana as hiragana, without marks for long vowels; Arabic without the stroke that only stretches words. A mark
 * between a number and a word separates them: recognisers leave out the space.
 */
const alike = (text: string): string =>
	text
		.normalize('NFKC')
		.replace(/(?<=\p{N}[.,;:!?…])(?=\p{L}{3})/gu, ' ')
		.replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
		.replace(/[\u30fc\u0640]/g, '');

/** Takes out each word that has a digit or a sign, and units after numbers. */
function withoutNumbers(text: string): WithoutNumbers {
	const found: WithoutNumbers = { texts: [], room: [] };
	let from = 0;
	let end = -1;
	for (const { 0: word, index } of text.matchAll(words)) {
		const signs = word.match(numberSign)?.length ?? 0;
		const followsNumber = end >= 0 && text.slice(end, index).trim() === '';
		if (signs === 0 && !(followsNumber && isUnit(word))) continue;
		found.texts.push(text.slice(from, index));
		found.room.push(word.length + (signs || 1) * lettersOfSign);
		from = index + word.length;
		end = signs > 0 ? from : -1;
	}
	found.texts.push(text.slice(from));
	return found;
}

/** One of the two texts. */
interface Side extends Letters {
	/** For each number: the position of the letter after it, and its room. */
	numbers: Array<{ at: number; room: number }>;
}

function sideOf(text: string): Side {
	const { texts, room } = withoutNumbers(alike(text));
	const letters = lettersOf(texts);
	return {
		...letters,
		numbers: room.map((letterCount, index) => ({ at: letters.upTo[index] ?? 0, room: letterCount })),
	};
}

/** Adds up the room of the numbers up to a position. Positions must rise. */
function createRoom({ numbers }: Side): (from: number, to: number) => number {
	let next = 0;
	return (from, to) => {
		let room = 0;
		for (let number = numbers[next]; number && number.at <= to; number = numbers[++next]) {
			if (number.at >= from) room += number.room;
		}
		return room;
	};
}

const countOf = (letters: string, pattern: RegExp): number => letters.match(pattern)?.length ?? 0;
const kana = /[\u3041-\u3096]/g;
const kanji = /\p{Script=Han}/gu;

/** Kana and kanji that may be two spellings of the same word, by the text: these letters of both are not compared. */
function otherSpelling(a: string, b: string): [ofA: number, ofB: number] {
	const [kanaInA, kanaInB, kanjiInA, kanjiInB] = [
		countOf(a, kana),
		countOf(b, kana),
		countOf(a, kanji),
		countOf(b, kanji),
	];
	return [
		Math.min(kanjiInA, kanaInB) + Math.min(kanaInA, kanjiInB * kanaOfKanji),
		Math.min(kanjiInB, kanaInA) + Math.min(kanaInB, kanjiInA * kanaOfKanji),
	];
}

/** Letters that differ between two that match. */
interface Difference {
	said: { from: number; to: number };
	heard: { from: number; to: number };
}

/** All places where the texts differ, in order. */
function* differences(matches: Int32Array, heardLength: number): Generator<Difference> {
	let [said, heard] = [0, 0];
	for (let at = 0; at <= matches.length; at++) {
		const on = at < matches.length ? (matches[at] ?? -1) : heardLength;
		if (on < 0) continue;
		if (at > said || on > heard) yield { said: { from: said, to: at }, heard: { from: heard, to: on } };
		[said, heard] = [at + 1, on + 1];
	}
}

/** Letters by which a difference is shifted at most. */
const longestShift = 12;

/**
 * How far to the left and to the right a difference could stand as well: where letters are only added in one text, as
 * in "costs today" and "costs ten today", the first `t` may be that of either word.
 */
function shiftsOf(said: string, heard: string, { said: a, heard: b }: Difference): { left: number; right: number } {
	let [left, right] = [0, 0];
	if (a.to > a.from && b.to > b.from) return { left, right };
	const [longer, at] = a.to > a.from ? [said, a] : [heard, b];
	const isSame = (one: number, other: number): boolean => one >= 0 && longer[one] === longer[other];
	while (left < longestShift && isSame(at.from - 1 - left, at.to - 1 - left)) left += 1;
	while (right < longestShift && at.to + right < longer.length && isSame(at.from + right, at.to + right)) right += 1;
	return { left, right };
}

/** How much of two texts is the same, from 0 to 1. */
function matchOf(said: Side, heard: Side): number {
	const matches = matchLetters(said, heard);
	const [roomInSaid, roomInHeard] = [createRoom(said), createRoom(heard)];
	const compared = { said: said.letters.length, heard: heard.letters.length };
	for (const difference of differences(matches, heard.letters.length)) {
		const { from, to } = difference.said;
		const { from: start, to: end } = difference.heard;
		// Numbers in both texts at the same place stand for each other, not for words.
		const { left, right } = shiftsOf(said.letters, heard.letters, difference);
		const room = roomInSaid(from - left, to + right) - roomInHeard(start - left, end + right);
		const [ofSaid, ofHeard] = otherSpelling(said.letters.slice(from, to), heard.letters.slice(start, end));
		compared.said -= Math.min(to - from, ofSaid + Math.max(0, -room));
		compared.heard -= Math.min(end - start, ofHeard + Math.max(0, room));
	}
	const matched = matches.reduce((count, on) => count + (on < 0 ? 0 : 1), 0);
	const most = Math.max(compared.said, compared.heard);
	return most === 0 ? 1 : matched / most;
}

/**
 * How much of a text was heard, from 0 to 1: the letters that match, as a share of the longer of the two texts. So a
 * sentence of ten that is missing, is spoken twice or has other words gives about 0.9.
 *
 * Case, punctuation, spaces, accents and vowel marks do not count. Numbers do not either, in digits or words: a
 * recogniser may write `35` or `thirty-five`. Words with a digit or a sign such as $ are left out, with what stands in
 * their place in the other text. So are kana in place of kanji. Takes time in proportion to the texts.
 *
 * `readings` are the texts that count as right, such as one with names as they are written and one as they are spoken.
 * The best match counts.
 */
export function wordMatch(readings: string[], heard: string): number {
	const inHeard = sideOf(heard);
	const matches = readings.map((said) => {
		if (hasLetters(said) !== hasLetters(heard)) return 0;
		return matchOf(sideOf(said), inHeard);
	});
	return Math.max(0, ...matches);
}
