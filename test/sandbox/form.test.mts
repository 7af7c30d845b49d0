import { createHash } from 'node:crypto';
import NodeFormData from 'form-data';
import { request } from 'node:http';
import { startSandbox, type RunningSandbox } from '../support/sandbox.mts';
import { wavOf } from './api.mts';

let sandbox: RunningSandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ trainingMs: 0 });
});
afterAll(() => sandbox.stop());

/** Sends a form written by the npm package `form-data`, an independent encoder. */
function send(form: NodeFormData): Promise<number> {
	return new Promise((resolve, reject) => {
		const headers = { ...form.getHeaders(), authorization: `Bearer ${sandbox.key}` };
		const sent = request(`${sandbox.url}/model`, { method: 'POST', headers }, (response) => {
			response.resume().on('end', () => resolve(response.statusCode ?? 0));
		});
		sent.on('error', reject);
		form.pipe(sent);
	});
}

function goodForm(): NodeFormData {
	const form = new NodeFormData();
	for (const [name, value] of Object.entries({
		type: 'tts',
		train_mode: 'fast',
		visibility: 'private',
		title: 'Zoë “Z” \r\n--x',
	}))
		form.append(name, value);
	return form;
}

test.each(['plain.wav', 'two words.wav', 'Grüße Аня 声.wav', "it's; a=b.wav"])(
	'the file name %s arrives unchanged',
	async (filename) => {
		const wav = wavOf(140);
		const form = goodForm();
		form.append('voices', wav, { filename, contentType: 'audio/wav' });
		expect(await send(form)).toBe(201);
		const body = (await sandbox.requests()).at(-1)?.body;
		expect(body.files).toEqual([
			{
				name: 'voices',
				filename,
				type: 'audio/wav',
				bytes: wav.length,
				sha256: createHash('sha256').update(wav).digest('hex'),
			},
		]);
		expect(body.fields).toContainEqual(['title', 'Zoë “Z” \r\n--x']);
	},
);

test('a part without a file name is not a file', async () => {
	const form = goodForm();
	form.append('voices', wavOf(140), { contentType: 'audio/wav' });
	expect(await send(form)).toBe(422);
});
