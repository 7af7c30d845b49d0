import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { IWorkflowBase } from 'n8n-workflow';

import { makeRecordings } from '../../examples/demo/recordings.mts';
import { setVisitor } from './support/browser.mts';
import { Editor } from './support/editor.mts';
import { errorOf, itemsOf } from './support/execution.mts';
import { setHouse } from './support/house.mts';
import { until } from './support/until.mts';
import { everyOtherSecond } from './support/workflow.mts';

const house = setHouse({ sandbox: { speech: 'tone', trainingMs: 1_500 } });
const visitor = setVisitor(house);

const saved = async (ending: string): Promise<string[]> => (await readdir(house.files)).filter((name) => name.endsWith(ending)).sort();

/** Lets the triggers of an example look often. */
const pollOften = ({ nodes }: IWorkflowBase): void => {
	for (const { parameters } of nodes) if ('pollTimes' in parameters) parameters['pollTimes'] = everyOtherSecond;
};

const nodeOf = ({ nodes }: IWorkflowBase, name: string) => nodes.find((node) => node.name === name)!;

/** A workflow's executions of a kind once there are so many of them and they have ended. */
const executions = async (id: string, count: number) => {
	const all = await until(async () => ((await house.executions(id)).length >= count ? await house.executions(id) : undefined));
	return await Promise.all(all.map(async (one) => await house.ended(one.id)));
};

test.each(['ads-batch', 'clone-and-announce', 'clone-and-speak', 'nightly-ivr', 'voice-ready'])('%s: its picture', async (name) => {
	const editor = new Editor(visitor.page);
	await editor.open(await house.saveExample(name));
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
	await until(async () => ((await chosen.inputValue()) === house.credential.name ? true : undefined), { what: 'the credential' });
	await visitor.shoot('example-imported');
});

test('ads batch: every line in every voice, each saved; one that fails leaves by the second output', async () => {
	const id = await house.saveExample('ads-batch');
	await house.sandbox.fault({ match: { path: '/v1/tts', text: 'candle' }, fault: { kind: 'status', status: 400, message: 'Not this one' }, times: 3 });
	const execution = await house.run(id, 'Start by Hand');
	await house.sandbox.clearFaults();
	expect(errorOf(execution)).toBeUndefined();
	const spoken = itemsOf(execution, 'Speak the Ads');
	expect(spoken).toHaveLength(15);
	expect(itemsOf(execution, 'Lines That Failed')).toHaveLength(3);
	expect(itemsOf(execution, 'Lines That Failed')[0]!.json).toMatchObject({ spot: 'reading-night', error: expect.stringContaining('Not this one'), message: expect.any(String) });
	expect(await saved('.mp3')).toEqual(spoken.map(({ json }) => String(json['fileName'])).sort());
	for (const item of spoken) {
		expect((await readFile(join(house.files, String(item.json['fileName'])))).equals(await house.bytesOf(item))).toBe(true);
	}
});

test('nightly IVR: phone format, the same names at each run, and the schedule can be published', async () => {
	const id = await house.saveExample('nightly-ivr');
	const names = ['goodbye.wav', 'hold.wav', 'hours.wav', 'welcome.wav'];
	for (const run of [1, 2]) {
		const execution = await house.run(id, 'Start by Hand');
		expect([run, errorOf(execution)]).toEqual([run, undefined]);
		expect(itemsOf(execution, 'Prompts That Failed')).toEqual([]);
		expect(await saved('.wav')).toEqual(names);
	}
	for (const name of names) {
		const wav = await readFile(join(house.files, name));
		expect([wav.toString('latin1', 0, 4), wav.readUInt16LE(22), wav.readUInt32LE(24), wav.readUInt16LE(34)]).toEqual(['RIFF', 1, 8000, 16]);
		expect(wav.length).toBe((await stat(join(house.files, name))).size);
	}
	const hours = (await house.sandbox.requests()).map(({ body }) => String(body?.text)).find((text) => text.startsWith('Today is'));
	expect(hours).toMatch(/^Today is \w+day\. We are open (from nine to six|until noon)\.$/);
	await house.publish(id);
});

test('voice ready: a voice that is trained speaks a test phrase', async () => {
	const id = await house.saveExample('voice-ready', pollOften);
	await house.publish(id);
	await house.polled();
	const [voice] = (await house.sandbox.seedVoices({ title: 'Marta', state: 'trained' })).ids;
	const [execution] = await executions(id, 1);
	expect(itemsOf(execution!, 'Pass It On')[0]).toMatchObject({ json: { voiceId: voice, fileName: 'Test of Marta.mp3' }, binary: { data: {} } });
	await house.rest.call('POST', `workflows/${id}/deactivate`, {});
});

test('clone and speak: recordings become a voice, and once it is trained it speaks', async () => {
	await makeRecordings(house.sandbox, join(house.files, 'recordings'));
	const id = await house.saveExample('clone-and-speak', pollOften);
	await house.publish(id);
	await house.polled();
	const cloned = await house.run(id, 'Start by Hand');
	expect(errorOf(cloned)).toBeUndefined();
	const [voice] = itemsOf(cloned, 'Clone the Voice');
	const [, spoken] = await executions(id, 2);
	expect(itemsOf(spoken!, 'When the Voice Is Trained').map(({ json }) => json['id'])).toEqual([voice!.json['id']]);
	expect(await saved('.mp3')).toEqual(expect.arrayContaining(['instant-clone.mp3', 'summer-sale-ad.mp3']));
	expect(await saved('.wav')).toContain('phone-greeting.wav');
	await house.rest.call('POST', `workflows/${id}/deactivate`, {});
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
		const files = await Promise.all(['one.wav', 'two.wav', 'three.wav'].map(async (name) => {
			const path = join(house.home, name);
			await writeFile(path, wav);
			return path;
		}));
		await house.sandbox.clearRequests();
		await submit(files, 'Anna');
		await visitor.page.getByText('The voice is ready').waitFor({ timeout: 60_000 });
		await visitor.shoot('form-announced');
		expect(await visitor.page.locator('body').innerText()).toMatch(/Anna has introduced itself[^]*Its ID is [0-9a-f]{32}/);
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
