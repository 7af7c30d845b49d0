import fc from 'fast-check';

import { decodeBase64 } from '../../../fishAudio/requests/base64.ts';

it('decodes what was encoded', () => {
	fc.assert(
		fc.property(fc.uint8Array(), (bytes) => {
			expect(decodeBase64(Buffer.from(bytes).toString('base64'))).toEqual(Buffer.from(bytes));
		}),
	);
});

it.each([[undefined], [null], [5], [['AAAA']], ['AAA'], ['AAA AAAA'], ['AA\nAAAA='], ['<html>..']])(
	'refuses %j',
	(given) => {
		expect(decodeBase64(given)).toBeUndefined();
	},
);
