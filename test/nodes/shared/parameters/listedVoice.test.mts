import fc from 'fast-check';

import type { Voice } from '../../../../fishAudio/voices/voice.ts';
import { anyChoice, libraryChoice, ownChoice, toldApart } from '../../../../nodes/shared/fields/voiceLabel.ts';
import { titleListed } from '../../../../nodes/shared/parameters/listedVoice.ts';

const voice = fc.record({
	_id: fc.constantFrom('a'.repeat(32), 'b'.repeat(32)),
	title: fc.oneof(
		fc.string({ minLength: 1 }),
		fc.constantFrom('Anna', 'Calm (Narrator)', 'Anna (Yours)', 'Ben (Library), 2'),
	),
	state: fc.constantFrom('created', 'training', 'trained', 'failed'),
	created_at: fc.constantFrom('2026-03-01T10:00:00Z', ''),
	languages: fc.constantFrom([], ['en'], ['en', 'es'], ['en', 'es', 'zh']),
	author: fc.constantFrom(undefined, { nickname: 'les deux rives' }, { nickname: 'Studio (Berlin)' }),
	licensed: fc.boolean(),
});

test.each([
	['own', ownChoice],
	['library', libraryChoice],
	['any', anyChoice],
] as const)('the title of a voice in the list (%s) is read from its label, told apart or not', (_, choice) => {
	fc.assert(
		fc.property(voice, (given) => {
			const one = choice(given as unknown as Voice);
			const [first] = toldApart([one, one]);
			expect([titleListed(one.name), titleListed(first!.name)]).toEqual([given.title, given.title]);
		}),
	);
});

test('a name without a label stays as it is', () => {
	expect(titleListed('Anna (calm)')).toBe('Anna (calm)');
});
