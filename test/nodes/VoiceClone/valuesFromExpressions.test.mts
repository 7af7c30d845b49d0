import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { setStage } from '../../support/stage.mts';

const stage = setStage();

const run = async (operation: string, parameters: INodeParameters, items: INodeExecutionData[] = [{ json: {} }]) =>
	await stage.engine.runNode('voiceClone', { resource: 'voice', operation, ...parameters }, items);

const sent = async (method: string) =>
	(await stage.sandbox.requests()).filter((request) => request.method === method).map(({ body }) => body);

describe('an update from a sheet', () => {
	const update = async (updateFields: object, json: object = {}) => {
		const { ids } = await stage.sandbox.seedVoices({ count: 1, state: 'trained' });
		const { error } = await run(
			'update',
			{ voice: { __rl: true, mode: 'id', value: ids[0]! }, updateFields: updateFields as never },
			[{ json: json as never }],
		);
		return { error, changes: (await sent('PATCH'))[0] };
	};

	test.each<[string, object]>([
		['an empty cell', { cell: '' }],
		['a missing column', {}],
		['null', { cell: null }],
		['a space', { cell: ' ' }],
	])('changes no field whose value is %s', async (_, json) => {
		const fields = {
			description: '={{ $json.cell }}',
			tags: '={{ $json.cell }}',
			visibility: '={{ $json.cell }}',
			coverImageField: '={{ $json.cell }}',
		};
		expect((await update({ ...fields, title: 'Anna' }, json)).changes).toEqual({ title: 'Anna' });
		const { error, changes } = await update({ ...fields, title: '={{ $json.cell }}' }, json);
		expect(error?.message).toBe('There is nothing to update [item 0]');
		expect(error?.description).toContain('changes nothing');
		expect(changes).toEqual({ title: 'Anna' });
	});

	test('clears what is left empty in the panel', async () => {
		expect((await update({ description: '', tags: '' })).changes).toEqual({ description: '', tags: [] });
	});

	test('clears tags by an empty list', async () => {
		expect((await update({ tags: '={{ [] }}' })).changes).toEqual({ tags: [] });
	});

	test('refuses a title that is left empty', async () => {
		expect((await update({ title: ' ' })).error?.message).toBe("'Title' is empty [item 0]");
	});

	test("accepts the panel's name of a visibility", async () => {
		expect((await update({ visibility: '={{ "Unlisted" }}' })).changes).toEqual({ visibility: 'unlist' });
	});
});

describe('a new voice', () => {
	const create = async (parameters: INodeParameters, json: object = {}) => {
		const item = await stage.itemWith({
			data: [await stage.recording(), 'a.wav', 'audio/wav'],
			b: [await stage.recording('mp3'), 'b.mp3', 'audio/mpeg'],
		});
		const { error } = await run('create', { title: 'Anna', ...parameters }, [{ ...item, json: json as never }]);
		const fields = (await sent('POST'))[0]?.fields as Array<[string, string]> | undefined;
		return { error, of: (name: string) => fields?.filter(([one]) => one === name).map(([, value]) => value) };
	};

	test.each(['\u200b', '\u2800', '\u3164', '\u00ad \ufe0f', '\0'])(
		'cannot have an invisible title: %j',
		async (title) => {
			const { error, of } = await create({ title: `={{ ${JSON.stringify(title)} }}` });
			expect(error?.message).toBe("'Title' is empty [item 0]");
			expect(of('title')).toBeUndefined();
		},
	);

	test('has its title in one line, without invisible characters', async () => {
		expect((await create({ title: '={{ "An\\u00adna,\\n warm\\u200b \\u0000and calm" }}' })).of('title')).toEqual([
			'Anna, warm and calm',
		]);
	});

	test.each<[string, unknown]>([
		['text', 'ivr, english'],
		['a list', '={{ ["ivr", "english"] }}'],
		['a list written as JSON', '={{ \'["ivr", "english"]\' }}'],
		['text with semicolons', 'ivr; english'],
		['lines', 'ivr\r\nenglish\n'],
		['text with Chinese commas', 'ivr，english、'],
		['text with Arabic commas', 'ivr، english'],
		['a list with empty entries', '={{ ["ivr", "", null, "\\u200b", "english"] }}'],
	])('accepts tags as %s', async (_, tags) => {
		expect((await create({ options: { tags: tags as never } })).of('tags')).toEqual(['ivr', 'english']);
	});

	test('has no tags from an empty list, and accepts a list of numbers', async () => {
		expect((await create({ options: { tags: '[]', transcripts: ' [ ]' } })).of('tags')).toEqual([]);
		await stage.sandbox.clearRequests();
		expect((await create({ options: { tags: '[2025, 2026]' } })).of('tags')).toEqual(['2025', '2026']);
	});

	test.each<[string, string, unknown]>([
		['tags', 'Tags', [{ name: 'ivr' }]],
		['tags', 'Tags', '["x", { "name": "ivr" }]'],
		['tags', 'Tags', '[{ "name": "ivr" }]'],
		['transcripts', 'Transcripts', [{ json: { text: 'One.' } }]],
		['designSignatures', 'Voice Design Signatures', ['x', ['y']]],
	])('refuses a list of objects: %s', async (name, label, list) => {
		const { error, of } = await create({ options: { [name]: '={{ $json.list }}' } }, { list });
		expect(error?.message).toMatch(new RegExp(`^Entry [12] of '${label}' is not a text`));
		expect(of('title')).toBeUndefined();
	});

	test('accepts transcripts with blank lines between them', async () => {
		expect((await create({ sampleFields: 'data, b', options: { transcripts: 'One.\n\nTwo.\n' } })).of('texts')).toEqual(
			['One.', 'Two.'],
		);
	});

	test.each(['title', 'description', 'tags', 'transcripts'])('refuses half a character in %s', async (name) => {
		const half = '={{ "Hi \\ud83d" }}';
		const { error, of } = await create(name === 'title' ? { title: half } : { options: { [name]: half } });
		expect(error?.message).toMatch(/^'(Title|Description|Tags|Transcripts)' contains half a character/);
		expect(of('title')).toBeUndefined();
	});

	test('refuses an invisible transcript', async () => {
		const { error } = await create({ sampleFields: 'data, b', options: { transcripts: '={{ ["One.", "\\u200b"] }}' } });
		expect(error?.message).toBe("Transcript 2 in 'Transcripts' is empty [item 0]");
	});
});

describe('a design', () => {
	test.each(['\u200b', '\u2800\u00ad'])('refuses an invisible prompt: %j', async (prompt) => {
		expect((await run('design', { prompt })).error?.message).toBe("'Prompt' is empty [item 0]");
		expect(await sent('POST')).toEqual([]);
	});

	test('accepts a language in the form of a locale', async () => {
		await run('design', { prompt: 'A calm voice', options: { language: 'en_US' } });
		expect((await sent('POST'))[0]).toMatchObject({ language: 'en-US' });
	});
});

describe('the trigger', () => {
	const poll = async (parameters: INodeParameters) =>
		await stage.engine.trigger(parameters, {}, { mode: 'manual' }).poll();

	test('accepts switches, events and filters from expressions', async () => {
		await stage.sandbox.seedVoices({ count: 1, state: 'trained' });
		const found = await poll({
			events: '={{ "Voice Trained" }}',
			simplify: '={{ "FALSE" }}',
			filters: { title: '', tags: '={{ [] }}' },
		});
		expect(found?.[0]?.json).toHaveProperty('_id');
		expect((await poll({ simplify: '={{ " true " }}' }))?.[0]?.json).toHaveProperty('id');
	});

	test('ignores invisible characters in filters', async () => {
		await stage.sandbox.seedVoices({ count: 1, state: 'trained' });
		expect(await poll({ filters: { title: ' see\u200bded\n vo\u00adice' } })).toHaveLength(1);
	});

	test.each<[string, INodeParameters, string]>([
		['a switch', { simplify: '={{ "maybe" }}' }, "'Simplify' cannot be 'maybe'"],
		[
			'a switch that a test does not need',
			{ includeExisting: '={{ "maybe" }}' },
			"'Include Existing Voices' cannot be 'maybe'",
		],
		['an event', { events: '={{ ["made"] }}' }, "'Events' cannot be 'made'"],
		['no event', { events: '={{ [] }}' }, "'Events' is empty"],
		['a filter', { filters: { title: '={{ ({ a: 1 }) }}' } }, "'Title' is not a text"],
		['tags', { filters: { tags: '={{ [{ name: "x" }] }}' } }, "Entry 1 of 'Tags' is not a text"],
	])('reports %s that is not valid', async (_, parameters, message) => {
		const error = await poll(parameters).catch((reason: unknown) => reason as Error & { description?: string });
		expect(error).toMatchObject({ message, description: expect.stringMatching(/\.$/) });
		expect(await stage.sandbox.requests()).toEqual([]);
	});
});
