import { setStage } from '../../../support/stage.mts';

const stage = setStage();

const names = async (method: string, filter?: string, token?: string): Promise<string[]> =>
	(await stage.engine.search('speak', method, filter, token)).results.map(({ name }) => name);

test('lists own voices first, newest first, with their state, then the library', async () => {
	await stage.sandbox.seedVoices({ count: 1, title: 'Anna', createdAt: '2026-01-01T00:00:00Z' });
	await stage.sandbox.seedVoices({ count: 1, title: 'Ben', state: 'training', createdAt: '2026-02-01T00:00:00Z' });
	const found = await names('searchVoices');
	expect(found.slice(0, 2)).toEqual([
		'Ben (Yours, in training, 2026-02-01, English)',
		'Anna (Yours, 2026-01-01, English)',
	]);
	expect(found[2]).toMatch(/ \(Library, [A-Z]\w+, by .+\)$/);
});

test('lists only own voices where a voice is changed or deleted', async () => {
	await stage.sandbox.seedVoices({ title: 'Anna', createdAt: '2026-01-01T00:00:00Z' });
	expect(await names('searchOwnVoices')).toEqual(['Anna (Yours, 2026-01-01, English)']);
});

test('each entry has its ID and its page', async () => {
	const { ids } = await stage.sandbox.seedVoices({ count: 1 });
	const { results } = await stage.engine.search('speak', 'searchOwnVoices');
	expect(results[0]).toMatchObject({ value: ids[0], url: `https://fish.audio/m/${ids[0]!}` });
});

test('pages through all of them, each once', async () => {
	await stage.sandbox.seedVoices({ count: 120 });
	const values: unknown[] = [];
	let token: string | undefined;
	do {
		const page = await stage.engine.search('speak', 'searchVoices', undefined, token);
		values.push(...page.results.map(({ value }) => value));
		token = page.paginationToken as string | undefined;
	} while (token);
	expect(values.length).toBeGreaterThan(120);
	expect(new Set(values).size).toBe(values.length);
});

test('continues after a short page that says there is more', async () => {
	await stage.sandbox.seedVoices({ count: 60 });
	await stage.sandbox.fault({ match: { path: '^/model$' }, fault: { kind: 'shortPage', missing: 2 } });
	const first = await stage.engine.search('speak', 'searchOwnVoices');
	expect(first.results).toHaveLength(48);
	expect(
		(await stage.engine.search('speak', 'searchOwnVoices', undefined, first.paginationToken as string)).results,
	).toHaveLength(10);
});

test('searches by title, in own voices and in the library', async () => {
	await stage.sandbox.seedVoices({ title: 'Zebra', createdAt: '2026-01-01T00:00:00Z' });
	await stage.sandbox.seedVoices({ count: 1, title: 'Other' });
	expect(await names('searchVoices', 'zeb')).toEqual(['Zebra (Yours, 2026-01-01, English)']);
});

test('finds a voice by its ID or page typed into the search', async () => {
	const { ids } = await stage.sandbox.seedVoices({ count: 2, title: 'Anna', createdAt: '2026-01-01T00:00:00Z' });
	for (const typed of [ids[1]!, `https://fish.audio/m/${ids[1]!}`]) {
		const { results } = await stage.engine.search('speak', 'searchVoices', typed);
		expect(results).toMatchObject([{ name: 'Anna 2 (trained, 2026-01-01, English)', value: ids[1] }]);
	}
	expect(await names('searchVoices', 'ab'.repeat(16))).toEqual([]);
});

test("marks licensed voices of the library, and finds them by the word 'licensed'", async () => {
	await stage.sandbox.seedVoices({ count: 1, title: 'Xylophone One', own: false, licensed: true, author: 'Ana' });
	await stage.sandbox.seedVoices({ count: 1, title: 'Xylophone Two', own: false, author: 'Ana' });
	expect((await names('searchVoices', 'xylophone')).sort()).toEqual([
		'Xylophone One (Library, English, by Ana, licensed)',
		'Xylophone Two (Library, English, by Ana)',
	]);
	expect(await names('searchVoices', 'licensed xylo')).toEqual(['Xylophone One (Library, English, by Ana, licensed)']);
});

const asked = async (): Promise<Array<Record<string, string>>> =>
	(await stage.sandbox.requests()).map(({ query }) => {
		const { page_size: _, page_number: __, ...filter } = Object.fromEntries(new URLSearchParams(query));
		return filter;
	});

const ofAccount = { self: 'true', sort_by: 'created_at' };
const licensed = { licensed: 'true' };

/** What is typed, and the filters of the requests, in the account and then in the library. */
const searches: Array<[typed: string | undefined, own: object[], library: object[]]> = [
	[undefined, [{}], [{}]],
	['zebra', [{ title: 'zebra' }, { tag: 'zebra' }], [{ title: 'zebra' }, { tag: 'zebra' }]],
	...['de', 'german', ' German '].map((typed): [string, object[], object[]] => {
		const text = typed.trim();
		const ways = [{ title: text }, { language: 'de' }, { tag: text }];
		return [typed, ways, ways];
	}),
	// Too long for a tag, or a list.
	['the voice of our shop', [{ title: 'the voice of our shop' }], [{ title: 'the voice of our shop' }]],
	['Anna, warm', [{ title: 'Anna, warm' }], [{ title: 'Anna, warm' }]],
	// Voices of the account are never licensed: there the word is a part of a title.
	['licensed', [{ title: 'licensed' }], [licensed]],
	[
		'Licensed  radio host',
		[{ title: 'Licensed  radio host' }],
		[
			{ ...licensed, title: 'radio host' },
			{ ...licensed, tag: 'radio host' },
		],
	],
	['unlicensed', [{ title: 'unlicensed' }, { tag: 'unlicensed' }], [{ title: 'unlicensed' }, { tag: 'unlicensed' }]],
	// It only resembles an ID.
	['my_voice-1', [{ title: 'my_voice-1' }, { tag: 'my_voice-1' }], [{ title: 'my_voice-1' }, { tag: 'my_voice-1' }]],
];

test.each(searches)(
	'%j is searched for in titles, languages and tags, where it can be found',
	async (typed, own, library) => {
		await names('searchVoices', typed);
		expect(await asked()).toEqual([...own.map((filter) => ({ ...ofAccount, ...filter })), ...library]);
	},
);

describe('a search by title, language and tag', () => {
	const createdAt = '2026-01-01T00:00:00Z';

	test('finds voices by each of them, the own ones first', async () => {
		await stage.sandbox.seedVoices({ title: 'Eins', languages: ['qu'], createdAt });
		await stage.sandbox.seedVoices({ title: 'Zwei', tags: ['quechua'], createdAt });
		await stage.sandbox.seedVoices({ title: 'Quechua radio', createdAt });
		await stage.sandbox.seedVoices({ title: 'Drei', languages: ['en', 'qu'], own: false, author: 'Ana' });
		await stage.sandbox.seedVoices({ title: 'Other', createdAt });
		expect(await names('searchVoices', 'quechua')).toEqual([
			'Quechua radio (Yours, 2026-01-01, English)',
			'Eins (Yours, 2026-01-01, Quechua)',
			'Zwei (Yours, 2026-01-01, English)',
			'Drei (Library, English and Quechua, by Ana)',
		]);
	});

	test('lists a voice once that is found in several ways, over all pages', async () => {
		const both = { title: 'Guarani', tags: ['guarani'], languages: ['gn'] };
		await stage.sandbox.seedVoices({ count: 70, ...both });
		await stage.sandbox.seedVoices({ count: 70, ...both, title: 'Other' });
		const values: unknown[] = [];
		let token: string | undefined;
		do {
			const page = await stage.engine.search('speak', 'searchVoices', 'guarani', token);
			values.push(...page.results.map(({ value }) => value));
			token = page.paginationToken as string | undefined;
		} while (token);
		expect(values).toHaveLength(140);
		expect(new Set(values).size).toBe(140);
	});
});

test.each([
	[['en'], 'English'],
	[['en', 'de'], 'English and German'],
	[['en', 'de', 'fr', 'x-unknown'], 'English and 3 more'],
	[['zh-CN'], 'Chinese (China)'],
	[['not a code'], 'not a code'],
])('the languages %j are shown as %j', async (languages, shown) => {
	await stage.sandbox.seedVoices({ title: 'Anna', languages, createdAt: '2026-01-01T00:00:00Z' });
	expect(await names('searchOwnVoices')).toEqual([`Anna (Yours, 2026-01-01, ${shown})`]);
});

test('voices that would look the same are told apart by the end of their IDs', async () => {
	const same = { title: 'Anna', createdAt: '2026-01-01T00:00:00Z' };
	const ids = await Promise.all([0, 1].map(async () => (await stage.sandbox.seedVoices(same)).ids[0]!));
	expect((await names('searchOwnVoices')).sort()).toEqual(
		ids.map((id) => `Anna (ID …${id.slice(-4)}, Yours, 2026-01-01, English)`).sort(),
	);
});

test('reports a wrong key in the list', async () => {
	await stage.sandbox.fault({ fault: { kind: 'status', status: 401 } });
	await expect(names('searchVoices')).rejects.toThrow('Fish Audio did not accept the API key');
});
