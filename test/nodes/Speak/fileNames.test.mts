import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

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
