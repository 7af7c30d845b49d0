import { checkLanguage } from '../../fishAudio/language.ts';

it.each([undefined, 'en', 'EN', 'pt-BR', 'zh-Hant-TW', 'yue', 'es-419'])('takes %j', (language) => {
	expect(() => checkLanguage(language)).not.toThrow();
});

it.each(['', 'e', 'English', 'en_US', 'en-', ' en', 'en, de', '英語'])('refuses %j', (language) => {
	expect(() => checkLanguage(language)).toThrow(`'Language' cannot be '${language}'`);
});
