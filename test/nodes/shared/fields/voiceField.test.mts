import { setStage } from '../../../support/stage.mts';

const stage = setStage();

const names = async (method: string, filter?: string, token?: string): Promise<string[]> =>
	(await stage.engine.search('speak', method, filter, token)).results.map(({ name }) => name);

test('lists own voices first, newest first, with their state, then the library', async () => {
	await stage.sandbox.seedVoices({ count: 1, title: 'Anna', createdAt: '2026-01-01T00:00:00Z' });
	await stage.sandbox.seedVoices({ count: 1, title: 'Ben', state: 'training', createdAt: '2026-02-01T00:00:00Z' });
	const found = await names('searchVoices');
	expect(found.slice(0, 2)).toEqual(['Ben (Yours, in training)', 'Anna (Yours, trained)']);
	expect(found[2]).toMatch(/ \(Library, by .+\)$/);
});

test('lists only own voices where a voice is changed or deleted', async () => {
	await stage.sandbox.seedVoices({ count: 1, title: 'Anna' });
	expect(await names('searchOwnVoices')).toEqual(['Anna (Yours, trained)']);
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
	await stage.sandbox.seedVoices({ count: 1, title: 'Zebra' });
	await stage.sandbox.seedVoices({ count: 1, title: 'Other' });
	expect(await names('searchVoices', 'zeb')).toEqual(['Zebra (Yours, trained)']);
});

test('finds a voice by its ID or page typed into the search', async () => {
	const { ids } = await stage.sandbox.seedVoices({ count: 2, title: 'Anna' });
	for (const typed of [ids[1]!, `https://fish.audio/m/${ids[1]!}`]) {
		const { results } = await stage.engine.search('speak', 'searchVoices', typed);
		expect(results).toMatchObject([{ name: 'Anna 2 (trained)', value: ids[1] }]);
	}
	expect(await names('searchVoices', 'ab'.repeat(16))).toEqual([]);
});

test("marks licensed voices of the library, and finds them by the word 'licensed'", async () => {
	await stage.sandbox.seedVoices({ count: 1, title: 'Xylophone One', own: false, licensed: true, author: 'Ana' });
	await stage.sandbox.seedVoices({ count: 1, title: 'Xylophone Two', own: false, author: 'Ana' });
	expect((await names('searchVoices', 'xylophone')).sort()).toEqual([
		'Xylophone One (Library, by Ana, licensed)',
		'Xylophone Two (Library, by Ana)',
	]);
	expect(await names('searchVoices', 'licensed xylo')).toEqual(['Xylophone One (Library, by Ana, licensed)']);
});

test.each([
	['licensed', undefined],
	['Licensed  radio host', 'radio host'],
])('lists only licensed voices of the library if %j is typed', async (typed, title) => {
	await names('searchVoices', typed);
	const asked = (await stage.sandbox.requests()).map(({ query }) => Object.fromEntries(new URLSearchParams(query)));
	const paging = { page_size: '50', page_number: '1' };
	// Own voices are never licensed: there the words are searched for in the title.
	expect(asked).toEqual([
		{ ...paging, self: 'true', title: typed, sort_by: 'created_at' },
		{ ...paging, licensed: 'true', ...(title && { title }) },
	]);
});

test.each(['unlicensed', 'licensedness'])('searches for %j in titles', async (typed) => {
	await names('searchVoices', typed);
	expect((await stage.sandbox.requests()).map(({ query }) => new URLSearchParams(query).get('licensed'))).toEqual([
		null,
		null,
	]);
});

test('searches in titles for text that only resembles an ID', async () => {
	await names('searchVoices', 'my_voice-1');
	expect((await stage.sandbox.requests()).map(({ path }) => path)).toEqual(['/model', '/model']);
});

test('reports a wrong key in the list', async () => {
	await stage.sandbox.fault({ fault: { kind: 'status', status: 401 } });
	await expect(names('searchVoices')).rejects.toThrow('Fish Audio did not accept the API key');
});
