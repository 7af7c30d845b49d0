import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { INodeParameters, IWorkflowBase } from 'n8n-workflow';

import { makeRecordings } from '../../examples/demo/recordings.mts';
import { filesInDocker, loadWorkflow } from '../../examples/load.mts';
import { setVisitor } from './support/browser.mts';
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

/** Lets the triggers of an example look often. */
const pollOften = ({ nodes }: IWorkflowBase): void => {
	for (const { parameters } of nodes) if ('pollTimes' in parameters) parameters['pollTimes'] = everyOtherSecond;
};

const nodeOf = ({ nodes }: IWorkflowBase, name: string) => nodes.find((node) => node.name === name)!;

/** A workflow's executions of a kind once there are so many of them and they have ended. */
const executions = async (id: string, count: number) => {
	const all = await until(async () =>
		(await house.executions(id)).length >= count ? await house.executions(id) : undefined,
	);
	return await Promise.all(all.map(async (one) => await house.ended(one.id)));
};

const names = readdirSync('examples')
	.filter((name) => name.endsWith('.json'))
	.map((name) => name.replace('.json', ''));

// The pictures show nodes that are ready; no test here asks the chat model.
beforeAll(async () => await house.addChatModel('http://127.0.0.1:9/v1'));

test.each(names)('%s: its picture', async (name) => {
	const editor = new Editor(visitor.page);
	// As people import it, with the folder that its notes name.
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
	// n8n marks what it does not know or finds wrong.
	expect(await visitor.page.getByTestId('node-issues').count()).toBe(0);
});

test('imported as a person does, it finds the credential by its name', async () => {
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

test('ads batch: every line in every voice, each saved; one that fails leaves by the second output', async () => {
	const id = await house.saveExample('ads-batch');
	await house.sandbox.fault({
		match: { path: '/v1/tts', text: 'candle' },
		fault: { kind: 'status', status: 400, message: 'Not this one' },
		times: 3,
	});
	const execution = await house.run(id, 'Start by Hand');
	await house.sandbox.clearFaults();
	expect(errorOf(execution)).toBeUndefined();
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

	/** One night: what was spoken in it, and what was not. */
	async function night(id: string) {
		await house.sandbox.clearRequests();
		const execution = await house.run(id, 'Start by Hand');
		expect(errorOf(execution)).toBeUndefined();
		return {
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
		'the first night all prompts are spoken, the second none; what has changed or failed is spoken, and nothing ' +
			'else',
		async () => {
			const id = await house.saveExample('nightly-ivr');
			const first = await night(id);
			expect(first).toMatchObject({ sent: [...first.prompts].sort(), unchanged: [], failed: [] });
			expect(first.prompts[1]).toMatch(/^Today is \w+day\. We are open (from nine to six|until noon)\.$/);
			expect(await saved('.wav')).toEqual(files);
			expect(await saved('.fingerprint.txt')).toEqual(files.map((name) => name.replace('.wav', '.fingerprint.txt')));
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
			// Midnight may have come between: then it is another day's opening hours.
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
			expect(third.failed).toMatchObject([
				{ file: 'hold', error: expect.stringContaining('Not tonight'), message: expect.any(String) },
			]);
			expect((await read('hold.wav')).equals(before)).toBe(true);

			const fourth = await night(changed);
			expect(fourth.sent.filter((text) => !text.startsWith('Today is'))).toEqual([
				expect.stringMatching(/^Each of our booksellers is with customers/),
			]);
			expect(fourth.failed).toEqual([]);
			expect((await read('hold.wav')).equals(before)).toBe(false);
			expect((await night(changed)).unchanged).toContain('hold');
			expect(await saved('.wav')).toEqual(files);
		},
	);

	test('in the editor one sees how many prompts were spoken, and how many were not', async () => {
		const id = await house.saveExample('nightly-ivr', (workflow) => {
			// Without its notes there is room for what happens.
			workflow.nodes = workflow.nodes.filter(({ type }) => !type.endsWith('.stickyNote'));
		});
		const editor = new Editor(visitor.page);
		await editor.open(id);
		await editor.execute('Start by Hand');
		for (const name of ['Save Fingerprints', 'Unchanged Prompts'])
			await editor.node(name).getByTestId('canvas-node-status-success').waitFor();
		await editor.fit();
		await visitor.shoot('example-nightly-ivr-run', { messages: false });
	});

	test('its schedule can be published', async () => {
		await house.publish(await house.saveExample('nightly-ivr'));
	});
});

test('voice ready: a voice that is trained speaks a test phrase', async () => {
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

test(
	'clone and speak: without recordings it says so; with them they become a voice, and once it is trained it ' +
		'speaks',
	async () => {
		const id = await house.saveExample('clone-and-speak', pollOften);
		expect(errorOf(await house.run(id, 'Start by Hand'))?.message).toContain("no file in the field 'data'");
		await makeRecordings(house.sandbox, join(house.files, 'recordings'));
		await house.publish(id);
		await house.polled();
		const cloned = await house.run(id, 'Start by Hand');
		expect(errorOf(cloned)).toBeUndefined();
		const [voice] = itemsOf(cloned, 'Clone the Voice');
		const [, , spoken] = await executions(id, 3);
		expect(itemsOf(spoken!, 'When the Voice Is Trained').map(({ json }) => json['id'])).toEqual([voice!.json['id']]);
		expect(await saved('.mp3')).toEqual(expect.arrayContaining(['instant-clone.mp3', 'summer-sale-ad.mp3']));
		expect(await saved('.wav')).toContain('phone-greeting.wav');
		await house.rest.call('POST', `workflows/${id}/deactivate`, {});
	},
);

test('captioned ad: audio and captions lie beside each other, and the captions say what is spoken', async () => {
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

describe('dialogue', () => {
	test('each line is spoken by the voice of its name, and all of it is one file', async () => {
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

	test('imported and run at once, it says that voices have to be chosen', async () => {
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

	test('the first run gives candidates to listen to; the second makes a voice of exactly the chosen one', async () => {
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

	test('a candidate that there is not is told', async () => {
		const execution = await house.run(await choose(9), 'Start by Hand');
		expect(errorOf(execution)?.message).toContain("no file in the field 'data'");
	});
});

describe('clone and announce', () => {
	async function submit(files: string[], voiceName: string): Promise<void> {
		const id = await house.saveExample('clone-and-announce', (workflow) => {
			// Of one path there can be but one published form.
			nodeOf(workflow, 'Recordings').webhookId = `form-${voiceName.toLowerCase()}`;
		});
		await house.publish(id);
		const address = `${house.n8n.url}/form/form-${voiceName.toLowerCase()}`;
		await until(async () => ((await fetch(address)).ok ? true : undefined), { what: 'the form' });
		await visitor.page.goto(address);
		await visitor.page.getByLabel('Name of the voice').fill(voiceName);
		await visitor.page.locator('input[type=file]').setInputFiles(files);
		await visitor.shoot('form');
		await visitor.page.getByRole('button', { name: 'Make the voice' }).click();
	}

	test('a form takes the recordings, and at its end the voice introduces itself', async () => {
		const wav = await house.sandbox.ttsBytes({ text: 'This is how I sound.', format: 'wav' });
		const files = await Promise.all(
			['one.wav', 'two.wav', 'three.wav'].map(async (name) => {
				const path = join(house.home, name);
				await writeFile(path, wav);
				return path;
			}),
		);
		await house.sandbox.clearRequests();
		await submit(files, 'Anna');
		await visitor.page.getByText('The voice is ready').waitFor({ timeout: 60_000 });
		await visitor.shoot('form-announced');
		expect(await visitor.page.locator('body').innerText()).toMatch(
			/Anna has introduced itself[^]*Its ID is [0-9a-f]{32}/,
		);
		const created = (await house.sandbox.requests()).find(({ method, path }) => method === 'POST' && path === '/model');
		expect(created!.body.files.filter(({ name }: { name: string }) => name === 'voices')).toHaveLength(3);
		expect(created!.body.fields).toContainEqual(['visibility', 'private']);
	});

	test('what is not a recording is told on the form', async () => {
		const path = join(house.home, 'letter.wav');
		await writeFile(path, 'Dear Sir or Madam');
		await submit([path], 'Nobody');
		await visitor.page.getByText('The voice could not be made').waitFor({ timeout: 60_000 });
		await visitor.shoot('form-refused');
		expect(await visitor.page.locator('body').innerText()).toMatch(/Sample 1 is not audio/);
	});
});
