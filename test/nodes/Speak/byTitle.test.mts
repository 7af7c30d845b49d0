import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { shortenWaits } from '../../support/shortWaits.mts';
import { setStage } from '../../support/stage.mts';

const stage = setStage();
shortenWaits();

const byTitle = (value: unknown) => ({ __rl: true, mode: 'title', value }) as never;
const byId = (value: string) => ({ __rl: true, mode: 'id', value });

const rows = (...titles: unknown[]): INodeExecutionData[] => titles.map((voice) => ({ json: { voice } as never }));

const speak = async (
	items: INodeExecutionData[],
	parameters: INodeParameters = {},
	onError?: 'continueRegularOutput',
	type = 'speak',
) => {
	const voice = byTitle('={{ $json.voice }}');
	return await stage.engine.runNode(
		type,
		{ text: 'Hello there.', voice, ...parameters },
		items,
		onError ? { onError } : {},
	);
};

const seed = async (title: string, spec: Record<string, unknown> = {}): Promise<string> =>
	(await stage.sandbox.seedVoices({ count: 1, title, state: 'trained', ...spec })).ids[0]!;

/** What the sandbox was asked, in order: paths, and the titles that were searched for. */
const asked = async (): Promise<string[]> =>
	(await stage.sandbox.requests()).map(({ method, path, query }) => {
		const title = new URLSearchParams(query).get('title');
		return [method, path, title].filter((part) => part !== null).join(' ');
	});

const spoken = async (): Promise<string[]> => (await asked()).filter((one) => one.endsWith('/v1/tts'));

describe('a sheet that names its voices', () => {
	test('speaks 200 rows with 3 voices: each title is looked up once, before the first text is sent', async () => {
		const names = ['Anna', 'Ben', 'Chris'];
		const ids = await Promise.all(names.map(async (name) => await seed(name)));
		await seed('Anna, warm and calm');
		const titles = Array.from({ length: 200 }, (_, row) => names[row % 3]!);
		const { items, error } = await speak(rows(...titles));
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.voiceId)).toEqual(titles.map((title) => ids[names.indexOf(title)]));
		const requests = await asked();
		expect(requests.slice(0, 3).sort()).toEqual(names.map((name) => `GET /model ${name}`));
		expect(new Set(requests.slice(3))).toEqual(new Set(['POST /v1/tts']));
		expect(requests).toHaveLength(203);
		expect((await stage.sandbox.requests())[0]!.query).toContain('self=true');
	});

	test('may write them with other capitals and spaces, or as a number', async () => {
		const [anna, year] = [await seed('Anna Maria'), await seed('2024')];
		const { items } = await speak(rows(' anna  MARIA', 'Anna\u200b Maria', 2024));
		expect(items.map(({ json }) => json.voiceId)).toEqual([anna, anna, year]);
	});

	test('gets the same fingerprint as with IDs, so what has not changed is not spoken again', async () => {
		const id = await seed('Anna');
		const [{ json: first }] = (await speak([{ json: {} }], { voice: byId(id) })).items as [INodeExecutionData];
		await stage.sandbox.clearRequests();
		const checks = { previousFingerprint: '={{ $json.fingerprint }}' };
		const again = await speak([{ json: { voice: 'Anna', fingerprint: first.fingerprint! } }], { checks });
		expect(again.outputs.map((output) => output.length)).toEqual([0, 1]);
		expect(again.outputs[1]![0]!.json).toMatchObject({ voiceId: id, fingerprint: first.fingerprint });
		expect(await asked()).toEqual(['GET /model Anna']);
	});

	test('finds a title among more than a hundred that have it as a part', async () => {
		const id = await seed('Anna', { createdAt: '2020-01-01T00:00:00Z' });
		await stage.sandbox.seedVoices({ count: 150, title: 'Anna' });
		const { items } = await speak(rows('Anna'));
		expect(items[0]!.json.voiceId).toBe(id);
		const pages = (await stage.sandbox.requests())
			.filter(({ path }) => path === '/model')
			.map(({ query }) => new URLSearchParams(query).get('page_number'));
		expect(pages).toEqual(['1', '2']);
	});
});

test('speakers have titles or IDs, and the JSON says who speaks', async () => {
	const [anna, ben] = [await seed('Anna'), await seed('Ben')];
	const speakers = {
		speaker: [
			{ name: 'A', voice: byTitle('Anna') },
			{ name: 'B', voice: byId(ben) },
			{ name: 'C', voice: byTitle('={{ $json.voice }}') },
			{ name: 'D', voice: { __rl: true, mode: 'list', value: ben, cachedResultName: 'Ben (Yours, 2026-01-01)' } },
		],
	};
	const text = 'A: One.\nB: Two.\nC: Three.\nD: Four.';
	const { items, error } = await speak(rows('anna'), { voiceSource: 'speakers', speakers, text });
	expect(error).toBeUndefined();
	expect(items[0]!.json.speakers).toEqual([
		{ name: 'A', voice: 'Anna', voiceId: anna },
		{ name: 'B', voiceId: ben },
		{ name: 'C', voice: 'Anna', voiceId: anna },
		{ name: 'D', voice: 'Ben', voiceId: ben },
	]);
	const [tts] = (await stage.sandbox.requests()).filter(({ path }) => path === '/v1/tts');
	expect(tts!.body).toMatchObject({ reference_id: [anna, ben, anna, ben] });
});

test('a speaker is named in the error about its title', async () => {
	const speakers = { speaker: [{ name: 'Anna', voice: byTitle('Nobody') }] };
	const { error } = await speak(rows(''), { voiceSource: 'speakers', speakers, text: 'Anna: Hi' });
	expect(error?.message).toBe("'Voice' of 'Anna' is not the title of one of your voices: 'Nobody' [item 0]");
	expect(await spoken()).toEqual([]);
});

describe('a title that no voice has', () => {
	test('ends the run before anything is billed, and names the nearest titles', async () => {
		await seed('Anna');
		await seed('Ben');
		const { error } = await speak(rows('Anna', 'Ana', 'Ben'));
		expect(error?.message).toBe("'Voice' is not the title of one of your voices: 'Ana' [item 1]");
		expect(error?.description).toContain("Your account has 2 voices. The nearest titles are: 'Anna', 'Ben'.");
		expect(await spoken()).toEqual([]);
	});

	test('fails only its item where the node continues', async () => {
		const id = await seed('Anna');
		const { items } = await speak(rows('Anna', 'Nobody', 'Anna'), {}, 'continueRegularOutput');
		expect(items.map(({ json }) => json.voiceId ?? json.error)).toEqual([
			id,
			"'Voice' is not the title of one of your voices: 'Nobody' [item 1]",
			id,
		]);
		expect(await spoken()).toHaveLength(2);
	});

	test('is not looked for in the library', async () => {
		const { error } = await speak(rows('Calm Narrator'));
		expect(error?.description).toContain('Your account has no voices.');
		expect(error?.description).toContain('Only your own voices are found by their title');
	});

	test('is explained to an agent, which can then choose another', async () => {
		await seed('Anna');
		const { error } = await speak(rows('Ana'), {}, undefined, 'speakTool');
		expect(error?.message).toContain("The nearest title is: 'Anna'.");
		const { items } = await speak(rows('Anna'), {}, undefined, 'speakTool');
		expect(items).toHaveLength(1);
	});
});

test('a title that several voices have is an error with their IDs, dates and states', async () => {
	const old = await seed('Anna', { createdAt: '2026-01-01T00:00:00Z' });
	const young = await seed('Anna', { createdAt: '2026-02-01T00:00:00Z', state: 'training' });
	const { error } = await speak(rows('Anna'));
	expect(error?.message).toBe("'Voice' is the title of 2 of your voices: 'Anna' [item 0]");
	expect(error?.description).toContain(
		`'Anna' ${young} (in training, created 2026-02-01); 'Anna' ${old} (trained, created 2026-01-01).`,
	);
	expect(await spoken()).toEqual([]);
});

test('a failed voice does not count beside a trained one', async () => {
	await seed('Anna', { state: 'failed' });
	const id = await seed('Anna');
	expect((await speak(rows('Anna'))).items[0]!.json.voiceId).toBe(id);
});

test.each(['created', 'training', 'failed'])('a voice that is %s gives the same error as by its ID', async (state) => {
	const id = await seed('Anna', { state });
	const given = await speak(rows(''), { voice: byId(id) });
	await stage.sandbox.clearRequests();
	const { error } = await speak(rows('Anna'));
	expect(error?.message).toBe(given.error?.message);
	expect(error?.description).toContain(given.error!.description!.split(' Fish Audio says')[0]);
	expect(await spoken()).toEqual([]);
});

describe('bad input sends nothing', () => {
	test.each<[string, unknown, string]>([
		['nothing', null, "'Voice' is empty [item 0]"],
		['spaces', ' \u200b', "'Voice' is empty [item 0]"],
		['an object', { title: 'Anna' }, "'Voice' is not a text [item 0]"],
		['a list', ['Anna'], "'Voice' is not a text [item 0]"],
		['half a character', 'Anna \ud83d', "'Voice' contains half a character at position 6, after 'Anna' [item 0]"],
	])('%s', async (_, voice, message) => {
		const { error } = await speak(rows(voice));
		expect(error?.message).toBe(message);
		expect(await asked()).toEqual([]);
	});

	test('in any row, the first title included', async () => {
		await seed('Anna');
		expect((await speak(rows('Anna', ''))).error?.message).toBe("'Voice' is empty [item 1]");
		expect(await asked()).toEqual([]);
	});
});

describe('a look-up that fails', () => {
	const options = { maxTries: 2 };

	test('ends the run before anything is billed', async () => {
		await seed('Anna');
		await stage.sandbox.fault({ match: { path: '^/model$' }, fault: { kind: 'status', status: 500 }, times: 9 });
		const { error } = await speak(rows('Anna', 'Anna'), { options });
		expect(error?.message).toContain('[item 0]');
		expect(await asked()).toEqual(['GET /model Anna', 'GET /model Anna']);
	});

	test('fails the items of its title only', async () => {
		const id = await seed('Ben');
		await seed('Anna');
		const match = { path: '^/model$', query: 'title=Anna' };
		await stage.sandbox.fault({ match, fault: { kind: 'status', status: 500 }, times: 9 });
		const { items } = await speak(rows('Anna', 'Ben', 'Anna'), { options }, 'continueRegularOutput');
		expect(items.map(({ json }) => json.voiceId ?? 'failed')).toEqual(['failed', id, 'failed']);
		expect((await asked()).filter((one) => one === 'GET /model Anna')).toHaveLength(2);
	});

	test('is repeated as any read', async () => {
		const id = await seed('Anna');
		await stage.sandbox.fault({ match: { path: '^/model$' }, fault: { kind: 'reset' }, times: 1 });
		expect((await speak(rows('Anna'))).items[0]!.json.voiceId).toBe(id);
	});

	test('that is stopped sends no text', async () => {
		await seed('Anna');
		await stage.sandbox.fault({ match: { path: '^/model$' }, fault: { kind: 'hang' }, times: 1 });
		const ready = async (): Promise<boolean> => (await stage.sandbox.stats()).inFlight === 1;
		await stage.cancel('speak', { text: 'Hello.', voice: byTitle('Anna') }, [{ json: {} }], ready);
		expect(await spoken()).toEqual([]);
	});
});
