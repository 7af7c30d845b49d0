import { checkLanguage, languageLetters } from '../../fishAudio/language.ts';

it.each([undefined, 'en', 'EN', 'pt-BR', 'zh-Hant-TW', 'yue', 'es-419'])('accepts %j', (language) => {
	expect(() => checkLanguage(language)).not.toThrow();
});

it.each(['', 'e', 'English', 'en_US', 'en-', ' en', 'en, de', '英語'])('refuses %j', (language) => {
	expect(() => checkLanguage(language)).toThrow(`'Language' cannot be '${language}'`);
});

it.each([
	['en', 'en'],
	['DE', 'de'],
	['en-US', 'en'],
	['pt_BR', 'pt'],
	['zh-Hant-TW', 'zh'],
	[' fr ', 'fr'],
])('gives the two letters of %j', (language, letters) => {
	expect(languageLetters(language)).toBe(letters);
});

it.each(['', 'e', 'eng', 'English', 'en-', 'en US', '英語'])('finds no two letters in %j', (language) => {
	expect(() => languageLetters(language)).toThrow(`'Language' cannot be '${language}'`);
});
