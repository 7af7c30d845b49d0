import type { IBinaryData, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { setStage } from '../support/stage.mts';
import { workflowOf, type NodeSpec } from '../support/workflow.mts';

// As in workflows with n8n's Execution Logic v2: files are in the JSON of items.
const stage = setStage({}, { workflowSettings: { binaryMode: 'combined' } });

const filesOf = (item: INodeExecutionData | undefined) =>
	(item?.json._files ?? {}) as unknown as Record<string, IBinaryData>;
const bytesOf = async (item: INodeExecutionData | undefined, field = 'data') =>
	await stage.engine.bytesOf({ json: {}, binary: filesOf(item) }, field);

/** Runs nodes one after the other on items, and returns the items of the last. */
async function chain(items: INodeExecutionData[], ...nodes: Array<[type: string, parameters: INodeParameters]>) {
	const specs: NodeSpec[] = nodes.map(([type, parameters], at) => ({
		name: `Node ${at}`,
		type,
		parameters,
		...(at + 1 < nodes.length && { to: [[`Node ${at + 1}`]] }),
	}));
	const base = workflowOf([{ name: 'Start', type: 'test.items', to: [['Node 0']] }, ...specs]);
	const run = await stage.engine.runWorkflow(base, 'Start', items);
	expect(run.data.resultData.error).toBeUndefined();
	return stage.engine.resultOf(run, `Node ${nodes.length - 1}`).items;
}

const speak: [string, INodeParameters] = [
	'speak',
	{ text: 'Hello there, this is my voice.', format: 'wav', captions: 'both' },
];

test('Speak puts audio and captions into the JSON', async () => {
	const [item] = await chain([{ json: {} }], speak);
	expect(item!.binary).toBeUndefined();
	expect(Object.keys(filesOf(item))).toEqual(['data', 'data_srt', 'data_vtt']);
	expect(filesOf(item).data).toMatchObject({
		fileName: 'Hello-there-this-is-my-voice-1.wav',
		mimeType: 'audio/wav',
		fileType: 'audio',
		id: expect.any(String),
	});
	expect((await bytesOf(item)).length).toBe(item!.json.bytes);
	expect((await bytesOf(item, 'data_vtt')).toString()).toMatch(/^WEBVTT/);
});

test('links lead to the files there', async () => {
	const options = { audioUrl: true };
	const [item] = await chain([{ json: {} }], ['speak', { text: 'Hello there.', captions: 'both', options }]);
	for (const [name, field] of [
		['audioUrl', 'data'],
		['srtUrl', 'data_srt'],
		['vttUrl', 'data_vtt'],
	] as const) {
		const bytes = await stage.engine.bytesBehind(item!.json[name] as string);
		expect(bytes.equals(await bytesOf(item, field))).toBe(true);
	}
});

test.each<[string, INodeParameters]>([
	['by name', { sampleFields: 'data' }],
	['by path', { sampleFields: '_files.data' }],
	['by expression', { sampleFields: '={{ $json._files.data }}' }],
	['of another node', { sampleFields: "={{ $('Node 0').item._files.data }}" }],
	['in all audio fields', { sampleSource: 'allAudioFields' }],
	['of all items', { sampleSource: 'allItems', sampleFields: 'data' }],
])("Speak's audio becomes a voice, %s", async (_, parameters) => {
	const [item] = await chain([{ json: {} }], speak, [
		'voiceClone',
		{ operation: 'create', title: 'Anna', ...parameters },
	]);
	expect(item!.json).toMatchObject({
		title: 'Anna',
		sampleFiles: [{ fileName: 'Hello-there-this-is-my-voice-1.wav' }],
	});
});

test("Speak's audio is transcribed, with captions", async () => {
	const [item] = await chain([{ json: {} }], speak, [
		'voiceClone',
		{ resource: 'sample', operation: 'transcribe', options: { captions: 'srt' } },
	]);
	expect(item!.json.text).toContain('this is my voice');
	expect(Object.keys(filesOf(item))).toEqual(['data_srt']);
});

test('a designed candidate becomes a voice, with its signature', async () => {
	const items = await chain(
		[{ json: {} }],
		['voiceClone', { operation: 'design', prompt: 'A calm old man.', candidates: 2 }],
		['voiceClone', { operation: 'create', title: '=Candidate {{ $json.index }}' }],
	);
	expect(items).toHaveLength(2);
	const [request] = (await stage.sandbox.requests()).filter(({ path }) => path === '/model');
	expect(request!.body.fields.map(([name]: [string]) => name)).toContain('voice_design_signatures');
});

test('Speak uses a file of the item as a sample, and keeps it with Include Input', async () => {
	const sample = await stage.itemWith({ sample: [await stage.recording(), 'a.wav', 'audio/wav'] });
	const cloned: INodeParameters = {
		text: 'Hello',
		voiceSource: 'samples',
		sampleFields: 'sample',
		options: { includeInput: true },
	};
	const [item] = await chain([{ ...sample, json: { row: 7 } }], ['speak', cloned]);
	expect(item!.json.row).toBe(7);
	expect(Object.keys(filesOf(item))).toEqual(['sample', 'data']);
	const odd: INodeExecutionData = { json: { _files: 'a column of that name', row: 8 } };
	const [other] = await chain([odd], ['speak', { text: 'Hello', options: { includeInput: true } }]);
	expect(Object.keys(filesOf(other))).toEqual(['data']);
});

test('a failing item becomes an error item', async () => {
	const { items } = await stage.engine.runNode(
		'voiceClone',
		{ operation: 'create', title: 'Anna', sampleFields: 'nope' },
		[{ json: {} }],
		{ onError: 'continueRegularOutput' },
	);
	expect(items[0]!.json.error).toContain("no file in the field 'nope'");
});
