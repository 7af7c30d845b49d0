import { capitalized } from '../../text/capitalized';
import { comparedWord, exactForm } from '../../text/pronunciation/comparedText';
import { arePhonemes, hasIpaMarks, isIpa } from '../../text/pronunciation/phonemes';
import type { PronunciationRule } from '../../text/pronunciation/rule';
import { hasLetters } from '../../text/spacing';
import { pausesIn } from '../../text/pauses';
import { shown } from '../../text/shown';
import { checkCharacters } from '../checkCharacters';
import { inputError } from '../errors';
import { longestKey } from './inlineDictionary';
import { inText, type KeptDictionary } from './pronunciation';

/** Dictionaries in a request at most (TTSRequest of the API's contract, October 2026). */
export const maxDictionaries = 3;

/** Characters of phonemes at most (PronunciationItem of the API's contract, October 2026). */
const longestPhonemes = 1024;

/** Characters of a respelling at most, so that one word never fills a request. */
const longestRespelling = 500;

/** Bytes in place of one word at most, so that it fits into a request: pinyin has tags for each syllable. */
const longestSaying = 2000;

/** A rule and what messages call it, such as "rule 3 in 'Rules'". */
export interface NamedRule {
	rule: PronunciationRule;
	name: string;
}

/** What messages call a field of a rule, without the quotation marks around it. */
export const labelOf = (field: string, name: string): string => `${field}' of ${name.replace(/'$/, '')}`;

const howPhonemes =
	'For English enter Arpabet in capitals, such as K UW2 B ER0 N EH1 T IY0 Z; for Chinese pinyin with the digit of ' +
	'the tone, such as chong2 qing4; for Japanese romaji with the digits of the pitch, such as ha0shi1. Or choose ' +
	"'Respelling' as 'Written As' and enter the word as it sounds.";

function checkAlphabet({ rule: { sayAs, written }, name }: NamedRule): void {
	if (!(written === 'phonemes' ? isIpa(sayAs) : hasIpaMarks(sayAs))) return;
	throw inputError(
		`'Say As' of ${name} is in the International Phonetic Alphabet, which Fish Audio does not read: ` +
			`'${shown(sayAs, 40)}'`,
		written === 'phonemes' ? howPhonemes : 'Enter the word as it sounds in usual letters, such as engine ex for Nginx.',
	);
}

function checkPhonemes({ rule: { word, sayAs }, name }: NamedRule): void {
	const value = `'${shown(sayAs, 40)}'`;
	if (!arePhonemes(sayAs)) throw inputError(`'Say As' of ${name} is not written in phonemes: ${value}`, howPhonemes);
	const isTooLong =
		Buffer.byteLength(inText(word, { word, sayAs, written: 'phonemes', matchCase: false })) > longestSaying;
	if (isTooLong) throw inputError(`'Say As' of ${name} is too long for one word`, 'Split it between several rules.');
}

function checkLength(label: string, text: string, name: string, longest: number): void {
	if (text.length <= longest) return;
	throw inputError(
		`'${label}' of ${name} has ${text.length} characters, and at most ${longest} are possible`,
		'Shorten it, or split it between several rules.',
	);
}

function checkText(label: string, text: string, { name }: NamedRule): void {
	if (text === '') {
		throw inputError(
			`${capitalized(name)} has no '${label}'`,
			"A rule needs the word as it stands in 'Text' and how to say it. Fill in both, or remove the rule.",
		);
	}
	checkCharacters(labelOf(label, name), text);
	const tag = /<\|[^|]*\|?>?/.exec(text)?.[0];
	if (tag === undefined) return;
	throw inputError(
		`'${label}' of ${name} has a tag of Fish Audio: '${shown(tag, 40)}'`,
		'Leave it out. The tags around phonemes are added for you, and speakers are chosen in the text.',
	);
}

function checkRespelling({ rule: { sayAs }, name }: NamedRule): void {
	const value = `'${shown(sayAs, 40)}'`;
	if (pausesIn(sayAs).length > 0) {
		throw inputError(
			`'Say As' of ${name} has a pause of a stated length: ${value}`,
			'Put the pause into the text, before or after the word.',
		);
	}
	if (hasLetters(sayAs)) return;
	throw inputError(`'Say As' of ${name} has nothing that can be spoken: ${value}`, 'Enter letters or digits.');
}

function checkRule(named: NamedRule): void {
	const { rule, name } = named;
	checkText('Word', rule.word, named);
	checkText('Say As', rule.sayAs, named);
	checkLength('Word', rule.word, name, longestKey);
	const isRespelling = rule.written === 'respelling';
	checkLength('Say As', rule.sayAs, name, isRespelling ? longestRespelling : longestPhonemes);
	checkAlphabet(named);
	if (isRespelling) checkRespelling(named);
	else checkPhonemes(named);
}

const keyOf = ({ word, matchCase }: PronunciationRule): string =>
	matchCase ? `=${exactForm(word)}` : comparedWord(word);

const isSame = (a: PronunciationRule, b: PronunciationRule): boolean => a.sayAs === b.sayAs && a.written === b.written;

/** Fails with `input` on a rule that cannot be used, and on two rules that say the same word in two ways. */
export function checkRules(rules: NamedRule[]): void {
	const byWord = new Map<string, NamedRule>();
	for (const named of rules) {
		checkRule(named);
		const key = keyOf(named.rule);
		const before = byWord.get(key);
		if (before && !isSame(before.rule, named.rule)) {
			const { word } = named.rule;
			throw inputError(
				`${capitalized(before.name)} and ${named.name} say '${shown(word, 40)}' in two ways: ` +
					`'${shown(before.rule.sayAs, 40)}' and '${shown(named.rule.sayAs, 40)}'`,
				"Remove one of them. To tell capital from small letters, switch on 'Match Case' in both.",
			);
		}
		byWord.set(key, before ?? named);
	}
}

/** An ID as the API takes it (PronunciationDictionaryRef of its contract, October 2026). */
const id = '[A-Za-z0-9_-]{1,128}';
const reference = new RegExp(`^(${id})@(${id})$`);

/** Reads `id@version`. Fails with `input` on anything else. */
function dictionaryIn(text: string): KeptDictionary {
	const [, dictionary, version] = reference.exec(text.replace(/\s*@\s*/, '@')) ?? [];
	if (dictionary !== undefined && version !== undefined) return { id: dictionary, version };
	const isWithoutVersion = !text.includes('@');
	throw inputError(
		isWithoutVersion
			? `'${shown(text)}' in 'Dictionaries' has no version`
			: `'${shown(text)}' in 'Dictionaries' is not a dictionary with its version`,
		'Enter the ID of the dictionary, @, and the ID of its version. Fish Audio shows both at ' +
			'https://fish.audio/app/pronunciation-dictionary. There is no name for the latest version.',
	);
}

/** Reads a list of `id@version`. Fails with `input` on anything else, and on more than a request takes. */
export function dictionariesIn(list: string[]): KeptDictionary[] {
	const dictionaries = [...new Set(list)].map(dictionaryIn);
	if (dictionaries.length <= maxDictionaries) return dictionaries;
	throw inputError(
		`'Dictionaries' has ${dictionaries.length} entries, and Fish Audio takes at most ${maxDictionaries}`,
		'Put their rules into fewer dictionaries.',
	);
}
