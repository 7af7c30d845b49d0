import type { Voice } from '../../../fishAudio/voices/voice.ts';
import type { VoiceFilter } from '../../../fishAudio/voices/voices.ts';
import { createTitleSearch } from '../../../fishAudio/voices/titleSearch.ts';
import { voice } from '../../support/scripted/inputs.mts';
import { failureOf } from '../../support/scripted/rig.mts';

const idOf = (number: number): string => number.toString(16).padStart(32, '0');

/** An account with voices of these titles, whose filter finds a part of a title, spelt in the same way. */
function account(voices: Array<string | Partial<Voice>>) {
	const own = voices.map((one, number) => ({
		...(voice() as unknown as Voice),
		_id: idOf(number),
		...(typeof one === 'string' ? { title: one } : one),
	}));
	const asked: Array<string | undefined> = [];
	const list = async (filter: VoiceFilter, limit = Infinity): Promise<Voice[]> => {
		expect(filter).toMatchObject({ own: true, sortBy: 'created_at' });
		asked.push(filter.title);
		return await Promise.resolve(own.filter(({ title }) => title.includes(filter.title ?? '')).slice(0, limit));
	};
	return { asked, search: createTitleSearch({ list }) };
}

const named = (title: string, label = 'Voice') => ({ title, label });

describe('one', () => {
	it.each([
		['exactly', 'Anna', 1],
		['with spaces around it', ' Anna ', 1],
		['though others have it as a part', 'Ann', 2],
		['in other capitals, where no voice has these', 'ANNA MARIA', 0],
		['without its space', 'annamaria', 0],
		['with its accent in two characters', 'Jose\u0301', 3],
		['in the capitals of German', 'STRASSE', 4],
	])('finds a title %s: %j', async (_, title, number) => {
		const { search } = account(['Anna Maria', 'Anna', 'Ann', 'José', 'Straße']);
		expect((await search.one(named(title)))._id).toBe(idOf(number));
	});

	it('finds a title that is stored with its accent in two characters', async () => {
		const { search, asked } = account(['Jose\u0301']);
		expect((await search.one(named('José')))._id).toBe(idOf(0));
		expect(asked).toEqual(['José', undefined]);
	});

	it('prefers the exact title to one that differs in capitals', async () => {
		const { search } = account(['anna', 'Anna', 'ANNA']);
		expect((await search.one(named('Anna')))._id).toBe(idOf(1));
	});

	it('names the nearest titles and how many voices there are, where none has the title', async () => {
		const { search } = account(['Ben', 'Anna', 'Hanna', 'Chris', 'Dora', 'Emil', 'Anne']);
		const { kind, message, facts } = await failureOf(search.one(named('Ana')));
		expect([kind, message]).toEqual(['input', "'Voice' is not the title of one of your voices: 'Ana'"]);
		expect(facts.advice).toMatch(
			/^Your account has 7 voices\. The nearest titles are: 'Anna', ('\w+'(, )?){4}\. Only your own voices are found/,
		);
	});

	it('says so where there is no voice at all', async () => {
		const { facts } = await failureOf(account([]).search.one(named('Ana', "Voice' of 'A")));
		expect(facts.advice).toContain('Your account has no voices.');
	});

	it('lists the voices of a title that several have', async () => {
		const { search } = account([
			{ title: 'Anna', created_at: '2026-02-01T10:00:00Z' },
			{ title: 'Anna ', state: 'failed', created_at: '?' },
		]);
		const { kind, message, facts } = await failureOf(search.one(named('Anna', "Voice' of 'A")));
		expect([kind, message]).toEqual(['input', "'Voice' of 'A' is the title of 2 of your voices: 'Anna'"]);
		expect(facts.advice).toBe(
			'Choose one by its ID, or give them different titles: ' +
				`'Anna' ${idOf(0)} (trained, created 2026-02-01); 'Anna ' ${idOf(1)} (training failed).`,
		);
	});

	it('lists those that differ in capitals only, the first ten of them', async () => {
		const { facts } = await failureOf(account(Array.from({ length: 12 }, () => 'anna')).search.one(named('Anna')));
		expect(facts.advice).toMatch(/; and 2 more\.$/);
	});

	it('does not choose where it cannot read all that may have the title', async () => {
		const { search } = account(['Anna', ...Array.from({ length: 5_000 }, (_, number) => `Anna ${number}`)]);
		expect((await failureOf(search.one(named('Anna')))).message).toBe(
			"More than 5000 of your voices have 'Anna' in their title",
		);
	});

	it('says that there are more voices than it has read', async () => {
		const { search } = account(Array.from({ length: 5_001 }, (_, number) => `Voice ${number}`));
		expect((await failureOf(search.one(named('Anna')))).facts.advice).toContain('at least 5000 voices');
	});

	it('searches for the first characters of a long title, without half a character', async () => {
		const title = '🐟'.repeat(300);
		const { search, asked } = account([title]);
		expect((await search.one(named(title)))._id).toBe(idOf(0));
		expect(asked).toEqual(['🐟'.repeat(100)]);
	});
});

describe('a voice that is to speak', () => {
	it('is the one that is not failed', async () => {
		const { search } = account([{ title: 'Anna', state: 'failed' }, 'Anna']);
		expect((await search.oneThatSpeaks(named('Anna')))._id).toBe(idOf(1));
		expect((await failureOf(search.one(named('Anna')))).message).toContain('2 of your voices');
	});

	it('is the failed one where there is no other', async () => {
		const { search } = account([{ title: 'Anna', state: 'failed' }]);
		expect((await search.oneThatSpeaks(named('Anna'))).state).toBe('failed');
	});
});

describe('a title is looked up once', () => {
	it('however many ask for it, at the same time or later, in any form', async () => {
		const { search, asked } = account(['Anna', 'Ben']);
		await Promise.all(['Anna', ' Anna', 'Ben', 'Anna'].map(async (title) => await search.one(named(title))));
		await search.all('Ben');
		await search.idOf(named('Anna'));
		expect(asked).toEqual(['Anna', 'Ben']);
	});

	it('and all voices are read once for all titles that are not found', async () => {
		const { search, asked } = account(['Anna']);
		for (const title of ['x', 'y', 'x']) await failureOf(search.one(named(title)));
		expect(asked).toEqual(['x', undefined, 'y']);
	});

	it('also if that fails', async () => {
		let asked = 0;
		const search = createTitleSearch({
			list: async () => {
				asked += 1;
				return await Promise.reject(new Error('down'));
			},
		});
		const outcomes = await Promise.allSettled([search.one(named('Anna')), search.one(named('Anna'))]);
		expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		expect(asked).toBe(1);
	});
});

test('an ID is taken as it is', async () => {
	const { search, asked } = account([]);
	expect(await search.idOf({ id: 'anna' })).toBe('anna');
	expect(asked).toEqual([]);
});
