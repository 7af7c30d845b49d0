import fc from 'fast-check';

import { distinctNames, pathsOf, type Named } from '../../../nodes/Speak/fileNames.ts';
import { outputFormatOf } from '../../../nodes/Speak/outputFormats.ts';

const named = (name: string, over: Partial<Named> = {}, format: 'mp3' | 'wav' | 'opus' = 'mp3'): Named => {
	const output = outputFormatOf(format, 'wav');
	const request = { text: 'Hello.', model: 's2.1-pro', format: output.format };
	return { name, field: 'data', directory: undefined, output, request, captions: 'none', takes: 1, ...over };
};

test.each<[string, Named[], string[]]>([
	['the same name', [named('ad'), named('ad'), named('ad')], ['ad', 'ad-2', 'ad-3']],
	['a number that another item has by itself', [named('ad'), named('ad'), named('ad-2')], ['ad', 'ad-3', 'ad-2']],
	['other capitals', [named('Ad'), named('aD')], ['Ad', 'aD-2']],
	['another form of an accent', [named('caf\u00e9'), named('cafe\u0301')], ['caf\u00e9', 'cafe\u0301-2']],
	['with and without the extension', [named('ad.mp3'), named('ad'), named('ad.mp3')], ['ad.mp3', 'ad-2', 'ad-3.mp3']],
	[
		'other folders',
		[named('ad', { directory: 'de' }), named('ad', { directory: 'es' }), named('ad')],
		['ad', 'ad', 'ad'],
	],
	['other formats', [named('ad'), named('ad', {}, 'wav')], ['ad', 'ad']],
	[
		'other formats, whose captions would have one name',
		[named('ad', { captions: 'srt' }), named('ad', { captions: 'both' }, 'wav'), named('ad', { captions: 'srt' })],
		['ad', 'ad-2', 'ad-3'],
	],
	['the name of a take', [named('ad', { takes: 2 }), named('ad_take2')], ['ad', 'ad_take2-2']],
	['both extensions that Opus may get', [named('ad', {}, 'opus'), named('ad.opus', {}, 'opus')], ['ad', 'ad-2.opus']],
])('an earlier item has %s', (_, items, names) => {
	expect(distinctNames(items)).toEqual(names);
});

const items = fc.array(
	fc.record({
		name: fc.constantFrom('ad', 'AD', 'ad-2', 'ad-3', 'ad.mp3', 'ad.ogg', 'ad_take2', 'ad.srt', 'b', 'x'.repeat(235)),
		directory: fc.constantFrom(undefined, undefined, 'de'),
		captions: fc.constantFrom('none' as const, 'srt' as const, 'both' as const),
		takes: fc.integer({ min: 1, max: 3 }),
		format: fc.constantFrom('mp3' as const, 'wav' as const, 'opus' as const),
	}),
	{ maxLength: 30 },
);

test('property: no file of a run has the name of another, and who is alone with its names keeps them', () => {
	fc.assert(
		fc.property(items, (given) => {
			const before = given.map(({ name, format, ...over }) => named(name, over, format));
			const names = distinctNames(before);
			const after = before.map((item, at) => pathsOf({ ...item, name: names[at]! }));
			expect(new Set(after.flat()).size).toBe(after.flat().length);
			for (const [at, item] of before.entries()) {
				const own = pathsOf(item);
				const others = before.flatMap((other, index) => (index === at ? [] : pathsOf(other)));
				if (!own.some((path) => others.includes(path))) expect(names[at]).toBe(item.name);
				expect(Buffer.byteLength(names[at]!)).toBeLessThanOrEqual(235);
			}
		}),
	);
});
