import type { INodeParameters } from 'n8n-workflow';

import { setStage } from '../../support/stage.mts';

/** A self-hosted server, which offers only speech. */
const stage = setStage({ like: 'fish-speech' });

const speak = async (parameters: INodeParameters) =>
	await stage.engine.runNode('speak', { text: 'Hello there', ...parameters }, [{ json: {} }]);

test.each([{ captions: 'srt' }, { options: { includeWords: true } }])(
	'without word times, %j says what to leave out',
	async (parameters) => {
		const { error } = await speak(parameters);
		expect(error?.message).toBe('The server at the base URL cannot tell when words are heard [item 0]');
		expect(error?.description).toMatch(/remove 'Captions' and 'Include Words'/);
	},
);

test('a refusal is reported although the server has no list of voices', async () => {
	const { error } = await speak({ voice: { __rl: true, mode: 'id', value: 'Narrator' }, sound: { latency: 'low' } });
	expect(error?.message).toMatch(/^Fish Audio refused the request: latency/);
});

test("PCM has the server's own sample rate", async () => {
	const { items } = await speak({ format: 'pcm' });
	expect(items[0]!.json).toMatchObject({ format: 'pcm', sampleRate: 44_100 });
});
