import { startSandbox, type RunningSandbox } from '../support/sandbox.mts';
import { callApi, speakJson } from './api.mts';
import { answerProblems } from './contract.mts';

const PATH = '/v1/pronunciation-dictionaries';

let sandbox: RunningSandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ speech: 'tone' });
});
afterAll(() => sandbox.stop());

const headers = { 'content-type': 'application/json' };
const send = (method: string, path: string, body: unknown) =>
	callApi(sandbox, method, path, { headers, body: JSON.stringify(body) });
const get = (path: string) => callApi(sandbox, 'GET', path);
const made = async (name = 'Names') => (await send('POST', PATH, { name })).json.id as string;
const rule = (key: string, value: string) => ({ key, value });
const publish = (id: string, expected: string | null, items: unknown[]) =>
	send('POST', `${PATH}/${id}/versions`, { expected_latest_version_id: expected, items });

test('a new dictionary is empty: 201, without a version', async () => {
	const answer = await send('POST', PATH, { name: 'Names', description: 'Of products.' });
	expect(answer.status).toBe(201);
	expect(answerProblems(PATH, 'post', 201, answer.json)).toBeNull();
	expect(answer.json).toMatchObject({ name: 'Names', description: 'Of products.', latest_version_id: null });
	expect((await get(`${PATH}/${answer.json.id}`)).json).toEqual(answer.json);
	expect((await get(`${PATH}/${answer.json.id}/versions`)).json).toMatchObject({ items: [], has_more: false });
});

test('PATCH changes its name and description, and nothing else', async () => {
	const id = await made();
	expect((await send('PATCH', `${PATH}/${id}`, { name: 'Others' })).json).toMatchObject({
		id,
		name: 'Others',
		description: null,
	});
	expect((await send('PATCH', `${PATH}/${id}`, { items: [] })).status).toBe(422);
});

test('DELETE archives a dictionary: 204 each time; lists leave it out, and its versions still speak', async () => {
	const id = await made();
	const { json: version } = await publish(id, null, [rule('Anna', 'AE1 N AH0')]);
	for (let n = 0; n < 2; n += 1) expect((await callApi(sandbox, 'DELETE', `${PATH}/${id}`)).status).toBe(204);
	expect((await get(PATH)).json.items.map((one: { id: string }) => one.id)).not.toContain(id);
	expect((await send('PATCH', `${PATH}/${id}`, { name: 'Others' })).status).toBe(404);
	const spoken = await speakJson(sandbox, { text: 'Anna', pronunciation_dictionary: [{ id, version: version.id }] });
	expect(spoken.bytes).not.toEqual((await speakJson(sandbox, { text: 'Anna' })).bytes);
});

test('a version needs all rules in their order, and the ID of the latest version', async () => {
	const id = await made();
	const rules = [rule('Anna', 'AE1 N AH0'), { ...rule('SQL', 'EH1 S'), case_sensitive: true }];
	const first = await publish(id, null, rules);
	expect([first.status, first.json.items]).toEqual([201, rules]);
	expect((await get(`${PATH}/${id}`)).json.latest_version_id).toBe(first.json.id);
	expect((await get(`${PATH}/${id}/versions/${first.json.id}`)).json).toEqual(first.json);
	const late = await publish(id, null, []);
	expect(late.status).toBe(409);
	expect(answerProblems(`${PATH}/{dictionary_id}/versions`, 'post', 409, late.json)).toBeNull();
	expect((await publish(id, first.json.id, [])).status).toBe(201);
});

test('the latest version cannot be deleted; an earlier one can, once', async () => {
	const id = await made();
	const first = (await publish(id, null, [])).json.id;
	const second = (await publish(id, first, [])).json.id;
	const remove = async (version: string) =>
		(await callApi(sandbox, 'DELETE', `${PATH}/${id}/versions/${version}`)).status;
	expect([await remove(second), await remove(first), await remove(first)]).toEqual([409, 204, 409]);
	expect((await get(`${PATH}/${id}/versions`)).json.items.map((version: { id: string }) => version.id)).toEqual([
		second,
	]);
});

test('two versions can be compared', async () => {
	const id = await made();
	const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map((key) => rule(key, 'AH0'));
	const first = (await publish(id, null, [a, b, c, d])).json.id;
	const second = (await publish(id, first, [a, rule('b', 'EH0'), d, e])).json.id;
	const { json } = await get(`${PATH}/${id}/versions/${second}/compare?base_version_id=${first}`);
	expect(json).toEqual({ added: [e], removed: [c], changed: [rule('b', 'EH0')], moved: [d], unchanged: [a] });
});

test('lists are read by cursor, or by page with a total, but not both; the latest update comes first', async () => {
	const fresh = await startSandbox({ speech: 'tone' });
	try {
		const ids: string[] = [];
		for (let n = 0; n < 25; n += 1) {
			ids.unshift((await callApi(fresh, 'POST', PATH, { headers, body: JSON.stringify({ name: `D${n}` }) })).json.id);
		}
		const list = (query: string) => callApi(fresh, 'GET', `${PATH}?${query}`);
		const first = (await list('')).json;
		const second = (await list(`cursor=${first.next_cursor}`)).json;
		expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
		expect([first.has_more, second.has_more, second.next_cursor, first.total]).toEqual([true, false, null, undefined]);
		expect((await list('page=2')).json).toMatchObject({ total: 25, has_more: false, items: second.items });
		expect((await list(`page=1&cursor=${first.next_cursor}`)).status).toBe(422);
	} finally {
		await fresh.stop();
	}
});

test.each([
	['a marker in a value', [rule('a', '<|phoneme_start|>AH0<|phoneme_end|>')]],
	['an empty key', [rule('', 'AH0')]],
	['a key of 257 characters', [rule('a'.repeat(257), 'AH0')]],
	['a value of 1,025 characters', [rule('a', 'A'.repeat(1025))]],
	['5,001 rules', Array.from({ length: 5001 }, (_, n) => rule(`k${n}`, 'AH0'))],
])('refused with 422: %s', async (_what, items) => {
	expect((await publish(await made(), null, items)).status).toBe(422);
});

test('a missing dictionary or version is 404, but speech ignores it', async () => {
	expect((await get(`${PATH}/none`)).status).toBe(404);
	expect((await get(`${PATH}/${await made()}/versions/none`)).status).toBe(404);
	const spoken = await speakJson(sandbox, {
		text: 'Anna',
		pronunciation_dictionary: [{ id: 'none', version: 'none' }],
	});
	expect(spoken.bytes).toEqual((await speakJson(sandbox, { text: 'Anna' })).bytes);
});
