import { FishAudioClient } from 'fish-audio';
import { startSandbox, type RunningSandbox } from '../support/sandbox.mts';
import { wavOf } from './api.mts';

/** The vendor's own client works with the sandbox; only its base URL is set. */
let sandbox: RunningSandbox;
let client: FishAudioClient;
beforeAll(async () => {
	sandbox = await startSandbox({ trainingMs: 0 });
	client = new FishAudioClient({ apiKey: sandbox.key, baseUrl: sandbox.url });
});
afterAll(() => sandbox.stop());

const sampleOf = (hertz: number) => new File([new Uint8Array(wavOf(hertz))], 'sample.wav', { type: 'audio/wav' });

async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) chunks.push(chunk);
	return Buffer.concat(chunks);
}

test('it creates, reads, lists, changes and deletes a voice', async () => {
	const made = await client.voices.ivc.create({
		title: 'From the client',
		voices: [sampleOf(120), sampleOf(130)],
		visibility: 'private',
	} as never);
	expect(made).toMatchObject({ title: 'From the client', state: 'trained' });
	const found = await client.voices.search({ self: true, title: 'client' } as never);
	expect(found.items.map(({ _id }) => _id)).toEqual([made._id]);
	await client.voices.update(made._id, { title: 'Renamed' });
	expect((await client.voices.get(made._id)).title).toBe('Renamed');
	await client.voices.delete(made._id);
	await expect(client.voices.get(made._id)).rejects.toMatchObject({ statusCode: 404 });
});

test('it speaks', async () => {
	const spoken = await bytesOf((await client.textToSpeech.convert({ text: 'Hello there.', format: 'wav' })) as never);
	expect(spoken.subarray(0, 4).toString()).toBe('RIFF');
	expect(spoken.length).toBeGreaterThan(20_000);
});

test('it speaks as an instant clone', async () => {
	const references = [{ audio: sampleOf(200), text: 'aaa' }];
	const spoken = await bytesOf(
		(await client.textToSpeech.convert({ text: 'Hello there.', format: 'mp3', references } as never)) as never,
	);
	expect(spoken.length).toBeGreaterThan(5000);
});

test('it reads the credit', async () => {
	expect(Number((await client.user.get_api_credit()).credit)).toBeGreaterThan(99);
});
