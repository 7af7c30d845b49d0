import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { anyVoice, anyVoiceId } from '../../support/anyVoice.mts';
import { setStage } from '../../support/stage.mts';

const stage = setStage();

const path = '/v1/pronunciation-dictionaries';
const text = 'Our GIF is here.';

async function post(to: string, body: object): Promise<string> {
	const response = await fetch(stage.sandbox.url + path + to, {
		method: 'POST',
		headers: { authorization: `Bearer ${stage.sandbox.key}`, 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	return String(((await response.json()) as { id: string }).id);
}

/** A dictionary that Fish Audio keeps, and its reference. */
async function keep(
	key: string,
	value: string,
	more: object[] = [],
): Promise<{ id: string; version: string; reference: string }> {
	const id = await post('', { name: key });
	const items = [{ key, value }, ...more];
	const version = await post(`/${id}/versions`, { expected_latest_version_id: null, items });
	await stage.sandbox.clearRequests();
	return { id, version, reference: `${id}@${version}` };
}

const speak = async (
	dictionaries: string,
	parameters: INodeParameters = {},
	rows: IDataObject[] = [{}],
	onError?: 'continueRegularOutput',
) =>
	await stage.engine.runNode(
		'speak',
		{ text, voice: anyVoice, pronunciation: { dictionaries }, ...parameters },
		rows.map((json) => ({ json })),
		onError ? { onError } : {},
	);

/** What the sandbox was asked, in order. */
const asked = async (): Promise<string[]> =>
	(await stage.sandbox.requests()).map(({ method, path: asked }) => `${method} ${asked}`);

const credit = async (): Promise<number> => Number((await stage.sandbox.settings()).credit);

test('a dictionary that Fish Audio keeps is looked up once in a run, and goes with each text', async () => {
	const { id, version, reference } = await keep('GIF', 'JH IH1 F');
	const { items, error } = await speak(` ${reference} `, { format: 'wav', captions: 'srt' }, [{}, {}, {}]);
	expect(error).toBeUndefined();
	const [look, ...spoken] = await stage.sandbox.requests();
	expect(look).toMatchObject({ method: 'GET', path: `${path}/${id}/versions/${version}` });
	expect(spoken.map(({ body }) => [body.text, body.pronunciation_dictionary])).toEqual(
		Array(3).fill([text, [{ id, version }]]),
	);
	const said = await stage.sandbox.ttsBytes(
		{ text: 'Our jhihf is here.', format: 'wav', reference_id: anyVoiceId },
		's2.1-pro',
	);
	expect((await stage.engine.bytesOf(items[0])).subarray(44).equals(said.subarray(44))).toBe(true);
	expect((await stage.engine.bytesOf(items[0], 'data_srt')).toString()).toContain(`\n${text}\n`);
});

test('up to three of them, from a list; what is written twice counts once', async () => {
	const kept = [await keep('GIF', 'JH IH1 F'), await keep('here', 'HH IY1 R'), await keep('is', 'IH1 Z')];
	const list = [...kept, kept[0]!].map(({ reference }) => reference);
	await speak('={{ $json.list }}', {}, [{ list }]);
	const requests = await stage.sandbox.requests();
	expect(requests).toHaveLength(4);
	expect(requests[3]!.body.pronunciation_dictionary).toEqual(kept.map(({ id, version }) => ({ id, version })));
});

test('rules go into the text with them, phonemes too: a request takes one kind of dictionary', async () => {
	const { id, version, reference } = await keep('here', 'HH IY1 R');
	const rule = { word: 'GIF', sayAs: 'JH IH1 F', written: 'phonemes' };
	await speak('', { pronunciation: { dictionaries: reference, rules: { rule: [rule] } } });
	expect((await stage.sandbox.requests()).at(-1)!.body).toMatchObject({
		text: 'Our <|phoneme_start|>JH IH1 F<|phoneme_end|> is here.',
		pronunciation_dictionary: [{ id, version }],
	});
});

test('one that is not there is looked up once, and ends the run before anything is billed', async () => {
	const { reference } = await keep('GIF', 'JH IH1 F');
	const missing = `${reference}0`;
	const before = await credit();
	const rows = [reference, missing, missing, missing].map((dictionaries) => ({ dictionaries }));
	const { error } = await speak('={{ $json.dictionaries }}', {}, rows);
	expect(error?.message).toBe(`Fish Audio has no pronunciation dictionary '${missing}' [item 1]`);
	expect(error?.description).toContain("Check its ID and the ID of its version in 'Dictionaries'.");
	expect(await asked()).toEqual([reference, missing].map((one) => `GET ${path}/${one.replace('@', '/versions/')}`));
	expect(await credit()).toBe(before);
});

test('where the node continues on fail, only the items with it fail', async () => {
	const { reference } = await keep('GIF', 'JH IH1 F');
	const rows = [reference, 'a@1', reference, 'a@1'].map((dictionaries) => ({ dictionaries }));
	const { items } = await speak('={{ $json.dictionaries }}', {}, rows, 'continueRegularOutput');
	expect(items.map(({ json }) => json.error)).toEqual([
		undefined,
		"Fish Audio has no pronunciation dictionary 'a@1' [item 1]",
		undefined,
		"Fish Audio has no pronunciation dictionary 'a@1' [item 3]",
	]);
	const requests = await asked();
	expect(requests.filter((one) => one.startsWith('GET'))).toHaveLength(2);
	expect(requests.filter((one) => one === 'POST /v1/tts')).toHaveLength(2);
});

test('one with as many entries as Fish Audio takes is found', async () => {
	const more = Array.from({ length: 4999 }, (_, at) => ({ key: `word ${at}`, value: 'W ER1 D' }));
	const { reference } = await keep('GIF', 'JH IH1 F', more);
	expect((await speak(reference)).error).toBeUndefined();
});

test('Only Estimate does not look for it', async () => {
	const { items } = await speak('a@1', { checks: { onlyEstimate: true } });
	expect(items[0]!.json).toMatchObject({ textBytes: text.length });
	expect(await asked()).toEqual([]);
});

test('another version changes the fingerprint', async () => {
	const { reference, id, version } = await keep('GIF', 'JH IH1 F');
	const items = [{ key: 'GIF', value: 'G IH1 F' }];
	const next = await post(`/${id}/versions`, { expected_latest_version_id: version, items });
	const checks = { previousFingerprint: '={{ $json.fingerprint }}' };
	const [spoken] = (await speak(reference, { checks })).items;
	const again = { fingerprint: spoken!.json.fingerprint! };
	const outputs = async (one: string) => (await speak(one, { checks }, [again])).outputs.map(({ length }) => length);
	expect([await outputs(reference), await outputs(`${id}@${next}`)]).toEqual([
		[0, 1],
		[1, 0],
	]);
});

describe('a look-up that fails ends the item, and nothing is billed', () => {
	test.each<[string, Record<string, unknown>, string]>([
		['500, twice', { kind: 'status', status: 500 }, 'Fish Audio'],
		['429', { kind: 'status', status: 429 }, 'Fish Audio is receiving too many requests at once'],
		['401', { kind: 'status', status: 401 }, 'Fish Audio did not accept the API key'],
		['no connection', { kind: 'reset' }, 'Fish Audio'],
		['a cut answer', { kind: 'reset', phase: 'body', afterBytes: 20 }, 'Fish Audio'],
	])('%s', async (_, fault, message) => {
		const { reference } = await keep('GIF', 'JH IH1 F');
		await stage.sandbox.fault({ match: { path }, fault: fault as never, times: -1 });
		const before = await credit();
		const { items } = await speak(reference, { options: { maxTries: 2 } }, [{}], 'continueRegularOutput');
		expect(items[0]!.json.error).toContain(message);
		expect(items[0]!.json.error).toContain(`(when asked for the pronunciation dictionary '${reference}')`);
		expect(String(items[0]!.json.message)).not.toContain('billed');
		const requests = await asked();
		expect(requests).toHaveLength(fault.status === 401 ? 1 : 2);
		expect(requests.filter((one) => one.startsWith('POST'))).toEqual([]);
		expect(await credit()).toBe(before);
	});

	test('one that succeeds at the second try goes on', async () => {
		const { reference } = await keep('GIF', 'JH IH1 F');
		await stage.sandbox.fault({ match: { path }, fault: { kind: 'status', status: 500 }, times: 1 });
		const { error } = await speak(reference);
		expect(error).toBeUndefined();
		expect((await asked()).map((one) => one.split(' ')[0])).toEqual(['GET', 'GET', 'POST']);
	});
});

describe('a server of your own without dictionaries', () => {
	const own = setStage({ like: 'fish-speech' });

	test('is asked for one in vain, and nothing is spoken', async () => {
		const { error } = await own.engine.runNode('speak', { text, pronunciation: { dictionaries: 'a@1' } }, [
			{ json: {} },
		]);
		expect(error?.message).toBe("Fish Audio has no pronunciation dictionary 'a@1' [item 0]");
		expect(error?.description).toContain('A server of your own may keep no dictionaries.');
		expect(await own.sandbox.requests()).toMatchObject([{ method: 'GET' }]);
	});
});
