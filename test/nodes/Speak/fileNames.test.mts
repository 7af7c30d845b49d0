import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { anyVoice } from '../../support/anyVoice.mts';
import { hintTextsOf } from '../../support/hints.mts';
import { setStage } from '../../support/stage.mts';

const stage = setStage();

const namesOf = async (parameters: INodeParameters, items: INodeExecutionData[] = [{ json: {} }]) => {
	const run = await stage.engine.runNode('speak', { text: 'Hello there', ...parameters }, items);
	expect(run.error).toBeUndefined();
	return run.items.map(({ json, binary }) => {
		expect(binary!.data!.fileName).toBe(json.fileName);
		return json.fileName;
	});
};
const rows = (...texts: string[]): INodeExecutionData[] => texts.map((row) => ({ json: { row } }));

test('a long name is cut so that audio and captions can be written to a disk', async () => {
	const { items } = await stage.engine.runNode('speak', {
		text: 'Hello there',
		fileName: '欢迎光临'.repeat(60),
		captions: 'both',
	});
	const names = Object.values(items[0]!.binary!).map(({ fileName }) => fileName!);
	expect(names.map((name) => name.slice(-4))).toEqual(['.mp3', '.srt', '.vtt']);
	for (const name of names) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
});

test('names that differ only before a slash stay different', async () => {
	const items = rows('menus/a', 'texts/a', '11/12/2026', '24/12/2026', 'AC/DC intro');
	expect(await namesOf({ fileName: '={{ $json.row }}' }, items)).toEqual([
		'menus-a.mp3',
		'texts-a.mp3',
		'11-12-2026.mp3',
		'24-12-2026.mp3',
		'AC-DC intro.mp3',
	]);
});

test('the folder of a language becomes the directory of the files, and part of the name in the JSON', async () => {
	const { items } = await stage.engine.runNode(
		'speak',
		{ text: 'Hello there', fileName: '={{ $json.row }}', captions: 'srt' },
		rows('es-MX/welcome', 'de/welcome'),
	);
	expect(items.map(({ json }) => json.fileName)).toEqual(['es-MX/welcome.mp3', 'de/welcome.mp3']);
	expect(
		items.map(({ binary }) => Object.values(binary!).map(({ directory, fileName }) => [directory, fileName])),
	).toEqual(
		['es-MX', 'de'].map((directory) => [
			[directory, 'welcome.mp3'],
			[directory, 'welcome.srt'],
		]),
	);
});

test('a file without a name is named after its text, so that files of a loop do not overwrite each other', async () => {
	const loop = await Promise.all(
		rows('First prompt', 'Second prompt', '…').map(
			async (row) => await namesOf({ text: '={{ $json.row === "…" ? "Third, [happy] 3" : $json.row }}' }, [row]),
		),
	);
	expect(loop).toEqual([['First-prompt-1.mp3'], ['Second-prompt-1.mp3'], ['Third-3-1.mp3']]);
	expect(await namesOf({}, rows('', ''))).toEqual(['Hello-there-1.mp3', 'Hello-there-2.mp3']);
});

test('the number of a take stands before the extension', async () => {
	const { items } = await stage.engine.runNode('speak', {
		text: 'Hello there',
		fileName: 'ad.mp3',
		captions: 'srt',
		options: { takes: 2 },
	});
	expect(Object.values(items[0]!.binary!).map(({ fileName }) => fileName)).toEqual([
		'ad.mp3',
		'ad.srt',
		'ad_take2.mp3',
		'ad_take2.srt',
	]);
});

describe('two items with one name', () => {
	const items = rows('ad', 'AD', 'ad-2', 'ad');
	const speak = async (parameters: INodeParameters = {}, given = items) =>
		await stage.engine.runNode(
			'speak',
			{ text: 'Hello there', fileName: '={{ $json.row }}', voice: anyVoice, ...parameters },
			given,
		);

	test('the later one gets a number, its captions too, and a hint says so once', async () => {
		const run = await speak({ captions: 'srt' });
		const files = run.items.map(({ binary }) => Object.values(binary!).map(({ fileName }) => fileName));
		expect(files).toEqual(['ad', 'AD-3', 'ad-2', 'ad-4'].map((name) => [`${name}.mp3`, `${name}.srt`]));
		expect(run.items.map(({ json }) => json.fileName)).toEqual(files.map(([audio]) => audio));
		expect(hintTextsOf(run)).toEqual([
			"2 files had the names of others: they are called 'AD-3.mp3' and so on, so that none overwrites another. To " +
				"choose the names, give each a 'File Name' of its own.",
		]);
	});

	test('an estimate has the names that the files would get', async () => {
		const run = await speak({ checks: { onlyEstimate: true } }, rows('ad.mp3', 'de/ad', 'ad'));
		expect(run.items.map(({ json }) => json.fileName)).toEqual(['ad.mp3', 'de/ad.mp3', 'ad-2.mp3']);
		expect(hintTextsOf(run)).toEqual([
			expect.stringMatching(/^1 file had the name of another: it is called 'ad-2\.mp3'/),
		]);
	});

	test('an unchanged item keeps the name that it got, and is not counted', async () => {
		const parameters = {
			checks: { previousFingerprint: '={{ $json.fingerprint }}' },
			options: { includeInput: true },
			text: '={{ $json.line }}',
		};
		const given = ['One.', 'Two.'].map((line) => ({ json: { row: 'ad', line, fingerprint: '' } }));
		const { outputs } = await speak(parameters, given);
		const again = outputs[0]!.map(({ json }, at) => ({ json: { ...given[at]!.json, fingerprint: json.fingerprint! } }));
		again[0]!.json.line = 'Another.';
		const run = await speak(parameters, again);
		expect(run.outputs.map((output) => output.map(({ json }) => json.fileName))).toEqual([['ad.mp3'], ['ad-2.mp3']]);
		expect(hintTextsOf(run)).toEqual([]);
	});

	test('each of several voices gets a number', async () => {
		await stage.sandbox.seedVoices({ count: 1, title: 'Anna', state: 'trained' });
		const voice = { __rl: true, mode: 'title', value: 'Anna' };
		const run = await speak(
			{ voiceSource: 'eachVoice', voices: { voice: [{ voice }, { voice: anyVoice }] } },
			rows('ad', 'ad'),
		);
		expect(run.items.map(({ json }) => String(json.fileName).replace(/_[0-9a-f]{8}/, '_ID'))).toEqual([
			'ad_Anna.mp3',
			'ad_ID.mp3',
			'ad_Anna-2.mp3',
			'ad_ID-2.mp3',
		]);
	});
});

/** Formats, chosen names, and the names of the files. */
test.each<[INodeParameters, string, string]>([
	[{ format: 'pcm', sound: { sampleRate: 8_000 } }, 'menu.sln', 'menu.sln'],
	[{ format: 'pcm', sound: { sampleRate: 16_000 } }, 'menu.sln16', 'menu.sln16'],
	[{ format: 'pcm', sound: { sampleRate: 16_000 } }, 'menu.sln', 'menu.sln.pcm'],
	[{ format: 'pcm' }, 'menu.sln', 'menu.sln.pcm'],
	[{ format: 'pcm' }, 'menu.sln44', 'menu.sln44'],
	[{ format: 'pcm' }, 'menu.RAW', 'menu.RAW'],
	[{ format: 'pcm' }, 'menu.slin', 'menu.slin'],
	[{ format: 'phone', phoneEncoding: 'muLaw' }, 'menu.pcm', 'menu.pcm'],
	[{ format: 'phone', phoneEncoding: 'muLaw' }, 'menu.au', 'menu.au.ulaw'],
	[{ format: 'phone', phoneEncoding: 'aLaw' }, 'menu.pcm', 'menu.pcm'],
	[{ format: 'phone', phoneEncoding: 'aLaw' }, 'menu.ulaw', 'menu.ulaw.alaw'],
	[{ format: 'phone', phoneEncoding: 'wav' }, 'menu.sln', 'menu.sln.wav'],
	[{ format: 'mp3' }, 'menu.wav', 'menu.wav.mp3'],
])(
	'a telephone system gets the ending it needs, where it is true: %j %s',
	async ({ options, ...parameters }, fileName, name) => {
		expect(await namesOf({ ...parameters, fileName, options: { ...(options as INodeParameters) } })).toEqual([name]);
	},
);
