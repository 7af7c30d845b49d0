import { appendFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox, type RunningSandbox } from '../support/sandbox.mts';
import { until } from '../support/until.mts';
import { callApi, createVoice, formOf, goodVoice, speakJson } from './api.mts';
import { answerProblems } from './contract.mts';

let sandbox: RunningSandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ trainingMs: 0, speech: 'tone' });
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
	await sandbox.removeVoices();
	await sandbox.settings({
		trainingMs: 0,
		trainingResult: 'trained',
		windowLimit: null,
		listDelayMs: 0,
		createdAtOrder: 'newestFirst',
		zeroBounds: false,
		creditIsNumber: false,
	});
});

const get = (path: string) => callApi(sandbox, 'GET', path);

describe('lists', () => {
	test('the public library is listed in pages', async () => {
		const first = await get('/model?language=en');
		expect(answerProblems('/model', 'get', 200, first.json)).toBeNull();
		expect(first.json.items).toHaveLength(10);
		expect(first.json).toMatchObject({
			has_more: true,
			window_limited: false,
			total_is_exact: true,
			max_offset: null,
			accessible_upper_bound: null,
		});
		const ids = new Set<string>();
		for (let page = 1, more = true; more; page += 1) {
			const { json } = await get(`/model?language=en&page_size=7&page_number=${page}`);
			for (const { _id, visibility } of json.items) {
				expect(visibility).toBe('public');
				ids.add(_id);
			}
			more = json.has_more;
		}
		expect([ids.size, first.json.total]).toEqual([12, 12]);
	});

	test('the public library ends at 1,000: page 11 of 100 is empty, and its total is unreliable', async () => {
		const pages = await Promise.all(
			[1, 2, 10, 11, 50].map(async (n) => (await get(`/model?page_size=100&page_number=${n}`)).json),
		);
		expect(pages.map(({ items, has_more }) => [items.length, has_more])).toEqual([
			[100, true],
			[100, true],
			[100, false],
			[0, false],
			[0, false],
		]);
		const [first, second] = pages;
		expect(first).toMatchObject({
			total_is_exact: false,
			window_limited: true,
			max_offset: 1000,
			accessible_upper_bound: 1000,
		});
		for (const { total } of pages) expect([1000, 1001, 1002]).toContain(total);
		expect(first.total).not.toBe(second.total);
		expect(answerProblems('/model', 'get', 200, pages[3])).toBeNull();
		expect((await get('/model?page_size=100&page_number=11&sort_by=created_at')).json.items).toEqual([]);
	});

	test('bounds can be 0, whatever was read before', async () => {
		await sandbox.settings({ zeroBounds: true });
		expect((await get('/model?page_number=2')).json).toMatchObject({
			max_offset: 0,
			accessible_upper_bound: 0,
			has_more: true,
		});
	});

	test.each([
		['page_size=0', 'greater_than_equal'],
		['page_size=101', 'less_than_equal'],
		['page_size=x', 'int_parsing'],
		['page_size=1.5', 'int_parsing'],
		['page_number=0', 'greater_than_equal'],
		['page_number=-1', 'greater_than_equal'],
		['self=perhaps', 'bool_parsing'],
		['sort_by=name', 'literal_error'],
	])('refused with 422 and a list: %s', async (query, type) => {
		const answer = await get(`/model?${query}`);
		expect(answer.status).toBe(422);
		expect(answer.json).toEqual([{ loc: ['query', query.split('=')[0]], type, msg: expect.any(String) as string }]);
		expect(answerProblems('/model', 'get', 422, answer.json)).toBeNull();
	});

	test('a part of a title, in any capitals, finds own voices', async () => {
		await sandbox.seedVoices({ count: 1, title: 'Anna Maria' });
		await sandbox.seedVoices({ count: 1, title: 'Ben' });
		const titles = async (title: string) =>
			(await get(`/model?self=true&title=${title}`)).json.items.map((voice: { title: string }) => voice.title);
		expect(await titles('na%20ma')).toEqual(['Anna Maria']);
		expect(await titles('Anna%20Maria%20')).toEqual([]);
		expect(await titles('Calm')).toEqual([]);
	});

	test('lists can be filtered by title, tag, language, title language and author', async () => {
		const { json: all } = await get('/model?page_size=100&sort_by=task_count');
		const [some] = all.items;
		const query =
			`title=${encodeURIComponent(some.title.toUpperCase())}&tag=${some.tags[0]}&tag=${some.tags[1]}&author_id=` +
			`${some.author._id}`;
		expect((await get(`/model?${query}&language=${some.languages[0]}`)).json.items).toEqual([some]);
		const spanish = await get('/model?title_language=es&page_size=100');
		expect(spanish.json.total).toBe(6);
		expect((await get('/model?language=es&language=de&page_size=100')).json.total).toBe(12);
		expect((await get('/model?tag=no-such-tag')).json.total).toBe(0);
		expect((await get('/model?tag[]=no-such-tag')).json.items).toHaveLength(10);
	});

	test('a language has two letters: zh-CN finds nothing', async () => {
		expect((await get('/model?language=zh')).json.total).toBe(6);
		expect((await get('/model?language=zh-CN')).json).toMatchObject({ total: 0, items: [], has_more: false });
	});

	test('licensed voices can be listed; for own voices this filter and the author are ignored', async () => {
		const { json } = await get('/model?licensed=true&page_size=100');
		expect(json.total).toBeGreaterThan(5);
		expect(json.items.every((voice: { licensed: boolean }) => voice.licensed)).toBe(true);
		await sandbox.seedVoices({ count: 2 });
		expect((await get(`/model?self=true&licensed=true&author_id=${json.items[0].author._id}`)).json.total).toBe(2);
	});

	test('own voices appear at once, and the later of two with the same time comes first', async () => {
		const ids = [];
		for (let n = 0; n < 3; n += 1) {
			ids.unshift((await createVoice(sandbox)).json._id);
			expect(
				(await get('/model?self=true&sort_by=created_at')).json.items.map((voice: { _id: string }) => voice._id),
			).toEqual(ids);
		}
		const { ids: equal } = await sandbox.seedVoices({ count: 2, createdAt: '2026-01-02T03:04:05.000Z', spacingMs: 0 });
		expect(
			(await get('/model?self=true&sort_by=created_at')).json.items.slice(3).map((voice: { _id: string }) => voice._id),
		).toEqual([equal[1], equal[0]]);
	});

	test('created_at gives the newest first, or the oldest if the sandbox is set so', async () => {
		await sandbox.seedVoices({ count: 3, spacingMs: 1000 });
		const titles = async () =>
			(await get('/model?self=true&sort_by=created_at')).json.items.map((voice: { title: string }) => voice.title);
		const newest = await titles();
		await sandbox.settings({ createdAtOrder: 'oldestFirst' });
		expect(await titles()).toEqual([...newest].reverse());
	});

	test('each sort order is followed', async () => {
		const items = async (by: string) =>
			(await get(`/model?page_size=100&sort_by=${by}`)).json.items as Record<string, number | string>[];
		const expectDescending = (values: unknown[]) =>
			expect(values).toEqual([...values].sort((a, b) => (a! < b! ? 1 : a! > b! ? -1 : 0)));
		expectDescending((await items('created_at')).map((voice) => voice['created_at']));
		expectDescending((await items('task_count')).map((voice) => voice['task_count']));
		expectDescending((await items('score')).map((voice) => voice['like_count']));
	});

	test('self shows own voices in any state, and no others', async () => {
		await sandbox.seedVoices({ count: 3, state: 'training', spacingMs: 1000 });
		const { json } = await get('/model?self=true&sort_by=created_at');
		expect(json.items.map((voice: { title: string }) => voice.title)).toEqual([
			'Seeded voice 3',
			'Seeded voice 2',
			'Seeded voice 1',
		]);
		expect((await get('/model?title=Seeded')).json.total).toBe(0);
	});

	test('a list ends at its window', async () => {
		await sandbox.seedVoices({ count: 25 });
		await sandbox.settings({ windowLimit: 15 });
		const page = async (n: number) => (await get(`/model?self=true&page_number=${n}`)).json;
		expect(await page(1)).toMatchObject({
			has_more: true,
			total_is_exact: false,
			window_limited: true,
			max_offset: 15,
			accessible_upper_bound: 15,
		});
		const second = await page(2);
		expect([second.items.length, second.has_more]).toEqual([5, false]);
		expect(await page(3)).toMatchObject({ items: [], has_more: false });
	});

	test('a new voice appears in lists late if the sandbox is set so', async () => {
		await sandbox.settings({ listDelayMs: 300 });
		const { json: made } = await createVoice(sandbox);
		expect((await get('/model?self=true')).json.total).toBe(0);
		expect((await get(`/model/${made._id}`)).status).toBe(200);
		await until(async () => (await get('/model?self=true')).json.total === 1);
	});

	test('late pages of 100,000 voices have the right voices', async () => {
		await sandbox.seedVoices({ count: 100_000, spacingMs: 1000 });
		for (let page = 900; page < 920; page += 1) {
			const { json } = await get(`/model?self=true&sort_by=created_at&page_size=100&page_number=${page}`);
			const newest = 100_000 - (page - 1) * 100;
			expect(json.items.map(({ title }: { title: string }) => title)).toEqual(
				Array.from({ length: 100 }, (_, at) => `Seeded voice ${newest - at}`),
			);
		}
	});
});

describe('one voice', () => {
	test('can be read, changed and deleted', async () => {
		const { json: made } = await createVoice(sandbox);
		const path = `/model/${made._id}`;
		const read = await get(path);
		expect(answerProblems('/model/{id}', 'get', 200, read.json)).toBeNull();
		expect(read.json.title).toBe('Anna');
		const patched = await callApi(sandbox, 'PATCH', path, {
			body: formOf([
				['title', 'Berta'],
				['tags', 'a'],
				['tags', 'b'],
			]),
		});
		expect([patched.status, patched.json._id, patched.json.title]).toEqual([200, undefined, undefined]);
		expect((await get(path)).json).toMatchObject({ title: 'Berta', tags: ['a', 'b'], visibility: 'private' });
		const deleted = await callApi(sandbox, 'DELETE', path);
		expect([deleted.status, deleted.bytes.length]).toEqual([204, 0]);
		const gone = await get(path);
		expect(gone.json).toEqual({ status: 404, message: 'Model not found' });
		expect((await callApi(sandbox, 'DELETE', path)).status).toBe(404);
		expect(answerProblems('/model/{id}', 'get', 404, gone.json)).toBeNull();
		expect(await readdir(join(sandbox.dataDir, 'voices'))).toEqual([]);
		expect(await readdir(join(sandbox.dataDir, 'incoming'))).toEqual([]);
	});

	test.each([
		['application/json', JSON.stringify({ title: 'New', tags: ['x'], description: null })],
		['application/x-www-form-urlencoded', 'title=New&tags=x'],
	])('can be changed by %s', async (type, body) => {
		const { json: made } = await createVoice(sandbox);
		const patched = await callApi(sandbox, 'PATCH', `/model/${made._id}`, { headers: { 'content-type': type }, body });
		expect(patched.status).toBe(200);
		expect((await get(`/model/${made._id}`)).json).toMatchObject({ title: 'New', tags: ['x'] });
	});

	test.each([
		['public', 'private'],
		['unlist', 'unlist'],
	])('a change to visibility %s makes it %s', async (asked, got) => {
		const { json: made } = await createVoice(sandbox);
		await callApi(sandbox, 'PATCH', `/model/${made._id}`, { body: formOf([['visibility', asked]]) });
		expect((await get(`/model/${made._id}`)).json.visibility).toBe(got);
	});

	test('a voice that was taken down says why', async () => {
		const { ids } = await sandbox.seedVoices();
		await sandbox.patchVoice(ids[0]!, { takedown: 'dmca' });
		expect((await get(`/model/${ids[0]}`)).json).toMatchObject({ dmca_taken_down: true, takedown_category: 'dmca' });
	});

	test.each([
		[{ visibility: 'unlisted' }, 'visibility'],
		[{ colour: 'blue' }, 'colour'],
		[{ title: '' }, 'title'],
		[{ tags: 3 }, 'tags'],
	])('a change to %j is refused with 422', async (change, field) => {
		const { json: made } = await createVoice(sandbox);
		const headers = { 'content-type': 'application/json' };
		const answer = await callApi(sandbox, 'PATCH', `/model/${made._id}`, { headers, body: JSON.stringify(change) });
		expect(answer.status).toBe(422);
		expect(answer.json[0].loc).toEqual(['body', field]);
	});

	test("somebody else's cannot be changed, nor read if it is private", async () => {
		const { ids } = await sandbox.seedVoices({ own: false, visibility: 'private' });
		const foreign = await get(`/model/${ids[0]}`);
		expect(foreign.status).toBe(403);
		expect(answerProblems('/model/{id}', 'get', 403, foreign.json)).toBeNull();
		const { json: library } = await get('/model');
		for (const method of ['PATCH', 'DELETE']) {
			const init = method === 'PATCH' ? { body: formOf([['title', 'Mine']]) } : {};
			expect((await callApi(sandbox, method, `/model/${library.items[0]._id}`, init)).status).toBe(403);
			expect((await callApi(sandbox, method, '/model/00000000000000000000000000000000', init)).status).toBe(404);
		}
	});
});

test('the credit is a string, or a number if the sandbox is set so', async () => {
	expect((await get('/wallet/self/api-credit')).json).toMatchObject({
		credit: '100.000000',
		cumulative_top_up: '10.000000',
	});
	await sandbox.settings({ creditIsNumber: true });
	expect((await get('/wallet/self/api-credit')).json.credit).toBe(100);
});

test('a voice trains for some time and cannot speak before that', async () => {
	await sandbox.settings({ trainingMs: 400 });
	const { json: made } = await createVoice(sandbox);
	expect(made.state).toBe('created');
	const early = await speakJson(sandbox, { text: 'Hello', reference_id: made._id });
	expect(early.status).toBe(400);
	expect(early.json.message).toMatch(/not trained/);
	const seen = new Set<string>();
	await until(async () => seen.add((await get(`/model/${made._id}`)).json.state).has('trained'));
	expect([...seen].slice(-2)).toEqual(['training', 'trained']);
	expect((await speakJson(sandbox, { text: 'Hello', reference_id: made._id })).status).toBe(200);
});

test('creating, changing, reading and deleting a voice costs nothing and needs no credit', async () => {
	await sandbox.settings({ credit: 0 });
	const { status, json: made } = await createVoice(sandbox);
	const statuses = [status];
	for (const method of ['GET', 'PATCH', 'DELETE']) {
		const init = method === 'PATCH' ? { body: formOf([['title', 'Other']]) } : {};
		statuses.push((await callApi(sandbox, method, `/model/${made._id}`, init)).status);
	}
	expect(statuses).toEqual([201, 200, 200, 204]);
	await sandbox.settings({ credit: 100 });
});

test('training can fail', async () => {
	await sandbox.settings({ trainingResult: 'failed' });
	const { json: made } = await createVoice(sandbox);
	expect(made.state).toBe('failed');
	expect((await speakJson(sandbox, { text: 'Hello', reference_id: made._id })).status).toBe(400);
});

test('the control plane can set any field of a voice', async () => {
	const { ids } = await sandbox.seedVoices({ title: 'Old', state: 'training', createdAt: '2026-01-02T03:04:05.000Z' });
	await sandbox.patchVoice(ids[0]!, { state: 'trained', title: 'New' });
	expect((await get(`/model/${ids[0]}`)).json).toMatchObject({
		state: 'trained',
		title: 'New',
		created_at: '2026-01-02T03:04:05.000Z',
	});
	await expect(sandbox.patchVoice(ids[0]!, { colour: 'blue' })).rejects.toThrow(/colour/);
});

test('voices survive a restart, even with damaged voices and abandoned uploads', async () => {
	const data = await mkdtemp(join(tmpdir(), 'sandbox-kept-'));
	const first = await startSandbox({ data, trainingMs: 500, speech: 'tone' });
	const { json: kept } = await createVoice(first);
	const { json: hurt } = await createVoice(first, [...goodVoice, ['description', 'to be damaged']]);
	const changes = Array.from({ length: 20 }, (_, i) =>
		callApi(first, 'PATCH', `/model/${kept._id}`, { body: formOf([['title', `Title ${i}`]]) }),
	);
	await Promise.all(changes);
	const { json: before } = await callApi(first, 'GET', `/model/${kept._id}`);
	await first.stop();
	await appendFile(join(data, 'voices', hurt._id, 'voice.json'), '}');
	await mkdir(join(data, 'incoming', '999999999-1'));
	await writeFile(join(data, 'voices', 'stray-file'), '');
	const second = await startSandbox({ data, speech: 'tone' });
	try {
		const after = await until(async () => {
			const { json } = await callApi(second, 'GET', `/model/${kept._id}`);
			return json.state === 'trained' && json;
		});
		expect(after).toMatchObject({ title: before.title, created_at: before.created_at });
		expect((await callApi(second, 'GET', `/model/${hurt._id}`)).status).toBe(404);
		expect(second.complaints()).toMatch(new RegExp(`damaged voice: .*${hurt._id}`));
		expect(await readdir(join(data, 'incoming'))).toEqual([]);
	} finally {
		await second.stop();
		await rm(data, { recursive: true, force: true });
	}
});
