import fc from 'fast-check';

import { comparedText, comparedWord } from '../../../text/pronunciation/comparedText.ts';

test('a word has the form that it has in a text', () => {
	const ascii = fc.string({ unit: 'grapheme-ascii' });
	fc.assert(
		fc.property(fc.oneof(ascii, fc.string({ unit: 'grapheme' })), (word) => {
			expect(comparedWord(word)).toBe(comparedText(word).units);
		}),
	);
});

test.each([
	['NGINX', 'nginx'],
	["O`Brien's  Ltd", "o'brien's ltd"],
	['İSTANBUL', 'istanbul'],
	['Straße', 'strasse'],
])('%s is compared as %s', (word, form) => {
	expect(comparedWord(word)).toBe(form);
});
