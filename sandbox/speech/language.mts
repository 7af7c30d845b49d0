const languages: [letters: RegExp, code: string, name: string][] = [
	[/[\p{sc=Hiragana}\p{sc=Katakana}]/u, 'ja', 'Japanese'],
	[/\p{sc=Hangul}/u, 'ko', 'Korean'],
	[/\p{sc=Han}/u, 'zh', 'Chinese'],
	[/\p{sc=Cyrillic}/u, 'ru', 'Russian'],
	[/\p{L}/u, 'en', 'English'],
];

/** The language by the text's letters, in the contract's fields; none for a text without letters. */
export function languageOf(text: string): { language_code?: string; language?: string } {
	const found = languages.find(([letters]) => letters.test(text));
	return found ? { language_code: found[1], language: found[2] } : {};
}
