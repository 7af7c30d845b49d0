import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { shortenWaits } from '../../support/shortWaits.mts';
import { setStage } from '../../support/stage.mts';

const stage = setStage();
shortenWaits();

const voice = (value: string, mode = 'id') => ({ __rl: true, mode, value });
const unknownId = 'ab'.repeat(16);

const run = async (parameters: INodeParameters, items?: INodeExecutionData[], onError?: 'continueRegularOutput') =>
	await stage.engine.runNode('voiceClone', parameters, items, onError ? { onError } : {});
const create = async (parameters: INodeParameters, items?: INodeExecutionData[], onError?: 'continueRegularOutput') =>
	await run({ operation: 'create', title: 'Anna', ...parameters }, items, onError);

/** The fields and files that the API received to create a voice. */
async function sent(): Promise<{ fields: string[][]; files: Array<Record<string, unknown>> }> {
	const request = (await stage.sandbox.requests()).find(({ method }) => method === 'POST');
	return request!.body as { fields: string[][]; files: Array<Record<string, unknown>> };
}

async function withSamples(count: number): Promise<INodeExecutionData> {
	const files = await Promise.all(
		Array.from({ length: count }, async (_, number) => [
			`sample${number}`,
			[await stage.recording('wav', `Recording number ${number}.`), `take ${number}.wav`, 'audio/wav'],
		]),
	);
	return await stage.itemWith(Object.fromEntries(files));
}

describe('create', () => {
	test('creates a private voice from one sample, and simplifies it', async () => {
		const wav = await stage.recording();
		const { items, error } = await create({}, [await stage.itemWith({ data: [wav, 'anna.wav', 'audio/wav'] })]);
		expect(error).toBeUndefined();
		expect(items).toEqual([
			{
				json: {
					advice: ['The recording is only 0.2 seconds long. Each recording should have at least 10 seconds of speech.'],
					id: expect.stringMatching(/^[0-9a-f]{32}$/),
					title: 'Anna',
					description: '',
					state: 'trained',
					visibility: 'private',
					tags: [],
					languages: expect.any(Array),
					createdAt: expect.any(String),
					url: `https://fish.audio/m/${items[0]!.json.id as string}`,
					created: true,
					sampleFiles: [{ fileName: 'anna.wav', seconds: expect.any(Number) }],
				},
				pairedItem: { item: 0 },
			},
		]);
		const { fields, files } = await sent();
		expect(Object.fromEntries(fields)).toMatchObject({
			type: 'tts',
			train_mode: 'fast',
			title: 'Anna',
			visibility: 'private',
			enhance_audio_quality: 'true',
			generate_sample: 'false',
		});
		expect(files).toMatchObject([{ name: 'voices', filename: 'anna.wav', type: 'audio/wav', bytes: wav.length }]);
	});

	test('returns the raw answer if Simplify is off', async () => {
		const { items } = await create({ simplify: false, sampleFields: 'sample0' }, [await withSamples(1)]);
		expect(items[0]!.json).toMatchObject({
			_id: expect.any(String),
			type: 'tts',
			train_mode: 'fast',
			author: expect.any(Object),
		});
	});

	test.each<[string, unknown]>([
		['a comma list', 'sample0, sample2,sample1'],
		['a list by expression', '={{ ["sample0", "sample2", "sample1"] }}'],
	])('sends several fields, as %s, in order and with their transcripts', async (_, sampleFields) => {
		const options = { transcripts: 'Zero.\nTwo.\nOne.' };
		const { error } = await create({ sampleFields: sampleFields as string, options }, [await withSamples(3)]);
		expect(error).toBeUndefined();
		const { fields, files } = await sent();
		expect(files.map(({ filename }) => filename)).toEqual(['take 0.wav', 'take 2.wav', 'take 1.wav']);
		expect(fields.filter(([name]) => name === 'texts').map(([, text]) => text)).toEqual(['Zero.', 'Two.', 'One.']);
	});

	test('sends all audio fields of the item, recognised by their content, and no other files', async () => {
		const item = await stage.itemWith({
			opus: [await stage.recording('opus'), 'note.oga', 'application/octet-stream'],
			notes: [Buffer.from('just a text'), 'notes.txt', 'text/plain'],
			mp3: [await stage.recording('mp3'), undefined, 'audio/mpeg'],
		});
		const { error } = await create({ sampleSource: 'allAudioFields' }, [item]);
		expect(error).toBeUndefined();
		const { files } = await sent();
		expect(files).toMatchObject([
			{ filename: 'note.oga', type: 'audio/ogg' },
			{ filename: 'mp3.mp3', type: 'audio/mpeg' },
		]);
	});

	test('makes one voice from all input items together, paired with each of them', async () => {
		const items = await Promise.all(
			[0, 1, 2].map(async (number) => ({
				...(await stage.itemWith({
					data: [await stage.recording('wav', `Number ${number}`), `${number}.wav`, 'audio/wav'],
				})),
				json: { said: `Number ${number}.` },
			})),
		);
		const options = { transcripts: '={{ $json.said }}' };
		const { items: out, error } = await create({ sampleSource: 'allItems', options }, items);
		expect(error).toBeUndefined();
		expect(out).toHaveLength(1);
		expect(out[0]!.pairedItem).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		const { fields, files } = await sent();
		expect(files.map(({ filename }) => filename)).toEqual(['0.wav', '1.wav', '2.wav']);
		expect(fields.filter(([name]) => name === 'texts').map(([, text]) => text)).toEqual([
			'Number 0.',
			'Number 1.',
			'Number 2.',
		]);
	});

	test('sends every other setting', async () => {
		const png = Buffer.from(
			'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
			'base64',
		);
		const item = await stage.itemWith({
			data: [await stage.recording(), 'a.wav', 'audio/wav'],
			cover: [png, 'cover.png', 'image/png'],
		});
		const options = {
			description: 'Warm',
			tags: 'ivr, english',
			coverImageField: 'cover',
			enhanceAudioQuality: false,
			generateSample: true,
		};
		const { items, error } = await create({ visibility: 'unlist', options }, [item]);
		expect(error).toBeUndefined();
		expect(items[0]!.json).toMatchObject({ description: 'Warm', tags: ['ivr', 'english'], visibility: 'unlist' });
		const { fields, files } = await sent();
		expect(Object.fromEntries(fields)).toMatchObject({ enhance_audio_quality: 'false', generate_sample: 'true' });
		expect(files).toContainEqual(
			expect.objectContaining({ name: 'cover_image', filename: 'cover.png', type: 'image/png' }),
		);
	});

	test('sends names with quotes, line breaks, paths and other scripts as one part each', async () => {
		const wav = await stage.recording();
		const item = await stage.itemWith({
			a: [wav, '../../etc/"x"\r\n.wav', 'audio/wav'],
			b: [wav, 'голос 声音.wav', 'audio/wav'],
		});
		const { error } = await create({ title: 'Größe "1"\nzwei', sampleFields: 'a,b' }, [item]);
		expect(error).toBeUndefined();
		expect((await sent()).files.map(({ filename }) => filename)).toEqual(['x.wav', 'голос 声音.wav']);
	});

	test('creates a voice for each item, in order and paired', async () => {
		const items = await Promise.all(
			['Anna', 'Ben', 'Chris'].map(async (title) => ({
				...(await stage.itemWith({ data: [await stage.recording('wav', title), `${title}.wav`, 'audio/wav'] })),
				json: { title },
			})),
		);
		const { items: out } = await create({ title: '={{ $json.title }}' }, items);
		expect(out.map(({ json, pairedItem }) => [json.title, pairedItem])).toEqual([
			['Anna', { item: 0 }],
			['Ben', { item: 1 }],
			['Chris', { item: 2 }],
		]);
	});

	test('waits until the voice is trained', async () => {
		await stage.sandbox.settings({ trainingMs: 600 });
		const one = [await withSamples(1)];
		const quick = await create({ sampleFields: 'sample0', waitUntilTrained: false }, one);
		expect(quick.items[0]!.json.state).not.toBe('trained');
		const { items } = await create({ sampleFields: 'sample0', title: 'Ben' }, one);
		expect(items[0]!.json).toMatchObject({ title: 'Ben', state: 'trained' });
	});

	test('ends the wait when the execution is stopped', async () => {
		await stage.sandbox.settings({ trainingMs: 60_000 });
		const parameters = { operation: 'create', title: 'Anna', sampleFields: 'sample0' };
		const looking = async () => (await stage.sandbox.requests()).some(({ method }) => method === 'GET');
		await stage.cancel('voiceClone', parameters, [await withSamples(1)], looking);
	});

	test('names the voice in the error if its training fails or takes too long', async () => {
		const one = [await withSamples(1)];
		await stage.sandbox.settings({ trainingMs: 50, trainingResult: 'failed' });
		const failed = await create({ sampleFields: 'sample0' }, one);
		expect(failed.error?.message).toBe("The training of the voice 'Anna' failed [item 0]");
		await stage.sandbox.settings({ trainingMs: 60_000 });
		const late = await create({ sampleFields: 'sample0', title: 'Ben', waitTimeout: 1 }, one);
		expect(late.error?.message).toBe("The voice 'Ben' was not trained after 1 seconds [item 0]");
		expect(late.error?.description).toMatch(/ID [0-9a-f]{32}/);
	});

	test.each<[string, INodeParameters, string]>([
		['no title', { title: ' ' }, "'Title' is empty"],
		['no sample field', { sampleFields: ' , ' }, 'There is no sample to create a voice from'],
		['a missing field', { sampleFields: 'data, nope' }, "The item has no file in the field 'nope'"],
		['an empty file', { sampleFields: 'data, empty' }, 'Sample 2 is empty'],
		['a text called .wav', { sampleFields: 'fake' }, 'Sample 1 is not audio'],
		['an audio field that is empty', { sampleSource: 'allAudioFields' }, 'Sample 2 is empty'],
		[
			'too few transcripts',
			{ sampleFields: 'data, data', options: { transcripts: 'One' } },
			"'Transcripts' has 1 entry for 2 samples",
		],
		[
			'an empty transcript',
			{ sampleFields: 'data, data', options: { transcripts: ['One', ''] } },
			"Transcript 2 in 'Transcripts' is empty",
		],
		['public', { visibility: 'public' }, "'Visibility' cannot be 'public'"],
		['a cover that is not a picture', { options: { coverImageField: 'fake' } }, 'The cover image is not a picture'],
		[
			'21 samples',
			{ sampleFields: Array(21).fill('data').join() },
			'There are 21 samples, and Fish Audio takes at most 20',
		],
		['an object as title', { title: '={{ $json }}' }, "'Title' is not a text"],
		['an unknown visibility', { visibility: '={{ "secret" }}' }, "'Visibility' cannot be 'secret'"],
		['an unknown source', { sampleSource: 'x' }, "'Samples From' cannot be 'x'"],
		[
			'a source by expression, which could take some items together and others not',
			{ sampleSource: '={{ "allItems" }}' },
			"'Samples From' cannot be '{{",
		],
		['a wait of 0 seconds', { waitUntilTrained: true, waitTimeout: 0 }, "'Wait Timeout (Seconds)' is 0"],
	])('reports %s, with the item, before anything is sent', async (_, parameters, message) => {
		const wav = await stage.recording();
		const item = await stage.itemWith({
			data: [wav, 'a.wav', 'audio/wav'],
			empty: [Buffer.alloc(0), 'empty.wav', 'audio/wav'],
			fake: [Buffer.from('This is a text, not a recording.'), 'voice.wav', 'audio/wav'],
		});
		const good = await stage.itemWith({ data: [wav, 'a.wav', 'audio/wav'] });
		const { error } = await create(parameters, [item]);
		expect(error?.message).toContain(message);
		expect(error?.message).toContain('[item 0]');
		expect(error?.description).toBeTruthy();
		expect(await stage.sandbox.requests()).toEqual([]);
		const titled = { title: "={{ $itemIndex === 0 ? 'Anna' : 'Ben' }}", ...parameters };
		const { items } = await create(titled, [item, good], 'continueRegularOutput');
		expect(items).toHaveLength(2);
		expect(items[0]!.json.error).toContain(message);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	test('names the choices as the panel does, each once', async () => {
		const { error } = await create({ sampleSource: 'item' }, [await withSamples(1)]);
		expect(error?.description).toBe(
			"Choose one of: 'One Voice per Item' (fields), 'One Voice From All Items' (allItems), 'One Voice per Item, " +
				"From All Its Audio' (allAudioFields), 'One Voice per Item, From URLs' (urls).",
		);
	});

	test('reads lines that are the same for each item as one list, with all items together', async () => {
		const one = await withSamples(1);
		const options = { transcripts: 'First.\nSecond.' };
		const { error } = await create({ sampleSource: 'allItems', sampleFields: 'sample0', options }, [one, one]);
		expect(error).toBeUndefined();
		expect((await sent()).fields.filter(([name]) => name === 'texts').map(([, text]) => text)).toEqual([
			'First.',
			'Second.',
		]);
	});

	test('reports an item without a sample, with all items together', async () => {
		const one = await withSamples(1);
		const items = [
			{ ...one, json: { field: 'sample0' } },
			{ ...one, json: { field: '' } },
		];
		const { error } = await create({ sampleSource: 'allItems', sampleFields: '={{ $json.field }}' }, items);
		expect(error?.message).toBe("'Sample Fields' is empty [item 1]");
	});

	test('does not count videos as recordings', async () => {
		const mp4 = Buffer.concat([Buffer.from('\0\0\0\x18ftypisom', 'latin1'), Buffer.alloc(64)]);
		const item = await stage.itemWith({
			clip: [mp4, 'clip.mp4', 'video/mp4'],
			a: [await stage.recording(), 'a.wav', 'audio/wav'],
		});
		expect((await create({ sampleSource: 'allAudioFields' }, [item])).error).toBeUndefined();
		expect((await sent()).files.map(({ filename }) => filename)).toEqual(['a.wav']);
	});

	test('names the voice in the error if the wait fails', async () => {
		await stage.sandbox.settings({ trainingMs: 60_000 });
		await stage.sandbox.fault({ match: { method: 'GET' }, fault: { kind: 'status', status: 401 }, times: -1 });
		const { error } = await create({ sampleFields: 'sample0', waitUntilTrained: true }, [await withSamples(1)]);
		expect(error?.description).toMatch(/The voice has the ID [0-9a-f]{32}\./);
	});

	test('reports a bad sample with its own item, with all items together', async () => {
		const good = await withSamples(1);
		const bad = await stage.itemWith({ sample0: [Buffer.from('not audio at all'), 'b.wav', 'audio/wav'] });
		const { error } = await create({ sampleSource: 'allItems', sampleFields: 'sample0' }, [good, good, bad]);
		expect(error?.message).toBe('Sample 3 is not audio [item 2]');
		expect(await stage.sandbox.requests()).toEqual([]);
	});
});

describe('a voice is not created twice', () => {
	test.each([
		[{ kind: 'reset', phase: 'after' }],
		[{ kind: 'status', status: 502, phase: 'after' }],
		[{ kind: 'badJson' }],
		[{ kind: 'status', status: 503, phase: 'before' }],
		[{ kind: 'reset', phase: 'upload' }],
	])('the node looks for it first after %j', async (fault) => {
		await stage.sandbox.fault({ match: { method: 'POST' }, fault });
		const parameters = { sampleFields: 'sample0, sample1', options: { generateSample: true } };
		const { items, error } = await create(parameters, [await withSamples(2)]);
		expect(error).toBeUndefined();
		expect((await stage.sandbox.stats()).voices).toBe(1);
		const { items: listed } = await run({ operation: 'list', returnAll: true });
		expect(listed.map(({ json }) => json.id)).toEqual([items[0]!.json.id]);
	});

	test('the node does not try again if the server may still be working, and says so', async () => {
		await stage.sandbox.fault({ match: { method: 'POST' }, fault: { kind: 'status', status: 504, phase: 'before' } });
		const { error } = await create({ sampleFields: 'sample0' }, [await withSamples(1)]);
		expect(error?.description).toContain('the voice may exist');
		expect((await stage.sandbox.requests()).filter(({ method }) => method === 'POST')).toHaveLength(1);
	});
});

describe('get', () => {
	test('reads a voice by list, ID or URL, and raw if Simplify is off', async () => {
		const { ids } = await stage.sandbox.seedVoices({ count: 1, title: 'Seeded', state: 'training' });
		for (const chosen of [voice(ids[0]!, 'list'), voice(ids[0]!), voice(`https://fish.audio/m/${ids[0]!}`, 'url')]) {
			const { items } = await run({ operation: 'get', voice: chosen });
			expect(items).toMatchObject([{ json: { id: ids[0], state: 'training' }, pairedItem: { item: 0 } }]);
		}
		const { items } = await run({ operation: 'get', voice: voice(ids[0]!), simplify: false });
		expect(items[0]!.json._id).toBe(ids[0]);
	});
});

describe('update', () => {
	test('changes only what is set, and returns the voice as it is then', async () => {
		const { ids } = await stage.sandbox.seedVoices({ count: 1, title: 'Old', tags: ['a'] });
		const { items } = await run({
			operation: 'update',
			voice: voice(ids[0]!),
			updateFields: { title: 'New', tags: '' },
		});
		expect(items[0]!.json).toMatchObject({ id: ids[0], title: 'New', tags: [] });
		const [patch] = (await stage.sandbox.requests()).filter(({ method }) => method === 'PATCH');
		expect(patch!.body).toEqual({ title: 'New', tags: [] });
	});

	test('sends a new picture', async () => {
		const { ids } = await stage.sandbox.seedVoices({ count: 1 });
		const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(64)]);
		const item = await stage.itemWith({ picture: [jpeg, 'p.jpg', 'image/jpeg'] });
		const { error } = await run(
			{ operation: 'update', voice: voice(ids[0]!), updateFields: { coverImageField: 'picture' } },
			[item],
		);
		expect(error).toBeUndefined();
		const [patch] = (await stage.sandbox.requests()).filter(({ method }) => method === 'PATCH');
		expect(patch!.body.files).toMatchObject([{ name: 'cover_image', filename: 'p.jpg' }]);
	});

	test('changes nothing if an expression is empty', async () => {
		const updateFields = { title: '={{ null }}', tags: '={{ null }}', visibility: '={{ null }}' };
		const { error } = await run({ operation: 'update', voice: voice(unknownId), updateFields });
		expect(error?.message).toBe('There is nothing to update [item 0]');
	});

	test.each(['public', 'secret'])('reports a visibility that is not possible: %s', async (visibility) => {
		const { error } = await run({ operation: 'update', voice: voice(unknownId), updateFields: { visibility } });
		expect(error?.message).toBe(`'Visibility' cannot be '${visibility}' [item 0]`);
		expect(error?.description).toBeTruthy();
		expect(await stage.sandbox.requests()).toEqual([]);
	});

	test('reports an update without changes or with an empty title', async () => {
		const chosen = { operation: 'update', voice: voice(unknownId) };
		expect((await run(chosen)).error?.message).toBe('There is nothing to update [item 0]');
		expect((await run({ ...chosen, updateFields: { title: ' ' } })).error?.message).toBe("'Title' is empty [item 0]");
		expect(await stage.sandbox.requests()).toEqual([]);
	});
});

describe('delete', () => {
	test('says what it did', async () => {
		const { ids } = await stage.sandbox.seedVoices({ count: 2 });
		const { items } = await run(
			{ operation: 'delete', voice: voice('={{ $json.id }}') },
			ids.map((id) => ({ json: { id } })),
		);
		expect(items).toEqual(ids.map((id, item) => ({ json: { deleted: true, id }, pairedItem: { item } })));
		expect((await stage.sandbox.stats()).voices).toBe(0);
	});

	test('does not mistake a lost answer for a missing voice', async () => {
		const { ids } = await stage.sandbox.seedVoices({ count: 1 });
		await stage.sandbox.fault({ match: { method: 'DELETE' }, fault: { kind: 'reset', phase: 'after' } });
		const { items } = await run({ operation: 'delete', voice: voice(ids[0]!) });
		expect(items[0]!.json).toEqual({ deleted: true, id: ids[0] });
	});
});

describe('list', () => {
	test('returns voices up to the limit, with one request', async () => {
		await stage.sandbox.seedVoices({ count: 30 });
		const { items } = await run({ operation: 'list', limit: 7 });
		expect(items).toHaveLength(7);
		const requests = await stage.sandbox.requests();
		expect(requests.map(({ query }) => query)).toEqual(['page_size=7&page_number=1&self=true']);
	});

	test('returns all voices, each once, with one request per page', async () => {
		await stage.sandbox.seedVoices({ count: 530 });
		const { items } = await run({ operation: 'list', returnAll: true });
		expect(new Set(items.map(({ json }) => json.id)).size).toBe(530);
		expect(await stage.sandbox.requests()).toHaveLength(6);
	});

	test('returns all voices although a page is short and says there is more', async () => {
		await stage.sandbox.seedVoices({ count: 250 });
		await stage.sandbox.fault({
			match: { path: '^/model$', query: 'page_number=1' },
			fault: { kind: 'shortPage', missing: 3 },
		});
		const { items } = await run({ operation: 'list', returnAll: true });
		expect(items).toHaveLength(247);
		expect(await stage.sandbox.requests()).toHaveLength(3);
	});

	test('returns as many voices as the server shows', async () => {
		await stage.sandbox.seedVoices({ count: 500 });
		await stage.sandbox.settings({ windowLimit: 200 });
		const { items } = await run({ operation: 'list', returnAll: true });
		await stage.sandbox.settings({ windowLimit: null });
		expect(items.length).toBeGreaterThanOrEqual(200);
		expect(items.length).toBeLessThan(400);
	});

	test("sends filters and order in the API's terms", async () => {
		const filters = {
			title: 'an',
			tags: 'ivr, english',
			language: 'en',
			titleLanguage: 'de',
			authorId: 'cd'.repeat(16),
			sortBy: 'task_count',
		};
		await run({ operation: 'list', source: 'library', filters });
		await run({ operation: 'list', filters });
		const [library, own] = (await stage.sandbox.requests()).map(({ query }) => new URLSearchParams(query));
		expect(library!.getAll('tag')).toEqual(['ivr', 'english']);
		expect(Object.fromEntries(library!)).toMatchObject({
			title: 'an',
			language: 'en',
			title_language: 'de',
			author_id: 'cd'.repeat(16),
			sort_by: 'task_count',
		});
		expect(library!.has('self')).toBe(false);
		expect(own!.get('self')).toBe('true');
		expect(own!.has('author_id')).toBe(false);
	});

	test('filters licensed voices in the library, and not own voices, where the API would ignore it', async () => {
		const filters = { licensedOnly: true };
		await run({ operation: 'list', source: 'library', filters });
		await run({ operation: 'list', filters });
		await run({ operation: 'list', source: 'library', filters: { licensedOnly: false } });
		expect((await stage.sandbox.requests()).map(({ query }) => new URLSearchParams(query).get('licensed'))).toEqual([
			'true',
			null,
			null,
		]);
	});

	test.each([
		['zh-CN', 'zh'],
		['pt_BR', 'pt'],
		[' EN ', 'en'],
		['zh-Hant-TW', 'zh'],
	])('filters by the two-letter code of a language: %s', async (language, code) => {
		await run({ operation: 'list', filters: { language, titleLanguage: language } });
		const [request] = await stage.sandbox.requests();
		expect(Object.fromEntries(new URLSearchParams(request!.query))).toMatchObject({
			language: code,
			title_language: code,
		});
	});

	test.each<[string, INodeParameters, string]>([
		['the name of a language', { filters: { language: 'English' } }, "'Language' cannot be 'English'"],
		['three letters', { filters: { titleLanguage: 'deu' } }, "'Title Language' cannot be 'deu'"],
		['several languages', { filters: { language: 'en, de' } }, "'Language' cannot be 'en, de'"],
		['an unknown source', { source: '={{ "theirs" }}' }, "'Source' cannot be 'theirs'"],
		['an unknown order', { filters: { sortBy: '={{ "x" }}' } }, "'Sort By' cannot be 'x'"],
	])('reports %s before anything is sent', async (_, parameters, message) => {
		const { error } = await run({ operation: 'list', ...parameters });
		expect(error?.message).toBe(`${message} [item 0]`);
		expect(error?.description).toBeTruthy();
		expect(await stage.sandbox.requests()).toEqual([]);
	});

	test('says that the library may have more voices than one search returns', async () => {
		// The sandbox's library has 1,100 of them.
		const list = { operation: 'list', source: 'library', filters: { title: 'Open Voice' } };
		const hintsOf = async (parameters: INodeParameters) =>
			((await run({ ...list, ...parameters })).run.data.resultData.runData['Node']!.at(-1)!.hints ?? []).map(
				({ message }) => message,
			);
		expect(await hintsOf({ returnAll: true })).toEqual([expect.stringContaining('1,000 library voices per search')]);
		expect(await hintsOf({ limit: 1_000 })).toEqual([]);
		await stage.sandbox.seedVoices({ title: 'Open Voice' });
		expect(await hintsOf({ returnAll: true, source: 'own' })).toEqual([]);
		expect(await hintsOf({ returnAll: true, filters: { title: 'Open Voice 11' } })).toEqual([]);
	});

	test('reports an invalid limit', async () => {
		expect((await run({ operation: 'list', limit: 0 })).error?.message).toBe("'Limit' cannot be 0 [item 0]");
	});

	test('says why there is no voice', async () => {
		const hintsOf = async (parameters: INodeParameters) =>
			((await run({ operation: 'list', ...parameters })).run.data.resultData.runData['Node']!.at(-1)!.hints ?? []).map(
				({ message }) => message,
			);
		const filtered = ["No voice matches the 'Filters'. [item 0]"];
		expect(await hintsOf({ filters: { sortBy: 'score' } })).toEqual([
			"Your account has no voices yet. Create one, or choose 'Public Library' in 'Source'. [item 0]",
		]);
		expect(await hintsOf({ filters: { title: 'Nobody' } })).toEqual(filtered);
		expect(await hintsOf({ source: 'library', filters: { title: 'Nobody' } })).toEqual(filtered);
		await stage.sandbox.seedVoices();
		expect(await hintsOf({})).toEqual([]);
	});
});

describe.each(['get', 'delete', 'update'])('%s', (operation) => {
	const parameters = { operation, updateFields: { title: 'New' } };

	test.each(['../x', 'a/b', '={{ "" }}', 'https://example.com/m/0', '802e3bc2.', 'x'.repeat(129)])(
		'refuses the ID %j before anything is sent',
		async (value) => {
			const { error } = await run({ ...parameters, voice: voice(value) });
			expect(error?.message).toMatch(/^'Voice' is .* \[item 0\]$/);
			const { items } = await run({ ...parameters, voice: voice(value) }, [{ json: {} }], 'continueRegularOutput');
			expect(items[0]!.json.error).toMatch(/^'Voice' is/);
			expect(await stage.sandbox.requests()).toEqual([]);
		},
	);

	test('reports a missing voice and continues with the others', async () => {
		const { ids } = await stage.sandbox.seedVoices({ count: 1 });
		const items = [unknownId, ids[0]!].map((id) => ({ json: { id } }));
		const { error } = await run({ ...parameters, voice: voice('={{ $json.id }}') }, items.slice(0, 1));
		expect(error).toMatchObject({ message: 'Fish Audio has no voice with this ID [item 0]', httpCode: '404' });
		const { items: out } = await run(
			{ ...parameters, voice: voice('={{ $json.id }}') },
			items,
			'continueRegularOutput',
		);
		expect(out.map(({ json, pairedItem }) => [typeof json.error, pairedItem])).toEqual([
			['string', { item: 0 }],
			['undefined', { item: 1 }],
		]);
	});
});
