/** Phonemes of English in Arpabet (CMU Pronouncing Dictionary); vowels may have a digit for the stress. */
const vowels = 'AA|AE|AH|AO|AW|AY|EH|ER|EY|IH|IY|OW|OY|UH|UW';
const consonants = 'B|CH|D|DH|F|G|HH|JH|K|L|M|N|NG|P|R|S|SH|T|TH|V|W|Y|Z|ZH';
const arpabet = new RegExp(`^(?:(?:${vowels})[0-2]?|${consonants})$`);

/** Chinese in pinyin: each syllable with the digit of its tone. */
const syllable = /[a-zü]{1,6}[1-5]/g;
const pinyin = /^(?:[a-zü]{1,6}[1-5] ?)+$/;

/** Japanese in the romaji of OpenJTalk: each mora with the digit of its pitch. */
const romaji = /^(?:(?:[a-z]{1,4}|N)[01]|cl| )+$/;

/** Whether phonemes are written in a way that Fish Audio reads (its docs on phoneme control, 2026). */
export const arePhonemes = (text: string): boolean =>
	text.split(' ').every((sound) => arpabet.test(sound)) || pinyin.test(text) || romaji.test(text);

/** Letters and signs of the International Phonetic Alphabet that no other way of writing phonemes has. */
const ipa = /[\u0250-\u02af\u02b0-\u02ff\u1d00-\u1dbfæðøŋœçθβχɡ]|^[/[].*[/\]]$/u;

/** Whether phonemes are written in the International Phonetic Alphabet. */
export const isIpa = (text: string): boolean => ipa.test(text);

/**
 * Whether usual letters have the marks of that alphabet: stress, length, or slashes around them. Its letters alone,
 * such as ɛ, may belong to a language.
 */
export const hasIpaMarks = (text: string): boolean => /[ˈˌː]|^\/.*\/$/u.test(text);

const tagged = (phonemes: string): string => `<|phoneme_start|>${phonemes}<|phoneme_end|>`;

/** The syllables of a Chinese word in pinyin, one for each of its characters; undefined for all other words. */
export function pinyinOf(word: string, phonemes: string): string[] | undefined {
	const syllables = pinyin.test(phonemes) ? (phonemes.match(syllable) ?? []) : [];
	const isChinese = /^\p{Script=Han}+$/u.test(word) && [...word].length === syllables.length;
	return isChinese ? syllables : undefined;
}

/** Phonemes as the API reads them in a text. In Chinese each syllable has tags of its own. */
export const phonemeTags = (word: string, phonemes: string): string =>
	(pinyinOf(word, phonemes) ?? [phonemes]).map(tagged).join('');
