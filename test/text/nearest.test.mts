import fc from 'fast-check';

import { nearest } from '../../text/nearest.ts';

test.each([
	['Ana', ['Ben', 'Anna', 'Hanna', 'Chris'], ['Anna', 'Hanna']],
	['ANNA', ['Ben', 'anna'], ['anna', 'Ben']],
	['Anna warm', ['Ben cold', 'Anna, warm and calm', 'Anna'], ['Anna, warm and calm', 'Anna']],
	['小林', ['客服小林', '老船长'], ['客服小林', '老船长']],
	['A', ['B', 'a'], ['a', 'B']],
])('%s is like %j', (wanted, texts, found) => {
	expect(nearest(wanted, texts, 2)).toEqual(found);
});

test('texts that are equally near keep their order, and each is named once', () => {
	expect(nearest('x', ['b', 'c', 'b', 'a'], 3)).toEqual(['b', 'c', 'a']);
});

test('a text itself is always the nearest, and never more than wanted are given', () => {
	fc.assert(
		fc.property(fc.string(), fc.array(fc.string()), fc.nat(8), (wanted, texts, count) => {
			const found = nearest(wanted, texts, count);
			expect(found.length).toBe(Math.min(count, new Set(texts).size));
			expect(texts).toEqual(expect.arrayContaining(found));
			expect(nearest(wanted, [wanted, ...texts], 1)).toEqual([wanted]);
		}),
	);
});
