import fc from 'fast-check';

import { shown } from '../../text/shown.ts';

const ring: Record<string, unknown> = {};
ring.self = ring;

describe('a value in a message', () => {
	it.each<[string, unknown, string]>([
		['text as it is', 'de-AT', 'de-AT'],
		['a number', 1.5, '1.5'],
		['NaN', Number.NaN, 'NaN'],
		['nothing', undefined, 'undefined'],
		['null', null, 'null'],
		['an object as JSON', { name: 'ivr' }, '{"name":"ivr"}'],
		['a list as JSON', ['a', 1], '["a",1]'],
		['an object that contains itself by its kind', ring, 'an object'],
		['a list with a bigint by its kind', [10n], 'a list'],
		['lines in one line', 'a\r\nb\tc', 'a⏎b c'],
		['invisible characters by their code points', 'en\u200b\u0000\u3164', 'en⟨U+200B⟩⟨U+0000⟩⟨U+3164⟩'],
		['half a character', 'a\ud83d', 'a⟨U+D83D⟩'],
		['emoji whole', '👩‍👩‍👧 ❤️', '👩‍👩‍👧 ❤️'],
		['joiners where a script needs them', 'می‌خواهم', 'می‌خواهم'],
		['an override of direction', 'a\u202eb', 'a⟨U+202E⟩b'],
		['a long text cut', 'x'.repeat(81), `${'x'.repeat(80)}…`],
		['a text that just fits uncut', '😀'.repeat(80), '😀'.repeat(80)],
		['a long text of emoji cut between them', '😀'.repeat(81), `${'😀'.repeat(80)}…`],
	])('is %s', (_, value, line) => {
		expect(shown(value)).toBe(line);
	});

	it('is one short line', () => {
		fc.assert(
			fc.property(fc.anything({ maxDepth: 2 }), (value) => {
				const line = shown(value);
				expect(line).not.toMatch(/[\n\r\0]/);
				expect(line.length).toBeLessThan(81 * 10);
			}),
		);
	});
});
