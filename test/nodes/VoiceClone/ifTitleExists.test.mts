import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { shortenWaits } from '../../support/shortWaits.mts';
import { setStage } from '../../support/stage.mts';
import { until } from '../../support/until.mts';

const stage = setStage();
shortenWaits();

/** Items with a recording each. */
const rows = async (...titles: unknown[]): Promise<INodeExecutionData[]> =>
	await Promise.all(
		titles.map(async (title) => ({
			...(await stage.itemWith({ data: [await stage.recording(), 'a.wav', 'audio/wav'] })),
			json: { title } as never,
		})),
	);

const create = async (
	ifTitleExists: string,
	items: INodeExecutionData[],
	more: INodeParameters = {},
	onError?: 'continueRegularOutput',
) => {
	const { options, ...others } = more;
	const parameters = { operation: 'create', title: '={{ $json.title }}', ...others };
	return await stage.engine.runNode(
		'voiceClone',
		{ ...parameters, options: { ifTitleExists, ...(options as object) } },
		items,
		onError ? { onError } : {},
	);
};

const seed = async (title: string, spec: Record<string, unknown> = {}): Promise<string> =>
	(await stage.sandbox.seedVoices({ count: 1, title, state: 'trained', createdAt: '2026-01-01T00:00:00Z', ...spec }))
		.ids[0]!;

const asked = async (): Promise<string[]> =>
	(await stage.sandbox.requests())
		.filter(({ path }) => path.startsWith('/model'))
		.map(({ method, path }) => `${method} ${path}`);

/** ID of the voice that was last read by its ID. */
const newest = async (): Promise<string | undefined> =>
	(await asked()).findLast((one) => one.startsWith('GET /model/'))?.slice('GET /model/'.length);

const changes = async (): Promise<string[]> => (await asked()).filter((one) => !one.startsWith('GET'));

const voices = async (): Promise<number> => (await stage.sandbox.stats()).voices;

test('Create Another looks nothing up, and makes a second voice', async () => {
	await seed('Anna');
	const { items } = await create('createAnother', await rows('Anna'));
	expect(items[0]!.json).toMatchObject({ title: 'Anna', created: true });
	expect(await asked()).toEqual(['POST /model']);
	expect(await voices()).toBe(2);
});

describe('Use It', () => {
	test('gives the voice that there is and uploads nothing', async () => {
		const id = await seed('Anna');
		const { items, error } = await create('useIt', await rows('Anna'));
		expect(error).toBeUndefined();
		expect(items[0]!.json).toMatchObject({ id, title: 'Anna', created: false });
		expect(items[0]!.json).not.toHaveProperty('sampleFiles');
		expect(await asked()).toEqual(['GET /model']);
	});

	test('run every night, makes one voice', async () => {
		const runs = [];
		for (let night = 0; night < 3; night++) runs.push((await create('useIt', await rows('Anna'))).items[0]!.json);
		expect(runs.map(({ created }) => created)).toEqual([true, false, false]);
		expect(new Set(runs.map(({ id }) => id)).size).toBe(1);
		expect(await changes()).toEqual(['POST /model']);
	});

	test.each(['Anna 2', 'anna', 'An'])('does not take %j for Anna', async (other) => {
		await seed(other);
		expect((await create('useIt', await rows('Anna'))).items[0]!.json).toMatchObject({ created: true, title: 'Anna' });
	});

	test('makes one voice of two items with a title, of the first one, and says so', async () => {
		const { items, run } = await create('useIt', await rows('Anna', ' Anna ', 'Ben', 'Anna'));
		expect(items.map(({ json }) => json.created)).toEqual([true, false, true, false]);
		expect(new Set(items.map(({ json }) => json.id)).size).toBe(2);
		expect(await changes()).toEqual(['POST /model', 'POST /model']);
		const hints = run.data.resultData.runData['Node']![0]!.hints!.map(({ message }) => message);
		expect(hints.filter((one) => one.includes('of an earlier item'))).toHaveLength(2);
	});

	test('lets the next item of the title make it, where the first one fails', async () => {
		const match = { method: 'POST', path: '^/model$' };
		await stage.sandbox.fault({ match, fault: { kind: 'status', status: 400 }, times: 1 });
		const { items } = await create('useIt', await rows('Anna', 'Anna', 'Anna'), {}, 'continueRegularOutput');
		expect(items.map(({ json }) => json.created ?? 'failed')).toEqual(['failed', true, false]);
		expect(await voices()).toBe(1);
	});

	test('makes a new voice where the training of the old one failed, and keeps that', async () => {
		const failed = await seed('Anna', { state: 'failed' });
		const { items, run } = await create('useIt', await rows('Anna'));
		expect(items[0]!.json).toMatchObject({ created: true });
		expect(items[0]!.json.id).not.toBe(failed);
		expect(await changes()).toEqual(['POST /model']);
		expect(JSON.stringify(run.data.resultData.runData['Node']![0]!.hints)).toContain(failed);
		expect((await create('useIt', await rows('Anna'))).items[0]!.json).toMatchObject({ created: false });
	});

	test('waits for a voice in training', async () => {
		const id = await seed('Anna', { state: 'training' });
		const at = { waitTimeout: 1 };
		const { error } = await create('useIt', await rows('Anna'), at);
		expect(error?.message).toBe("The voice 'Anna' was not trained after 1 seconds [item 0]");
		const { items } = await create('useIt', await rows('Anna'), { waitUntilTrained: false });
		expect(items[0]!.json).toMatchObject({ id, state: 'training', created: false });
	});

	test('bills no transcript for a voice that exists', async () => {
		await seed('Anna');
		await create('useIt', await rows('Anna', 'Anna'), { options: { transcribeSamples: true } });
		expect((await stage.sandbox.requests()).some(({ path }) => path === '/v1/asr')).toBe(false);
	});

	test('makes no second voice where an answer is lost', async () => {
		const match = { method: 'POST', path: '^/model$' };
		await stage.sandbox.fault({ match, fault: { kind: 'reset', phase: 'after' }, times: 1 });
		const { items } = await create('useIt', await rows('Anna', 'Anna'));
		expect(items.map(({ json }) => json.created)).toEqual([true, false]);
		expect(await voices()).toBe(1);
	});
});

describe('Replace It', () => {
	test('creates the new voice first, and deletes the old one when the new one is trained', async () => {
		const old = await seed('Anna');
		await stage.sandbox.settings({ trainingMs: 900 });
		const { items, error } = await create('replaceIt', await rows('Anna'));
		expect(error).toBeUndefined();
		const id = items[0]!.json.id as string;
		expect(items[0]!.json).toMatchObject({ title: 'Anna', state: 'trained', created: true, replaced: old });
		expect(id).not.toBe(old);
		const requests = await asked();
		expect(requests.slice(0, 3)).toEqual(['GET /model', 'POST /model', `GET /model/${id}`]);
		expect(requests.slice(-2)).toEqual([`GET /model/${old}`, `DELETE /model/${old}`]);
		expect(await voices()).toBe(1);
	});

	test('run every night, leaves one voice', async () => {
		const replaced: unknown[] = [];
		const ids: unknown[] = [];
		for (let night = 0; night < 3; night++) {
			const [{ json }] = (await create('replaceIt', await rows('Anna'))).items as [INodeExecutionData];
			replaced.push(json.replaced);
			ids.push(json.id);
		}
		expect(replaced).toEqual([undefined, ids[0], ids[1]]);
		expect(await voices()).toBe(1);
	});

	test('keeps the old voice where the training of the new one fails, and can run again', async () => {
		const old = await seed('Anna');
		await stage.sandbox.settings({ trainingMs: 50, trainingResult: 'failed' });
		const { error } = await create('replaceIt', await rows('Anna'));
		expect(error?.message).toBe("The training of the voice 'Anna' failed [item 0]");
		expect(error?.description).toContain(`The old voice (ID ${old}) is kept.`);
		expect(await changes()).toEqual(['POST /model']);
		await stage.sandbox.settings({ trainingMs: 0, trainingResult: 'trained' });
		const { items } = await create('replaceIt', await rows('Anna'));
		expect(items[0]!.json).toMatchObject({ replaced: old });
	});

	test('keeps the old voice where the time runs out', async () => {
		const old = await seed('Anna');
		await stage.sandbox.settings({ trainingMs: 60_000 });
		const at = { waitTimeout: 1 };
		const { error } = await create('replaceIt', await rows('Anna'), at);
		expect(error?.message).toBe("The voice 'Anna' was not trained after 1 seconds [item 0]");
		expect(error?.description).toContain(`The old voice (ID ${old}) is kept.`);
		expect(await changes()).toEqual(['POST /model']);
	});

	test('keeps both where the execution is stopped', async () => {
		await seed('Anna');
		await stage.sandbox.settings({ trainingMs: 60_000 });
		const parameters = { operation: 'create', title: 'Anna', options: { ifTitleExists: 'replaceIt' } };
		const waiting = async (): Promise<boolean> => (await asked()).some((one) => one.startsWith('GET /model/'));
		await stage.cancel('voiceClone', parameters, await rows('Anna'), waiting);
		expect(await changes()).toEqual(['POST /model']);
	});

	test('keeps the new voice where the old one cannot be deleted, and says so', async () => {
		const old = await seed('Anna');
		await stage.sandbox.fault({ match: { method: 'DELETE' }, fault: { kind: 'status', status: 403 }, times: 9 });
		const { error } = await create('replaceIt', await rows('Anna'));
		expect(error?.description).toMatch(/The new voice is trained \(ID [0-9a-f]{32}\)/);
		expect(error?.description).toContain(`the old one (ID ${old}) may still exist`);
		expect(await voices()).toBe(2);
	});

	test('never takes the old voice for the new one, where no answer came', async () => {
		const old = await seed('Anna', { createdAt: Date.now() });
		const match = { method: 'POST', path: '^/model$' };
		await stage.sandbox.fault({ match, fault: { kind: 'reset', phase: 'before' }, times: 1 });
		const { items } = await create('replaceIt', await rows('Anna'));
		expect(items[0]!.json).toMatchObject({ created: true, replaced: old });
		expect(items[0]!.json.id).not.toBe(old);
		expect(await voices()).toBe(1);
	});

	test('names the old voice as replaced, where the answer to its deletion is lost', async () => {
		const old = await seed('Anna');
		await stage.sandbox.fault({ match: { method: 'DELETE' }, fault: { kind: 'reset', phase: 'after' }, times: 1 });
		const { items } = await create('replaceIt', await rows('Anna'));
		expect(items[0]!.json).toMatchObject({ created: true, replaced: old });
		expect(await voices()).toBe(1);
	});

	test('replaces a failed voice where there is no other', async () => {
		const old = await seed('Anna', { state: 'failed' });
		expect((await create('replaceIt', await rows('Anna'))).items[0]!.json).toMatchObject({ replaced: old });
	});

	test.each(['anna', 'Anna 2'])('never deletes %j', async (other) => {
		await seed(other);
		const { items } = await create('replaceIt', await rows('Anna'));
		expect(items[0]!.json).toMatchObject({ created: true });
		expect(items[0]!.json).not.toHaveProperty('replaced');
		expect(await changes()).toEqual(['POST /model']);
	});

	test('never deletes a voice that got another title meanwhile', async () => {
		const old = await seed('Anna');
		const items = await rows('Anna');
		await stage.sandbox.settings({ trainingMs: 3_600_000 });
		const running = create('replaceIt', items);
		await until(async () => (await asked()).some((one) => one.startsWith('GET /model/')));
		await stage.sandbox.patchVoice(old, { title: 'Anna, the first' });
		const id = (await newest())!;
		await stage.sandbox.patchVoice(id, { state: 'trained' });
		const { items: out } = await running;
		expect(out[0]!.json).toMatchObject({ id, created: true });
		expect(out[0]!.json).not.toHaveProperty('replaced');
		expect(await voices()).toBe(2);
	});

	test('refuses a second item of the title before anything is made', async () => {
		await seed('Anna');
		const { error } = await create('replaceIt', await rows('Anna', 'Anna'));
		expect(error?.message).toBe("'Title' is also the title of an earlier item: 'Anna' [item 1]");
		expect(await changes()).toEqual([]);
	});
});

describe('several voices of the title', () => {
	test.each(['useIt', 'replaceIt'])('are listed before anything is sent: %s', async (choice) => {
		const [one, two] = [await seed('Anna'), await seed('Anna', { state: 'training' })];
		const { error } = await create(choice, await rows('Ben', 'Anna'));
		expect(error?.message).toBe("'Title' is the title of 2 of your voices: 'Anna' [item 1]");
		expect(error?.description).toContain(one);
		expect(error?.description).toContain(`${two} (in training, created 2026-01-01)`);
		expect(await changes()).toEqual([]);
	});

	test('fail only their item where the node continues', async () => {
		await seed('Anna');
		await seed('Anna');
		const { items } = await create('useIt', await rows('Ben', 'Anna'), {}, 'continueRegularOutput');
		expect(items.map(({ json }) => json.created ?? 'failed')).toEqual([true, 'failed']);
	});
});

test('a look-up that fails creates nothing', async () => {
	const match = { method: 'GET', path: '^/model$' };
	await stage.sandbox.fault({ match, fault: { kind: 'status', status: 403 }, times: 9 });
	const { error } = await create('useIt', await rows('Anna'));
	expect(error).toBeDefined();
	expect(await changes()).toEqual([]);
});

test.each<[string, INodeParameters, string]>([
	['useIt', { title: ' ' }, "'Title' is empty [item 0]"],
	['replaceIt', { title: ' ' }, "'Title' is empty [item 0]"],
	['={{ "never" }}', {}, "'If the Title Exists' cannot be 'never' [item 0]"],
])('bad input sends nothing: %s', async (choice, more, message) => {
	const { error } = await create(choice, await rows('Anna'), more);
	expect(error?.message).toBe(message);
	expect(await asked()).toEqual([]);
});

describe('Report an Error', () => {
	test('makes a voice where no other has the title, and none the next time', async () => {
		const first = await create('fail', await rows('Anna'));
		expect(first.items[0]!.json).toMatchObject({ title: 'Anna', created: true });
		const { error } = await create('fail', await rows('Ben', 'Anna'));
		expect(error?.message).toBe("You have a voice of this title already: 'Anna' [item 1]");
		expect(error?.description).toContain(String(first.items[0]!.json.id));
		expect(await changes()).toEqual(['POST /model']);
	});

	test('a voice whose training failed does not count, and several are listed', async () => {
		await seed('Ben', { state: 'failed' });
		expect((await create('fail', await rows('Ben'))).items[0]!.json).toMatchObject({ created: true });
		const ids = [await seed('Anna'), await seed('Anna', { state: 'training' })];
		const { error } = await create('fail', await rows('Anna'));
		expect(error?.message).toBe("You have 2 voices of this title already: 'Anna' [item 0]");
		for (const id of ids) expect(error?.description).toContain(id);
	});

	test('refuses a second item of the title before anything is made', async () => {
		const { error } = await create('fail', await rows('Anna', 'Anna'));
		expect(error?.message).toBe("'Title' is also the title of an earlier item: 'Anna' [item 1]");
		expect(await changes()).toEqual([]);
	});
});
