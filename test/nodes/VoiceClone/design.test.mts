import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { setStage } from '../../support/stage.mts';
import { factsOf } from '../../sandbox/sound.mts';

const stage = setStage();

const prompt = 'A calm old man who tells stories by the fire.';
const path = '^/v1/voice-design$';

const design = async (
	parameters: INodeParameters = {},
	items?: INodeExecutionData[],
	onError?: 'continueRegularOutput',
) =>
	await stage.engine.runNode(
		'voiceClone',
		{ resource: 'voice', operation: 'design', prompt, ...parameters },
		items,
		onError ? { onError } : {},
	);

describe('design', () => {
	test('returns each candidate as an item with its recording', async () => {
		const { items, error } = await design();
		expect(error).toBeUndefined();
		expect(items).toHaveLength(2);
		for (const [number, item] of items.entries()) {
			const bytes = await stage.engine.bytesOf(item);
			const { seconds, rate } = await factsOf(bytes);
			expect(item.json).toEqual({
				candidateId: expect.any(String),
				index: number,
				text: expect.stringContaining('Hello'),
				instruct: prompt,
				language: 'en',
				features: expect.objectContaining({
					gender: expect.any(String),
					age: expect.any(String),
					tone: expect.any(String),
				}),
				signature: expect.any(String),
				sampleRate: rate,
				seconds: expect.closeTo(seconds, 2),
				bytes: bytes.length,
				fileName: `A-calm-old-man-who-tells-stories-by-the-1-${number + 1}.wav`,
				mimeType: 'audio/wav',
			});
			expect(item.binary!.data).toMatchObject({
				mimeType: 'audio/wav',
				fileName: `A-calm-old-man-who-tells-stories-by-the-1-${number + 1}.wav`,
				fileExtension: 'wav',
			});
			expect(item.pairedItem).toEqual({ item: 0 });
		}
		const [request] = await stage.sandbox.requests();
		expect(request).toMatchObject({
			method: 'POST',
			headers: { model: 'voice-design-1' },
			body: { instruction: prompt, n: 2 },
		});
		expect(Object.keys(request!.body as object)).toEqual(['instruction', 'n']);
	});

	test('returns the candidates with a complete recording, and says how many are left out', async () => {
		const audio_base64 = (await stage.recording()).toString('base64');
		const message = JSON.stringify({ candidates: [{ audio_base64 }, { id: 'c2', audio_base64: null }] });
		await stage.sandbox.fault({ match: { path }, fault: { kind: 'status', status: 200, message, plainText: true } });
		const { items, error, run } = await design();
		expect(error).toBeUndefined();
		expect(items).toMatchObject([
			{
				json: {
					candidateId: null,
					index: 0,
					text: null,
					instruct: null,
					features: null,
					signature: null,
					fileName: 'A-calm-old-man-who-tells-stories-by-the-1-1.wav',
				},
			},
		]);
		expect(run.data.resultData.runData['Node']!.at(-1)!.hints).toMatchObject([
			{
				type: 'warning',
				message: 'Fish Audio gave one more candidate, with an incomplete recording. It is left out. [item 0]',
			},
		]);
		expect(await stage.sandbox.requests()).toHaveLength(1);
	});

	test('sends every setting, and puts the recording into the chosen field', async () => {
		const options = {
			referenceText: ' Guten Abend. ',
			language: 'de',
			speed: 1.5,
			seed: 7,
			guidanceScale: 0,
			steps: 64,
		};
		const { items } = await design({ candidates: 1, binaryPropertyName: 'voice', options });
		expect(items).toMatchObject([{ json: { text: 'Guten Abend.', language: 'de' } }]);
		expect(Object.keys(items[0]!.binary!)).toEqual(['voice']);
		const [request] = await stage.sandbox.requests();
		expect(request!.body).toEqual({
			instruction: prompt,
			n: 1,
			reference_text: 'Guten Abend.',
			language: 'de',
			speed: 1.5,
			seed: 7,
			guidance_scale: 0,
			num_step: 64,
		});
	});

	test('returns the candidates of two items in order, with different file names', async () => {
		const { items } = await design({ prompt: '={{ $json.like }}', candidates: 3 }, [
			{ json: { like: 'A child.' } },
			{ json: { like: 'A giant.' } },
		]);
		expect(items.map(({ json, pairedItem }) => [json.index, json.fileName, pairedItem])).toEqual([
			...[0, 1, 2].map((index) => [index, `A-child-1-${index + 1}.wav`, { item: 0 }]),
			...[0, 1, 2].map((index) => [index, `A-giant-2-${index + 1}.wav`, { item: 1 }]),
		]);
		expect(new Set(items.map(({ json }) => json.candidateId)).size).toBe(6);
	});

	test('accepts the longest prompt and text, counted in characters', async () => {
		const { error } = await design({
			prompt: '🎙'.repeat(2000),
			candidates: 1,
			options: { referenceText: '🎙'.repeat(150) },
		});
		expect(error).toBeUndefined();
	});

	test.each<[string, INodeParameters, string]>([
		['no prompt', { prompt: ' \n' }, "'Prompt' is empty"],
		['a long prompt', { prompt: 'a'.repeat(2001) }, "'Prompt' has 2001 characters, and at most 2000 are allowed"],
		['an object as prompt', { prompt: '={{ $json }}' }, "'Prompt' is not a text"],
		['no candidates', { candidates: 0 }, "'Candidates' cannot be 0"],
		['five candidates', { candidates: 5 }, "'Candidates' cannot be 5"],
		['half a candidate', { candidates: 1.5 }, "'Candidates' cannot be 1.5"],
		['a number that is not one', { candidates: '={{ "two" }}' }, "'Candidates' cannot be 'two'"],
		[
			'a long text',
			{ options: { referenceText: 'a'.repeat(151) } },
			"'Reference Text' has 151 characters, and at most 150 are allowed",
		],
		['the name of a language', { options: { language: 'English' } }, "'Language' cannot be 'English'"],
		['no speed', { options: { speed: 0 } }, "'Speed' cannot be 0"],
		['too much speed', { options: { speed: 3.1 } }, "'Speed' cannot be 3.1"],
		['a seed that is not whole', { options: { seed: 1.5 } }, "'Seed' cannot be 1.5"],
		['a negative guidance', { options: { guidanceScale: -1 } }, "'Guidance Scale' cannot be -1"],
		['too many steps', { options: { steps: 129 } }, "'Steps' cannot be 129"],
		['no field', { binaryPropertyName: ' ' }, "'Put Output in Field' is empty"],
	])('reports %s, with the item, before anything is sent', async (_, parameters, message) => {
		const { error } = await design(parameters);
		expect(error?.message).toContain(message);
		expect(error?.message).toContain('[item 0]');
		expect(error?.description).toBeTruthy();
		expect(await stage.sandbox.requests()).toEqual([]);
		const { items } = await design(parameters, [{ json: {} }], 'continueRegularOutput');
		expect(items).toMatchObject([{ json: { error: expect.stringContaining(message) }, pairedItem: { item: 0 } }]);
	});

	test('reports a bad second item before the first is sent', async () => {
		const two = [{ json: { like: 'A child.' } }, { json: { like: '' } }];
		expect((await design({ prompt: '={{ $json.like }}' }, two)).error?.message).toBe("'Prompt' is empty [item 1]");
		expect(await stage.sandbox.requests()).toEqual([]);
		const { items } = await design({ prompt: '={{ $json.like }}', candidates: 1 }, two, 'continueRegularOutput');
		expect(items.map(({ json, pairedItem }) => [json.error ?? json.index, pairedItem])).toEqual([
			[0, { item: 0 }],
			["'Prompt' is empty [item 1]", { item: 1 }],
		]);
	});

	test('stops at an error of the API, or continues with the other items', async () => {
		await stage.sandbox.settings({ credit: 0 });
		const { error } = await design();
		expect(error).toMatchObject({ message: 'The account has no API credit left [item 0]', httpCode: '402' });
		await stage.sandbox.settings({ credit: 1 });
		await stage.sandbox.fault({ match: { path, text: 'giant' }, fault: { kind: 'status', status: 400 } });
		const two = [{ json: { like: 'A giant.' } }, { json: { like: 'A child.' } }];
		const { items } = await design({ prompt: '={{ $json.like }}', candidates: 1 }, two, 'continueRegularOutput');
		expect(items.map(({ json, pairedItem }) => [typeof json.error, pairedItem])).toEqual([
			['string', { item: 0 }],
			['undefined', { item: 1 }],
		]);
	});

	test.each([
		[{ kind: 'reset', phase: 'body', afterBytes: 5_000 }],
		[{ kind: 'cut', afterBytes: 5_000 }],
		[{ kind: 'badJson' }],
		[{ kind: 'status', status: 503 }],
	])('tries again after %j, and passes nothing of the failed answer on', async (fault) => {
		await stage.sandbox.fault({ match: { path }, fault });
		const { items, error } = await design();
		expect(error).toBeUndefined();
		for (const item of items) expect((await factsOf(await stage.engine.bytesOf(item))).codec).toBe('pcm-s16');
		expect(items).toHaveLength(2);
		expect(await stage.sandbox.requests()).toHaveLength(2);
	});

	test('reports a web page, and does not try again', async () => {
		await stage.sandbox.fault({ match: { path }, fault: { kind: 'html' }, times: -1 });
		expect((await design()).error?.message).toBe('The Base URL leads to a web page and not to the API [item 0]');
		expect(await stage.sandbox.requests()).toHaveLength(1);
	});

	test('leaves no request behind when the execution is stopped', async () => {
		await stage.sandbox.settings({ latencyMs: 60_000 });
		const asked = async () => (await stage.sandbox.stats()).inFlight === 1;
		await stage.cancel('voiceClone', { operation: 'design', prompt }, [{ json: {} }], asked);
	});

	test('returns candidates from which Create makes voices', async () => {
		const { items: candidates } = await design({ candidates: 2 });
		const { items: voices, error } = await stage.engine.runNode(
			'voiceClone',
			{
				operation: 'create',
				title: '={{ "Storyteller " + $json.index }}',
				options: { transcripts: '={{ $json.text }}' },
			},
			candidates,
		);
		expect(error).toBeUndefined();
		const got = await stage.engine.runNode(
			'voiceClone',
			{ operation: 'get', voice: { __rl: true, mode: 'id', value: '={{ $json.id }}' } },
			voices,
		);
		expect(got.items).toMatchObject([
			{ json: { title: 'Storyteller 0', state: 'trained', visibility: 'private' } },
			{ json: { title: 'Storyteller 1', state: 'trained', visibility: 'private' } },
		]);
		// Their signatures were sent with them.
		for (const { json } of got.items) expect(json.source).toBe('voice_design');
		const [created] = (await stage.sandbox.requests()).filter(({ path: at }) => at === '/model');
		expect(created!.body.files).toMatchObject([
			{
				name: 'voices',
				filename: 'A-calm-old-man-who-tells-stories-by-the-1-1.wav',
				type: 'audio/wav',
				bytes: candidates[0]!.json.bytes,
			},
		]);
	});
});
