import { decode } from '@msgpack/msgpack';
import fc from 'fast-check';

import { packed } from '../../../fishAudio/speech/messagePack.ts';

it('is read by the reference implementation as the same value', () => {
	// The reference implementation refuses this key.
	const value = fc.jsonValue({ stringUnit: 'grapheme' }).filter((one) => !JSON.stringify(one).includes('__proto__'));
	fc.assert(
		fc.property(value, (given) => {
			expect(decode(packed(given))).toEqual(JSON.parse(JSON.stringify(given)));
		}),
	);
});

it.each([0, -1, 44_100, 2 ** 31 - 1, -(2 ** 31), 2 ** 31, 2 ** 40, 0.7, -1e300, null, 'ß中😀', [], {}])(
	'packs %j',
	(value) => {
		expect(decode(packed(value))).toEqual(value);
	},
);

it('packs a sample rate as an integer, and a setting as a double', () => {
	expect(Buffer.from(packed(44_100)).toString('hex')).toBe('d20000ac44');
	expect(Buffer.from(packed(0.5)).toString('hex')).toBe('cb3fe0000000000000');
});
