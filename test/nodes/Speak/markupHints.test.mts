import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { anyVoice } from '../../support/anyVoice.mts';
import { hintTextsOf } from '../../support/hints.mts';
import { setStage } from '../../support/stage.mts';

const stage = setStage();

const speak = async (parameters: INodeParameters, items: INodeExecutionData[] = [{ json: {} }]) => {
	const run = await stage.engine.runNode('speak', { text: 'Hello there.', voice: anyVoice, ...parameters }, items);
	return { ...run, hints: hintTextsOf(run) };
};
const spoken = async () =>
	(await stage.sandbox.requests()).filter(({ path }) => path.startsWith('/v1/tts')).map(({ body }) => body.text);

describe('hints about Markdown and HTML', () => {
	test('appear once, with the first item', async () => {
		const { hints, error } = await speak(
			{ text: '={{ $json.t }}' },
			['Plain.', 'This is **bold**.', 'And **this**.'].map((t) => ({ json: { t } })),
		);
		expect(error).toBeUndefined();
		expect(hints).toEqual([
			expect.stringMatching(/^'Text' has Markdown, such as \*\*bold\*\* \[item 1\]\. .*plain text/),
		]);
	});

	test('escape HTML, because n8n shows hints as HTML', async () => {
		const { hints } = await speak({ text: 'This is <b>bold</b> &amp; more.' });
		expect(hints).toEqual([
			expect.stringContaining('such as &lt;b&gt; [item 0]'),
			expect.stringContaining('such as &amp;amp; [item 0]'),
		]);
	});

	test('do not appear for the bold names of a dialogue', async () => {
		const { ids } = await stage.sandbox.seedVoices({ count: 1, state: 'trained' });
		const speakers = { speaker: [{ name: 'Anna', voice: { __rl: true, mode: 'id', value: ids[0]! } }] };
		expect(
			(await speak({ voiceSource: 'speakers', text: '**Anna:** Hi\n---\n**Anna:** Bye', speakers: speakers as never }))
				.hints,
		).toEqual([]);
		expect(await spoken()).toEqual(['<|speaker:0|>Hi<|speaker:0|>Bye']);
	});
});
