import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { INodeParameters, IWorkflowBase } from 'n8n-workflow';

import { makeRecordings } from '../../examples/demo/recordings.mts';
import { makeInterview } from '../../examples/interview.mts';
import { filesInDocker, loadWorkflow, makeFolders } from '../../examples/load.mts';
import { importExamples } from '../../tools/n8n/stock.mts';
import { addOwnVoice, voicesIn } from '../../tools/n8n/voices.mts';
import { setVisitor } from './support/browser.mts';
import { dub, expectDubbed, removeDubbing, withSpeech } from './support/dubbing.mts';
import { Editor } from './support/editor.mts';
import { errorOf, itemsOf } from './support/execution.mts';
import { setHouse } from './support/house.mts';
import { until } from './support/until.mts';
import { everyOtherSecond } from './support/workflow.mts';

const house = setHouse({ sandbox: { speech: 'tone', trainingMs: 1_500 } });
const visitor = setVisitor(house);

const saved = async (ending: string): Promise<string[]> =>
	(await readdir(house.files)).filter((name) => name.endsWith(ending)).sort();

/** A file that an example has saved. */
const read = async (name: string): Promise<Buffer> => await readFile(join(house.files, name));

/** The texts that Fish Audio was asked to speak, in alphabetical order. */
const textsSent = async (): Promise<string[]> =>
	(await house.sandbox.requests())
		.filter(({ path }) => path === '/v1/tts')
		.map(({ body }) => String(body?.text))
		.sort();

/** Makes the triggers of an example poll often. */
const pollOften = ({ nodes }: IWorkflowBase): void => {
	for (const { parameters } of nodes) if ('pollTimes' in parameters) parameters['pollTimes'] = everyOtherSecond;
};

const nodeOf = ({ nodes }: IWorkflowBase, name: string) => nodes.find((node) => node.name === name)!;

/** A workflow's executions of one kind, when `count` of them have ended. */
const executions = async (id: string, count: number) => {
	const all = await until(async () =>
		(await house.executions(id)).length >= count ? await house.executions(id) : undefined,
	);
	return await Promise.all(all.map(async (one) => await house.ended(one.id)));
};

const names = readdirSync('examples')
	.filter((name) => name.endsWith('.json'))
	.map((name) => name.replace('.json', ''));

/** Examples that begin with a person's message, a form, or a chat model. */
const withoutButton = ['assistant-with-a-voice', 'clone-and-announce'];

// The first of all tests: an example whose name is in n8n is not imported.
test('every example runs at the first click, as `npm run n8n` imports it', async () => {
	const { rest, sandbox, home, files, credential } = house;
	await makeFolders(files);
	await makeRecordings(sandbox, join(files, 'recordings'));
	await makeInterview(sandbox, files);
	await addOwnVoice(sandbox);
	const voices = await voicesIn(sandbox);
	const imported = await importExamples(rest, process.cwd(), { home, files, credential, voices });
	expect(imported).toHaveLength(names.length);
	const ids = JSON.parse(await readFile(join(home, 'imported.json'), 'utf8')) as Record<string, string>;
	const failed: Record<string, string> = {};
	for (const name of names.filter((one) => !withoutButton.includes(one))) {
		const { nodes } = (await rest.call('GET', `workflows/${ids[`${name}.json`]}`)) as IWorkflowBase;
		const [trigger, ...others] = nodes.filter(({ type }) => /trigger$/i.test(type));
		// With two n8n may choose the other one.
		expect([name, others]).toEqual([name, []]);
		const error = errorOf(await house.run(ids[`${name}.json`]!, trigger!.name));
		if (error) failed[name] = error.message;
	}
	await sandbox.removeVoices();
	await rm(files, { recursive: true });
	await mkdir(files);
	expect(failed).toEqual({});
});

// The pictures show nodes that are ready; no test here asks the chat model.
beforeAll(async () => await house.addChatModel('http://127.0.0.1:9/v1'));

test.each(names)('%s: its picture', async (name) => {
	const editor = new Editor(visitor.page);
	// Imported as by a user, with the folder from its notes.
	await editor.open(
		await house.save(
			await loadWorkflow(`examples/${name}.json`, {
				files: filesInDocker,
				credential: house.credential,
				otherCredentials: house.otherCredentials,
			}),
		),
	);
	await editor.fit();
	await visitor.shoot(`example-${name}`);
	// n8n marks nodes and values that it does not know.
	expect(await visitor.page.getByTestId('node-issues').count()).toBe(0);
});

test('an imported example finds the credential by its name', async () => {
	const editor = new Editor(visitor.page);
	await editor.open(await house.save({ name: 'Import', nodes: [], connections: {} }));
	await visitor.page.getByTestId('workflow-import-input').setInputFiles('examples/nightly-ivr.json');
	const panel = await editor.openPanel('Speak for the Phone');
	const chosen = panel.getByTestId('node-credentials-slot').locator('input').first();
	await until(async () => ((await chosen.inputValue()) === house.credential.name ? true : undefined), {
		what: 'the credential',
	});
	await visitor.shoot('example-imported');
});

test('ads batch: saves every line in every voice, and sends a failed one to the second output', async () => {
	const id = await house.saveExample('ads-batch');
	await house.sandbox.fault({
		match: { path: '/v1/tts', text: 'candle' },
		fault: { kind: 'status', status: 400, message: 'Not this one' },
		times: 3,
	});
	const execution = await house.run(id, 'Every Night');
	await house.sandbox.clearFaults();
	expect(errorOf(execution)?.message).toMatch(
		/^Not spoken: 3 of the lines\. The first: reading-night\. .*Not this one/,
	);
	const spoken = itemsOf(execution, 'Speak the Ads');
	expect(spoken).toHaveLength(15);
	expect(itemsOf(execution, 'Lines That Failed')).toHaveLength(3);
	expect(itemsOf(execution, 'Lines That Failed')[0]!.json).toMatchObject({
		spot: 'reading-night',
		error: expect.stringContaining('Not this one'),
		message: expect.any(String),
	});
	expect(await saved('.mp3')).toEqual(spoken.map(({ json }) => String(json['fileName'])).sort());
	for (const item of spoken) {
		expect((await read(String(item.json['fileName']))).equals(await house.bytesOf(item))).toBe(true);
	}
});

describe('nightly IVR', () => {
	const files = ['goodbye.wav', 'hold.wav', 'hours.wav', 'welcome.wav'];

	/** Runs one night. Returns what was spoken, and what was not. */
	async function night(id: string) {
		await house.sandbox.clearRequests();
		const execution = await house.run(id, 'Every Night');
		return {
			error: errorOf(execution)?.message,
			prompts: itemsOf(execution, 'One Item for Each Prompt').map(({ json }) => String(json['prompt'])),
			sent: await textsSent(),
			unchanged: itemsOf(execution, 'Unchanged Prompts').map(({ json }) => json['file']),
			failed: itemsOf(execution, 'Prompts That Failed').map(({ json }) => json),
		};
	}

	const changeHold = (workflow: IWorkflowBase): void => {
		const { parameters } = nodeOf(workflow, 'Prompts');
		parameters['jsonOutput'] = String(parameters['jsonOutput']).replace(
			'All our booksellers are',
			'Each of our booksellers is',
		);
	};

	test(
		'the first night all prompts are spoken, the second none; what has changed, failed or got lost is spoken, and ' +
			'nothing else',
		async () => {
			const id = await house.saveExample('nightly-ivr');
			const first = await night(id);
			expect(first).toMatchObject({ error: undefined, sent: [...first.prompts].sort(), unchanged: [], failed: [] });
			expect(first.prompts[1]).toMatch(/^Today is \w+day\. We are open (from nine to six|until noon)\.$/);
			expect(await saved('.wav')).toEqual(files);
			expect(await saved('.spoken.json')).toEqual(files.map((name) => name.replace('.wav', '.spoken.json')));
			for (const name of files) {
				const wav = await read(name);
				expect([
					wav.toString('latin1', 0, 4),
					wav.readUInt16LE(20),
					wav.readUInt16LE(22),
					wav.readUInt32LE(24),
					wav.readUInt16LE(34),
				]).toEqual(['RIFF', 1, 1, 8000, 16]);
				expect(wav.readUInt32LE(40)).toBe(wav.length - 44);
			}

			const second = await night(id);
			// After midnight these are the opening hours of another day.
			expect(second.sent).toEqual(second.prompts.filter((prompt) => !first.prompts.includes(prompt)));
			expect(second.unchanged).toEqual(expect.arrayContaining(['welcome', 'hold', 'goodbye']));

			const changed = await house.saveExample('nightly-ivr', changeHold);
			const before = await read('hold.wav');
			await house.sandbox.fault({
				match: { path: '/v1/tts', text: 'Each of our booksellers' },
				fault: { kind: 'status', status: 400, message: 'Not tonight' },
			});
			const third = await night(changed);
			await house.sandbox.clearFaults();
			expect(third.error).toMatch(/^Not spoken: 1 of the prompts\. The first: hold\. .*Not tonight/);
			expect(third.failed).toMatchObject([
				{ file: 'hold', error: expect.stringContaining('Not tonight'), message: expect.any(String) },
			]);
			expect((await read('hold.wav')).equals(before)).toBe(true);

			const fourth = await night(changed);
			expect(fourth.sent.filter((text) => !text.startsWith('Today is'))).toEqual([
				expect.stringMatching(/^Each of our booksellers is with customers/),
			]);
			expect(fourth).toMatchObject({ error: undefined, failed: [] });
			expect((await read('hold.wav')).equals(before)).toBe(false);
			const spokenAnew = await read('hold.wav');
			expect((await night(changed)).unchanged).toContain('hold');

			await rm(join(house.files, 'hold.wav'));
			const sixth = await night(changed);
			expect(sixth.sent.filter((text) => !text.startsWith('Today is'))).toEqual([
				expect.stringMatching(/^Each of our booksellers is with customers/),
			]);
			expect(sixth.unchanged).toEqual(expect.arrayContaining(['welcome', 'goodbye']));
			expect((await read('hold.wav')).equals(spokenAnew)).toBe(true);
			expect(await saved('.wav')).toEqual(files);
		},
	);

	/** The workflow with other values of `file`. */
	const savedWithFiles = async (names: Record<string, string | number>): Promise<string> =>
		await house.saveExample('nightly-ivr', (workflow) => {
			const { parameters } = nodeOf(workflow, 'Prompts');
			for (const [before, name] of Object.entries(names))
				parameters['jsonOutput'] = String(parameters['jsonOutput']).replace(`"${before}"`, JSON.stringify(name));
		});

	test('prompts whose names have an ending, fitting or not, are found again the next night', async () => {
		const id = await savedWithFiles({ welcome: 'menu.wav', hold: 'MENU-2.WAV', goodbye: 'menu-3.ulaw' });
		expect(await night(id)).toMatchObject({ error: undefined, failed: [] });
		const audio = ['MENU-2.WAV', 'menu-3.ulaw.wav', 'menu.wav'];
		expect((await readdir(house.files)).filter((name) => /^menu.*wav$/i.test(name)).sort()).toEqual(audio);
		const second = await night(id);
		expect(second.error).toBeUndefined();
		expect(second.unchanged).toEqual(expect.arrayContaining(['menu.wav', 'MENU-2.WAV', 'menu-3.ulaw']));
		await rm(join(house.files, 'menu.wav'));
		const third = await night(id);
		expect(third.sent.filter((text) => !text.startsWith('Today is'))).toEqual([expect.stringMatching(/^Welcome/)]);
		for (const name of await readdir(house.files)) if (/^menu/i.test(name)) await rm(join(house.files, name));
	});

	test('prompts whose names Speak changes, and numbers, are found again the next night', async () => {
		const id = await savedWithFiles({ welcome: 'custom/menu (1)', hold: 'Menü: main', goodbye: 1001 });
		expect(await night(id)).toMatchObject({ error: undefined, failed: [] });
		const second = await night(id);
		expect(second.error).toBeUndefined();
		expect(second.unchanged).toEqual(expect.arrayContaining(['custom/menu (1)', 'Menü: main', '1001']));
		await rm(join(house.files, '1001.wav'));
		const third = await night(id);
		expect(third.sent.filter((text) => !text.startsWith('Today is'))).toEqual([expect.stringMatching(/^Thank you/)]);
		for (const name of await readdir(house.files)) if (/^(custom|Men)/.test(name)) await rm(join(house.files, name));
	});

	test('prompts in folders, as raw µ-law, are found again the next night', async () => {
		await makeFolders(house.files);
		const id = await house.saveExample('nightly-ivr', (workflow) => {
			const { parameters } = nodeOf(workflow, 'Prompts');
			parameters['jsonOutput'] = String(parameters['jsonOutput']).replaceAll('"file": "', '"file": "en-US/night-');
			nodeOf(workflow, 'Speak for the Phone').parameters['phoneEncoding'] = 'muLaw';
		});
		const first = await night(id);
		expect(first).toMatchObject({ error: undefined, sent: [...first.prompts].sort(), unchanged: [], failed: [] });
		const names = ['goodbye', 'hold', 'hours', 'welcome'].map((name) => `night-${name}`);
		const made = (await readdir(join(house.files, 'en-US'))).filter((name) => name.startsWith('night-'));
		expect(made.sort()).toEqual(names.map((name) => `${name}.ulaw`));
		const second = await night(id);
		expect(second.error).toBeUndefined();
		expect(second.unchanged).toEqual(expect.arrayContaining(['en-US/night-welcome', 'en-US/night-hold']));
		await rm(join(house.files, 'en-US/night-hold.ulaw'));
		const third = await night(id);
		expect(third.sent.filter((text) => !text.startsWith('Today is'))).toEqual([
			expect.stringMatching(/^All our booksellers/),
		]);
	});

	test('the editor shows how many prompts were spoken, and how many were not', async () => {
		const id = await house.saveExample('nightly-ivr', (workflow) => {
			// Without the notes there is room for the numbers on the connections.
			workflow.nodes = workflow.nodes.filter(({ type }) => !type.endsWith('.stickyNote'));
		});
		const editor = new Editor(visitor.page);
		await editor.open(id);
		await editor.execute('Every Night');
		for (const name of ['Save Fingerprints', 'Unchanged Prompts'])
			await editor.node(name).getByTestId('canvas-node-status-success').waitFor();
		await editor.fit();
		await visitor.shoot('example-nightly-ivr-run', { messages: false });
	});

	test('can be published with its schedule', async () => {
		await house.publish(await house.saveExample('nightly-ivr'));
	});
});

test('voice ready: a trained voice speaks a test phrase', async () => {
	const id = await house.saveExample('voice-ready', pollOften);
	await house.publish(id);
	await house.polled();
	const [voice] = (await house.sandbox.seedVoices({ title: 'Marta', state: 'trained' })).ids;
	const [execution] = await executions(id, 1);
	expect(itemsOf(execution!, 'Pass It On')[0]).toMatchObject({
		json: { voiceId: voice, fileName: 'Test of Marta.mp3' },
		binary: { data: {} },
	});
	await house.rest.call('POST', `workflows/${id}/deactivate`, {});
});

test('clone and speak: without recordings it says so; with them they become a voice, which speaks', async () => {
	const id = await house.saveExample('clone-and-speak');
	expect(errorOf(await house.run(id, 'Start by Hand'))?.message).toContain("no file in the field 'data'");
	await makeRecordings(house.sandbox, join(house.files, 'recordings'));
	const execution = await house.run(id, 'Start by Hand');
	expect(errorOf(execution)).toBeUndefined();
	const [voice] = itemsOf(execution, 'Clone the Voice');
	for (const name of ['Speak the Ad', 'Speak the Phone Greeting'])
		expect(itemsOf(execution, name)[0]!.json['voiceId']).toBe(voice!.json['id']);
	expect(await saved('.mp3')).toEqual(expect.arrayContaining(['instant-clone.mp3', 'summer-sale-ad.mp3']));
	expect(await saved('.wav')).toContain('phone-greeting.wav');
});

test('captioned ad: saves audio and captions side by side, and the captions have the spoken text', async () => {
	const execution = await house.run(await house.saveExample('captioned-ad'), 'Start by Hand');
	expect(errorOf(execution)).toBeUndefined();
	const spoken = itemsOf(execution, 'Speak with Captions');
	expect(spoken).toHaveLength(2);
	for (const [at, item] of spoken.entries()) {
		const { name, copy } = itemsOf(execution, 'One Item for Each Ad')[at]!.json as Record<string, string>;
		expect((await read(`${name}.mp3`)).equals(await house.bytesOf(item))).toBe(true);
		const words = copy!.replace('[excited] ', '');
		const cues = (await read(`${name}.srt`))
			.toString('utf8')
			.trim()
			.split(/\n\n/)
			.map((cue) => cue.split('\n'));
		expect(cues.map(([number]) => number)).toEqual(cues.map((_, index) => String(index + 1)));
		for (const [, times] of cues) expect(times).toMatch(/^\d\d:\d\d:\d\d,\d{3} --> \d\d:\d\d:\d\d,\d{3}$/);
		expect(cues.flatMap(([, , ...lines]) => lines).join(' ')).toBe(words);
		const [head, ...blocks] = (await read(`${name}.vtt`)).toString('utf8').trim().split(/\n\n/);
		expect(head).toBe('WEBVTT');
		expect(blocks.flatMap((block) => block.split('\n').filter((line) => !line.includes('-->'))).join(' ')).toBe(words);
	}
});

/** The length of a WAV in seconds by its header, and its PCM values. */
function readWav(wav: Buffer): { seconds: number; sampleRate: number; values: Int16Array } {
	expect(wav.toString('latin1', 0, 4)).toBe('RIFF');
	expect(wav.readUInt32LE(40)).toBe(wav.length - 44);
	const sampleRate = wav.readUInt32LE(24);
	const values = Int16Array.from({ length: (wav.length - 44) / 2 }, (_, index) => wav.readInt16LE(44 + 2 * index));
	return { seconds: values.length / sampleRate, sampleRate, values };
}

test('spots of 15 seconds: makes each exactly as long, and lists those that are too long', async () => {
	const id = await house.saveExample('spots-of-15-seconds');
	const execution = await withSpeech(house, async () => await house.run(id, 'Start by Hand'));
	expect(errorOf(execution)).toBeUndefined();
	const spoken = itemsOf(execution, 'Speak in 15 Seconds');
	expect(spoken.map(({ json }) => json['fileName'])).toEqual([
		'harbour-books.wav',
		'morning-bread.wav',
		'bike-check.wav',
		'reading-night.wav',
	]);
	for (const { json } of spoken) {
		expect(json).toMatchObject({ seconds: 15, fits: true });
		expect(readWav(await read(String(json['fileName']))).seconds).toBe(15);
	}
	const [tooLong, ...others] = itemsOf(execution, 'Speak in 15 Seconds', 1);
	expect(others).toEqual([]);
	expect(tooLong!.json).toMatchObject({
		spot: 'garden-week',
		error: expect.stringContaining("'Text' is too long"),
		message: expect.stringMatching(/Cut about \d+ of its \d+ characters/),
	});
	const [head, ...rows] = (await read('too-long.csv')).toString('utf8').trim().split('\n');
	expect(head).toMatch(/\bspot,copy,error,message\b/);
	expect(rows).toEqual([expect.stringMatching(/garden-week.*Cut about \d+ of its \d+ characters/)]);
});

test('dub a video: the translation is spoken in time, by clones of those who speak in the recording', async () => {
	await house.sandbox.clearRequests();
	try {
		await expectDubbed(house, await withSpeech(house, async () => await dub(house)));
		const again = await withSpeech(house, async () => await dub(house));
		await expectDubbed(house, again);
		const uploads = (await house.sandbox.requests()).filter(
			({ method, path }) => method === 'POST' && path === '/model',
		);
		expect(uploads).toHaveLength(2);
	} finally {
		await removeDubbing(house);
	}
});

test('IVR from a sheet: a folder for each language, pauses, names by a sheet, and silence before prompts', async () => {
	await makeFolders(house.files);
	await house.sandbox.clearRequests();
	await house.sandbox.fault({
		match: { path: '/v1/tts', text: 'Gracias' },
		fault: { kind: 'status', status: 400, message: 'Not this one' },
	});
	const execution = await house.run(await house.saveExample('ivr-from-a-sheet'), 'Start by Hand');
	await house.sandbox.clearFaults();
	expect(errorOf(execution)).toBeUndefined();
	const files = ['en-US/welcome.wav', 'en-US/hours.wav', 'en-US/goodbye.wav', 'es-MX/welcome.wav', 'es-MX/hours.wav'];
	const spoken = itemsOf(execution, 'Speak the Prompts');
	expect(spoken.map(({ json }) => json['fileName'])).toEqual(files);
	expect(spoken.map(({ json }) => json['parts'] ?? 1)).toEqual([4, 2, 1, 4, 2]);
	for (const [index, name] of files.entries()) {
		const wav = await read(name);
		expect(wav.equals(await house.bytesOf(spoken[index]))).toBe(true);
		const { sampleRate, values } = readWav(wav);
		expect(sampleRate).toBe(8000);
		expect(values.subarray(0, 4000).every((value) => value === 0)).toBe(true);
	}
	// A name is said by the rules of the prompt's language.
	const sent = await textsSent();
	expect(sent.filter((text) => text.startsWith('We are at'))).toEqual([expect.stringContaining('at Eye-la Worf, and')]);
	expect(sent.filter((text) => /Welcome|Bienvenido/.test(text))).toEqual([
		'Bienvenido a Járbor Buks.',
		'Welcome to Harbour Books.',
	]);
	expect(itemsOf(execution, 'Prompts That Failed')).toMatchObject([
		{ json: { language: 'es-MX', file: 'goodbye', error: expect.stringContaining('Not this one') } },
	]);
});

test('audiobook chapter: makes one MP3, with captions of the whole chapter and without the pauses', async () => {
	const execution = await house.run(await house.saveExample('audiobook-chapter'), 'Start by Hand');
	expect(errorOf(execution)).toBeUndefined();
	const [spoken, ...others] = itemsOf(execution, 'Speak the Chapter');
	expect(others).toEqual([]);
	const { title, text } = itemsOf(execution, 'Chapter')[0]!.json as Record<string, string>;
	const scenes = text!.split('[pause 2s]');
	expect(Number(spoken!.json['parts'])).toBeGreaterThan(scenes.length);
	const name = 'The Lamp on Gannet Rock - Chapter One - The Boat That Came Early';
	const mp3 = await read(`${name}.mp3`);
	expect(mp3.equals(await house.bytesOf(spoken))).toBe(true);
	expect(mp3.length / Number(spoken!.json['seconds'])).toBeCloseTo(192_000 / 8, -3);
	const lines = (await read(`${name}.srt`))
		.toString('utf8')
		.trim()
		.split(/\n\n/)
		.flatMap((caption) => caption.split('\n').slice(2));
	expect(lines.join(' ')).toBe([`${title}.`, ...scenes].join(' ').trim().split(/\s+/).join(' '));
});

describe('dialogue', () => {
	test('speaks each line with the voice of its speaker, in one file', async () => {
		const { ids } = await house.sandbox.seedVoices({ count: 2, title: 'Voice' });
		const id = await house.saveExample('dialogue', (workflow) => {
			const { speaker } = nodeOf(workflow, 'Speak the Dialogue').parameters['speakers'] as {
				speaker: INodeParameters[];
			};
			for (const [at, one] of speaker.entries()) one['voice'] = { __rl: true, mode: 'list', value: ids[at]! };
		});
		await house.sandbox.clearRequests();
		const execution = await house.run(id, 'Start by Hand');
		expect(errorOf(execution)).toBeUndefined();
		const [request, ...more] = await house.sandbox.requests();
		expect(more).toEqual([]);
		expect(request!.body.reference_id).toEqual(ids);
		expect(String(request!.body.text).match(/<\|speaker:\d\|>/g)).toEqual(
			[0, 1, 0, 1, 0].map((speaker) => `<|speaker:${speaker}|>`),
		);
		expect(request!.body.text).not.toMatch(/Anna:|Ben:/);
		const [spoken, ...others] = itemsOf(execution, 'Speak the Dialogue');
		expect(others).toEqual([]);
		expect((await read('reading-night.mp3')).equals(await house.bytesOf(spoken))).toBe(true);
	});

	test('says that voices have to be chosen if it is run right after the import', async () => {
		await house.sandbox.clearRequests();
		const execution = await house.run(await house.saveExample('dialogue'), 'Start by Hand');
		expect(errorOf(execution)).toMatchObject({ message: expect.stringContaining("'Anna' in 'Speakers' has no voice") });
		expect(await house.sandbox.requests()).toEqual([]);
	});
});

describe('design and clone', () => {
	const choose = async (chosen: number): Promise<string> =>
		await house.saveExample('design-and-clone', (workflow) => {
			const { assignments } = nodeOf(workflow, 'My Voice').parameters['assignments'] as {
				assignments: INodeParameters[];
			};
			assignments.find(({ name }) => name === 'chosen')!['value'] = chosen;
		});

	const created = async () =>
		(await house.sandbox.requests()).filter(({ method, path }) => method === 'POST' && path === '/model');

	test('offers candidates in the first run, and creates a voice from the chosen one in the second', async () => {
		await house.sandbox.clearRequests();
		const designed = await house.run(await choose(0), 'Start by Hand');
		expect(errorOf(designed)).toBeUndefined();
		const candidates = itemsOf(designed, 'Design Voices');
		expect(candidates).toHaveLength(3);
		for (const [at, item] of candidates.entries()) {
			expect((await read(`candidate-${at + 1}.wav`)).equals(await house.bytesOf(item))).toBe(true);
		}
		expect(await created()).toEqual([]);

		const cloned = await house.run(await choose(2), 'Start by Hand');
		expect(errorOf(cloned)).toBeUndefined();
		const [upload, ...more] = await created();
		expect(more).toEqual([]);
		const sha256 = createHash('sha256')
			.update(await house.bytesOf(candidates[1]))
			.digest('hex');
		expect(upload!.body.files).toMatchObject([{ name: 'voices', sha256 }]);
		expect(upload!.body.fields).toEqual(
			expect.arrayContaining([
				['visibility', 'private'],
				['texts', candidates[1]!.json['text']],
			]),
		);
		const [voice] = itemsOf(cloned, 'Clone the Voice');
		expect(voice!.json).toMatchObject({ title: 'Evening voice', state: 'trained' });
		expect(itemsOf(cloned, 'Speak a Test Sentence')[0]!.json['voiceId']).toBe(voice!.json['id']);
		expect(await saved('.mp3')).toContain('Evening voice.mp3');
		expect((await house.sandbox.requests()).filter(({ path }) => path === '/v1/voice-design')).toHaveLength(1);
	});

	test('reports a candidate that does not exist', async () => {
		const execution = await house.run(await choose(9), 'Start by Hand');
		expect(errorOf(execution)?.message).toContain("no file in the field 'data'");
	});
});

describe('clone and announce', () => {
	let forms = 0;

	async function submit(files: string[], voiceName: string): Promise<void> {
		// n8n publishes only one form for each path.
		const path = `form-${++forms}`;
		const id = await house.saveExample('clone-and-announce', (workflow) => {
			nodeOf(workflow, 'Recordings').webhookId = path;
		});
		await house.publish(id);
		const address = `${house.n8n.url}/form/${path}`;
		await until(async () => ((await fetch(address)).ok ? true : undefined), { what: 'the form' });
		await visitor.page.goto(address);
		await visitor.page.getByLabel('Name of the voice').fill(voiceName);
		await visitor.page.locator('input[type=file]').setInputFiles(files);
		await visitor.shoot('form');
		expect(await page()).toContain('each at least 10 seconds');
		await visitor.page.getByRole('button', { name: 'Make the voice' }).click();
	}

	const page = async (): Promise<string> => await visitor.page.locator('body').innerText();

	test('takes recordings from a form, at the end of which the voice introduces itself', async () => {
		const wav = await house.sandbox.ttsBytes({ text: 'This is how I sound.', format: 'wav' });
		const files = await Promise.all(
			['one.wav', 'two.wav', 'three.wav'].map(async (name) => {
				const path = join(house.home, name);
				await writeFile(path, wav);
				return path;
			}),
		);
		await house.sandbox.clearRequests();
		await submit(files, 'Martha');
		await visitor.page.getByText('The voice is ready').waitFor({ timeout: 60_000 });
		await visitor.shoot('form-announced');
		expect(await page()).toMatch(
			/Martha has introduced itself[^]*in the list 'Voice'[^]*\n'two\.wav' is only .* seconds long\. /,
		);
		const created = (await house.sandbox.requests()).find(({ method, path }) => method === 'POST' && path === '/model');
		expect(created!.body.files.filter(({ name }: { name: string }) => name === 'voices')).toHaveLength(3);
		expect(created!.body.fields).toContainEqual(['visibility', 'private']);

		await submit(files, 'Martha');
		await visitor.page.getByText('The voice could not be made').waitFor({ timeout: 60_000 });
		await visitor.shoot('form-title-exists');
		expect(await page()).toMatch(/You have a voice of this title already: 'Martha'\. Nothing was created\./);
	});

	test('reports on the form a file that is not a recording', async () => {
		const path = join(house.home, 'letter.wav');
		await writeFile(path, 'Dear Sir or Madam');
		await submit([path], 'Nobody');
		await visitor.page.getByText('The voice could not be made').waitFor({ timeout: 60_000 });
		await visitor.shoot('form-refused');
		expect(await page()).toMatch(/Sample 1 is not audio(?! \[)/);
	});
});
