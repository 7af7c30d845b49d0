import { setStage } from '../../support/stage.mts';

const stage = setStage();

const idle = async (): Promise<number> => (await stage.sandbox.requests()).length;

test('fires once for a voice, when its training ends', async () => {
	await stage.sandbox.seedVoices({ count: 3, title: 'Existing' });
	const { poll } = stage.engine.trigger();
	expect(await poll()).toBeNull();
	await stage.sandbox.settings({ trainingMs: 60_000 });
	const item = await stage.itemWith({ data: [await stage.recording(), 'a.wav', 'audio/wav'] });
	const create = { operation: 'create', title: 'Anna', waitUntilTrained: false };
	const { items } = await stage.engine.runNode('voiceClone', create, [item]);
	const id = items[0]!.json.id as string;
	expect(await poll()).toBeNull();
	await stage.sandbox.patchVoice(id, { state: 'trained' });
	expect(await poll()).toEqual([
		{ json: expect.objectContaining({ id, title: 'Anna', state: 'trained', url: `https://fish.audio/m/${id}` }) },
	]);
	expect(await poll()).toBeNull();
});

test('continues from the saved data after a restart', async () => {
	const before = stage.engine.trigger();
	await before.poll();
	const { ids } = await stage.sandbox.seedVoices({ count: 1, title: 'First' });
	expect(await before.poll()).toHaveLength(1);
	const saved = before.staticData()['node:Trigger'] as { cursor: unknown };
	expect(saved.cursor).toBeDefined();
	await stage.sandbox.seedVoices({ count: 1, title: 'Second' });
	const after = stage.engine.trigger({}, before.staticData());
	const fired = await after.poll();
	expect(fired?.map(({ json }) => json.title)).toEqual(['Second']);
	expect(fired?.[0]!.json.id).not.toBe(ids[0]);
});

test('sends one request in an idle poll, however many voices there are', async () => {
	await stage.sandbox.seedVoices({ count: 100_000, spacingMs: 10 });
	const { poll, staticData } = stage.engine.trigger();
	await poll();
	await stage.sandbox.clearRequests();
	expect(await poll()).toBeNull();
	expect(await idle()).toBe(1);
	expect(JSON.stringify(staticData()).length).toBeLessThan(4_096);
});

test('sends no more requests for voices that have been in training for weeks', async () => {
	const day = 86_400_000;
	await stage.sandbox.seedVoices({ count: 30, state: 'created', createdAt: Date.now() - 30 * day });
	await stage.sandbox.seedVoices({ count: 120, createdAt: Date.now() - day });
	const { poll, staticData } = stage.engine.trigger();
	for (let tick = 0; tick < 4; tick++) await poll();
	await stage.sandbox.clearRequests();
	expect(await poll()).toBeNull();
	expect(await idle()).toBe(1);
	expect(JSON.stringify(staticData()).length).toBeLessThan(4_096);
});

test('continues after short pages that say there is more', async () => {
	const { poll } = stage.engine.trigger();
	await poll();
	const { ids } = await stage.sandbox.seedVoices({ count: 350 });
	await stage.sandbox.fault({ match: { path: '^/model$' }, fault: { kind: 'shortPage', missing: 60 }, times: 3 });
	const fired: unknown[] = [];
	for (let tick = 0; tick < 3; tick++) fired.push(...((await poll()) ?? []).map(({ json }) => json.id));
	expect(fired).toHaveLength(350);
	expect(new Set(fired)).toEqual(new Set(ids));
});

test('fires for existing voices with Include Existing Voices', async () => {
	await stage.sandbox.seedVoices({ count: 130 });
	const { poll } = stage.engine.trigger({ includeExisting: true });
	const fired = await poll();
	expect(new Set(fired?.map(({ json }) => json.id)).size).toBe(130);
	expect(await poll()).toBeNull();
});

test('fires by events and filters, and never later for voices that they exclude', async () => {
	const failed = stage.engine.trigger({ events: ['failed'] });
	const both = stage.engine.trigger({ events: ['trained', 'failed'], filters: { title: 'ann', tags: 'ivr, en' } });
	await failed.poll();
	await both.poll();
	await stage.sandbox.seedVoices({ title: 'Anna', state: 'trained', tags: ['en', 'IVR', 'x'], count: 1 });
	await stage.sandbox.seedVoices({ title: 'Anna', state: 'failed', tags: ['ivr'], count: 1 });
	await stage.sandbox.seedVoices({ title: 'Ben', state: 'failed', tags: ['ivr', 'en'], count: 1 });
	expect((await failed.poll())?.map(({ json }) => json.state)).toEqual(['failed', 'failed']);
	expect((await both.poll())?.map(({ json }) => [json.title, json.state])).toEqual([['Anna', 'trained']]);
	expect(await both.poll()).toBeNull();
});

test('returns raw voices if Simplify is off', async () => {
	const { poll } = stage.engine.trigger({ simplify: false });
	await poll();
	await stage.sandbox.seedVoices({ count: 1 });
	expect((await poll())?.[0]!.json).toMatchObject({ _id: expect.any(String), train_mode: 'fast' });
});

test('loses nothing if a poll fails: the next one fires', async () => {
	const { poll } = stage.engine.trigger();
	await poll();
	await stage.sandbox.seedVoices({ count: 1 });
	await stage.sandbox.fault({ fault: { kind: 'status', status: 403 } });
	await expect(poll()).rejects.toThrow('Fish Audio does not allow this with the API key');
	expect(await poll()).toHaveLength(1);
});

test('fires once if polls overlap', async () => {
	const { poll } = stage.engine.trigger();
	await poll();
	await stage.sandbox.seedVoices({ count: 1 });
	await stage.sandbox.fault({ fault: { kind: 'slow', delayMs: 100 } });
	const fired = await Promise.all([poll(), poll(), poll()]);
	expect(fired.filter((items) => items !== null)).toHaveLength(1);
});

test('reads fewer pages if time is short, and the rest with the next polls', async () => {
	const { poll } = stage.engine.trigger({}, {}, { budget: 4_000 });
	await poll();
	await stage.sandbox.seedVoices({ count: 350 });
	await stage.sandbox.fault({ fault: { kind: 'slow', delayMs: 900 }, times: -1 });
	const fired: unknown[][] = [];
	while (fired.flat().length < 350) fired.push(((await poll()) ?? []).map(({ json }) => json.id));
	expect(fired.length).toBeGreaterThan(1);
	expect(new Set(fired.flat()).size).toBe(350);
	expect(fired.flat()).toHaveLength(350);
});

test('fires with the next poll if n8n has given one up', async () => {
	const { poll } = stage.engine.trigger({}, {}, { budget: 1_500 });
	await poll();
	await stage.sandbox.seedVoices({ count: 1 });
	await stage.sandbox.fault({ fault: { kind: 'slow', delayMs: 1_800 } });
	await expect(poll()).rejects.toThrow('Fish Audio answered too slowly for this poll');
	expect(await poll()).toHaveLength(1);
});

describe('a test in the editor', () => {
	test('shows the newest voice that would fire, and saves nothing', async () => {
		await stage.sandbox.seedVoices({ count: 1, title: 'Old', createdAt: '2026-01-01T00:00:00Z' });
		await stage.sandbox.seedVoices({ count: 1, title: 'New' });
		await stage.sandbox.seedVoices({ count: 1, title: 'Not yet', state: 'training' });
		const { poll, staticData } = stage.engine.trigger({}, {}, { mode: 'manual' });
		expect((await poll())?.map(({ json }) => json.title)).toEqual(['New']);
		expect(JSON.stringify(staticData())).not.toContain('cursor');
	});

	test('says what to do if there is no such voice', async () => {
		const said = async (): Promise<unknown> =>
			await stage.engine
				.trigger({}, {}, { mode: 'manual' })
				.poll()
				.catch(({ message, description }: { message: string; description: string }) => [message, description]);
		expect(await said()).toEqual(['Your account has no voices yet', expect.stringContaining('Create one')]);
		await stage.sandbox.seedVoices({ state: 'training' });
		expect(await said()).toEqual([
			'None of your newest voices would start this workflow yet',
			expect.stringContaining("change 'Events'"),
		]);
	});
});
