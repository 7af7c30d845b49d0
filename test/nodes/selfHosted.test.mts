import type { INodeParameters } from 'n8n-workflow';

import { hintTextsOf } from '../support/hints.mts';
import { startEngine, type Engine } from '../support/engine.mts';
import { startSandbox, type RunningSandbox } from '../support/sandbox.mts';

/** Servers that people run themselves: they offer only speech. */
let sandbox: RunningSandbox;
let engine: Engine;
const start = async (like: 'fish-speech' | 'on-premises'): Promise<void> => {
	sandbox = await startSandbox({ like, speech: 'tone' });
	engine = await startEngine({ credential: { apiKey: sandbox.key, baseUrl: sandbox.url } });
};
const stop = async (): Promise<void> => {
	await engine.stop();
	await sandbox.stop();
};

const speak = async (parameters: INodeParameters = {}) =>
	await engine.runNode('speak', { text: 'Hello there, my friend.', ...parameters });
const voice = (value: string) => ({ voice: { __rl: true, mode: 'id', value } });

describe.each(['fish-speech', 'on-premises'] as const)('with a server like %s', (like) => {
	beforeAll(async () => await start(like));
	afterAll(stop);

	test('the credential test passes', async () => {
		expect((await engine.testCredential({ apiKey: sandbox.key, baseUrl: sandbox.url })).status).toBe('OK');
	});

	test.each(['mp3', 'wav', 'pcm'])('Speak works, also with the name of a voice: %s', async (format) => {
		for (const more of [{}, voice('narrator')]) {
			const { items, error } = await speak({ format, ...more });
			expect(error).toBeUndefined();
			expect(items).toMatchObject([{ json: { format, sampleRate: 44_100 } }]);
		}
	});

	test.each<INodeParameters>([
		{ resource: 'account', operation: 'getCredit' },
		{ operation: 'list' },
		{ operation: 'design', prompt: 'A man' },
	])('a feature that it does not have is reported: %j', async (parameters) => {
		const { error } = await engine.runNode('voiceClone', parameters);
		expect(error?.message).toBe('The server at the base URL does not offer this [item 0]');
		expect(error?.description).toContain('it may only offer speech');
	});

	test('the voice picker says that there is no list of voices', async () => {
		await expect(engine.search('speak', 'searchVoices')).rejects.toThrow(
			'The server at the base URL does not offer this',
		);
	});
});

describe('with the open-source server', () => {
	beforeAll(async () => await start('fish-speech'));
	afterAll(stop);

	test.each<INodeParameters>([
		{ format: 'wav', sound: { sampleRate: 8000 } },
		{ format: 'mp3', sound: { sampleRate: 32_000 } },
		{ format: 'phone' },
	])('a sample rate that it ignores is reported, and no audio passed on: %j', async (parameters) => {
		expect((await speak(parameters)).error?.message).toMatch(/^The audio of Fish Audio has 44100 Hz instead of \d+ Hz/);
	});
});

describe("with the vendor's on-premises server", () => {
	beforeAll(async () => await start('on-premises'));
	afterAll(stop);

	test('a hint says that there are no captions, and the audio is kept', async () => {
		const run = await speak({ captions: 'srt' });
		expect(run.error).toBeUndefined();
		expect(Object.keys(run.items[0]!.binary!)).toEqual(['data']);
		expect(hintTextsOf(run)).toEqual([expect.stringMatching(/so there are no captions\. The audio is complete/)]);
	});
});
