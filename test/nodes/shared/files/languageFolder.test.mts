import { splitLanguageFolder } from '../../../../nodes/shared/files/languageFolder.ts';

test.each([
	['es-MX/welcome', 'es-MX', 'welcome'],
	['de/menu', 'de', 'menu'],
	['pt_BR\\\\menu', 'pt_BR', '\\menu'],
	['zh-Hant-TW/menu.wav', 'zh-Hant-TW', 'menu.wav'],
	['es-419/sub/menu', 'es-419', 'sub/menu'],
	['fr / menu', 'fr', ' menu'],
])('the folder of a language is taken off: %j', (given, folder, name) => {
	expect(splitLanguageFolder(given)).toEqual({ folder, name });
});

test.each([
	'AC/DC intro',
	'11/12/2026',
	'qq/menu',
	'ads/summer',
	'welcome',
	'/de/menu',
	'../de/menu',
	'de/',
	'de/…',
	'',
])('anything else is part of the name: %j', (given) => {
	expect(splitLanguageFolder(given)).toEqual({ folder: undefined, name: given });
});
