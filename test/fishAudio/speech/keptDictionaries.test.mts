import { createKeptDictionaries } from '../../../fishAudio/speech/keptDictionaries.ts';
import { callApi } from '../../sandbox/api.mts';
import { callsTo } from '../../support/fetchSend.mts';
import { startSandbox, type RunningSandbox } from '../../support/sandbox.mts';
import { failureOf } from '../../support/scripted/rig.mts';

let sandbox: RunningSandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ speech: 'tone' });
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.clearRequests());
afterEach(() => sandbox.clearFaults());

const path = '/v1/pronunciation-dictionaries';

const post = async (to: string, body: object): Promise<string> => {
	const { json } = await callApi(sandbox, 'POST', to, {
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	return json.id;
};

/** Publishes a dictionary with one version. */
async function publish() {
	const id = await post(path, { name: 'Brands' });
	const items = [{ key: 'SQL', value: 'S IY1' }];
	const version = await post(`${path}/${id}/versions`, { expected_latest_version_id: null, items });
	await sandbox.clearRequests();
	return { id, version };
}

const check = async (dictionary: { id: string; version: string }, key?: string): Promise<void> =>
	await createKeptDictionaries(callsTo(sandbox, key)).check(dictionary);

test('a version that is there is asked for once, by all items', async () => {
	const dictionary = await publish();
	const dictionaries = createKeptDictionaries(callsTo(sandbox));
	await Promise.all([dictionaries.check(dictionary), dictionaries.check({ ...dictionary })]);
	await dictionaries.check(dictionary);
	expect((await sandbox.requests()).map((one) => `${one.method} ${one.path}`)).toEqual([
		`GET ${path}/${dictionary.id}/versions/${dictionary.version}`,
	]);
});

test.each(['id', 'version'] as const)('a missing %s is reported', async (field) => {
	const dictionary = { ...(await publish()), [field]: 'gone' };
	const failure = await failureOf(check(dictionary));
	expect(failure.kind).toBe('notFound');
	expect(failure.message).toBe(`Fish Audio has no pronunciation dictionary '${dictionary.id}@${dictionary.version}'`);
	expect(failure.facts.advice).toContain("'Dictionaries'");
});

test('an archived dictionary is reported', async () => {
	const dictionary = await publish();
	await callApi(sandbox, 'DELETE', `${path}/${dictionary.id}`);
	expect((await failureOf(check(dictionary))).kind).toBe('notFound');
});

test('a wrong key is reported as that', async () => {
	const failure = await failureOf(check(await publish(), 'wrong'));
	expect(failure.kind).toBe('unauthorized');
	expect(failure.message).toContain('(when asked for the pronunciation dictionary ');
});

test('a key without permission is reported as that', async () => {
	const dictionary = await publish();
	await sandbox.fault({ fault: { kind: 'status', status: 403 } });
	const failure = await failureOf(check(dictionary));
	expect(failure.facts.status).toBe(403);
	expect(failure.message).toContain('(when asked for the pronunciation dictionary ');
});

test('a server error is asked about again, and then reported', async () => {
	const dictionary = await publish();
	await sandbox.fault({ fault: { kind: 'status', status: 500 }, times: 1 });
	await check(dictionary);
	expect(await sandbox.requests()).toHaveLength(2);
	await sandbox.fault({ fault: { kind: 'status', status: 500 }, times: 20 });
	const failure = await failureOf(check(dictionary));
	expect(failure.facts.status).toBe(500);
	expect(failure.facts.mayBeBilled ?? 0).toBe(0);
	expect(failure.message).toContain('(when asked for the pronunciation dictionary ');
});
