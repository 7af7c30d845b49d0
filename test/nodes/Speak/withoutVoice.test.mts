import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { anyVoice } from '../../support/anyVoice.mts';
import { hintTextsOf } from '../../support/hints.mts';
import { setStage } from '../../support/stage.mts';

const stage = setStage();

const speak = async (parameters: INodeParameters, items: INodeExecutionData[] = [{ json: {} }]) =>
	await stage.engine.runNode('speak', { text: 'Hello there.', ...parameters }, items);

const caption = (second: number): string => `00:00:0${second},000 --> 00:00:0${second + 1},000\nHello there.\n\n`;
const subtitles = { textSource: 'subtitles', subtitles: caption(1) + caption(3) };
const pauses = { text: 'Hello. [pause 1s] Goodbye.' };

test.each<[string, INodeParameters, string]>([
	['a long text', { text: 'This is a sentence. '.repeat(200) }, 'this text is spoken in 2 parts'],
	['a text with pauses', pauses, 'this text is spoken in 2 parts'],
	['subtitles', subtitles, 'these subtitles are spoken in 2 requests'],
	['a fingerprint', { checks: { previousFingerprint: '' } }, "'Previous Fingerprint' is set"],
])('%s needs a voice, which is said before anything is sent', async (_, parameters, what) => {
	const { error } = await speak(parameters);
	expect(error?.message).toBe(`'Voice' is empty, and ${what} [item 0]`);
	expect(error?.description).toContain("Choose a voice in 'Voice'");
	expect(await stage.sandbox.requests()).toEqual([]);
	expect((await speak({ ...parameters, voice: anyVoice })).error).toBeUndefined();
});

test.each<[string, INodeParameters]>([
	['a short text', {}],
	['one caption', { ...subtitles, subtitles: caption(1) }],
	['an estimate', { ...pauses, checks: { onlyEstimate: true } }],
])('%s needs none', async (_, parameters) => {
	const run = await speak(parameters);
	expect(run.error).toBeUndefined();
	expect(JSON.stringify(hintTextsOf(run))).not.toContain('voice');
});

test('a recording is a voice of its own', async () => {
	const sample = await stage.itemWith({ data: [await stage.recording(), 'a.wav', 'audio/wav'] });
	expect((await speak({ ...pauses, voiceSource: 'samples' }, [sample])).error).toBeUndefined();
});

test('of several items, those without a voice are counted in one hint', async () => {
	const items = [1, 2, 3].map((row) => ({ json: { row } }));
	expect(hintTextsOf(await speak({}, items))).toContainEqual(
		expect.stringMatching(/^3 items have no voice, so they can sound different\..*Choose a voice in 'Voice'\.$/),
	);
	expect(JSON.stringify(hintTextsOf(await speak({ voice: anyVoice }, items)))).not.toContain('have no voice');
});
