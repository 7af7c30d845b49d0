import { languageCode, languageName } from '../../text/languageNames.ts';

test.each([
	['de', 'German'],
	['DE', 'German'],
	['zh', 'Chinese'],
	['yue', 'Cantonese'],
	['pt-BR', 'Brazilian Portuguese'],
	['xx', 'xx'],
	['', ''],
	['klingon?', 'klingon?'],
])('%j is called %j', (code, name) => {
	expect(languageName(code)).toBe(name);
});

test.each([
	['german', 'de'],
	['German', 'de'],
	[' de ', 'de'],
	['Chinese', 'zh'],
	['Hebrew', 'he'],
	['Norwegian Bokmål', 'nb'],
	['warm', undefined],
	['xx', undefined],
	['', undefined],
])('%j is the language %j', (text, code) => {
	expect(languageCode(text)).toBe(code);
});
