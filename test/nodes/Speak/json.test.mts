import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { anyVoice, anyVoiceId } from '../../support/anyVoice.mts';
import { setStage } from '../../support/stage.mts';

const stage = setStage();

const speak = async (parameters: INodeParameters, items: INodeExecutionData[] = [{ json: {} }]) =>
	await stage.engine.runNode('speak', { text: 'Hello there.', voice: anyVoice, ...parameters }, items);

const namesOf = (item: INodeExecutionData | undefined): string[] => Object.keys(item?.json ?? {});

test('begins with what people look for', async () => {
	const voice = {
		...anyVoice,
		mode: 'list',
		cachedResultName: 'Calm (Narrator) (Library, English, by les deux rives)',
	};
	const { items } = await speak({ voice, text: 'Hello\n there. '.repeat(20), fileName: 'en-US/hello' });
	expect(namesOf(items[0]).slice(0, 6)).toEqual(['fileName', 'seconds', 'text', 'voice', 'costUsd', 'voiceId']);
	expect(items[0]!.json).toMatchObject({
		fileName: 'en-US/hello.mp3',
		text: `${'Hello there. '.repeat(20).slice(0, 80)}…`,
		voice: 'Calm (Narrator)',
		voiceId: anyVoiceId,
	});
});

test('has the title of a voice by its title, and no ID where Fish Audio picks the voice', async () => {
	await stage.sandbox.seedVoices({ count: 1, title: 'Anna', state: 'trained' });
	const { items } = await speak({ voice: { __rl: true, mode: 'title', value: 'anna' } });
	expect(items[0]!.json).toMatchObject({ voice: 'Anna' });
	const [without] = (await speak({ voice: { __rl: true, mode: 'list', value: '' } })).items;
	expect(namesOf(without).slice(0, 4)).toEqual(['fileName', 'seconds', 'text', 'costUsd']);
	expect(without!.json).not.toHaveProperty('voiceId');
});

test('of an estimate and of an unchanged item has the name of the file, too', async () => {
	const [estimate] = (await speak({ checks: { onlyEstimate: true }, format: 'opus' })).items;
	expect(namesOf(estimate).slice(0, 4)).toEqual(['fileName', 'estimatedSeconds', 'text', 'costUsd']);
	expect(estimate!.json.fileName).toBe('Hello-there-1.ogg');
	const [spoken] = (await speak({})).items;
	const { outputs } = await speak({ checks: { previousFingerprint: spoken!.json.fingerprint as string } });
	expect(namesOf(outputs[1]![0]).slice(0, 4)).toEqual(['fileName', 'text', 'costUsd', 'unchanged']);
	expect(outputs[1]![0]!.json.fileName).toBe('Hello-there-1.mp3');
});

test('keeps the text of the input, and never that of an earlier run', async () => {
	const keep = { options: { includeInput: true } };
	const { items, run } = await speak(keep, [{ json: { text: 'The whole row' } }]);
	expect(items[0]!.json.text).toBe('The whole row');
	expect(JSON.stringify(run.data.resultData.runData['Node']![0]!.hints ?? [])).not.toContain('replaced');
	const { items: again } = await speak({ ...keep, text: 'Goodbye.' }, [{ json: items[0]!.json }]);
	expect(again[0]!.json.text).toBe('Goodbye.');
});

test('shows the turns of a dialogue apart, without tags', async () => {
	const speaker = ['Anna', 'Ben'].map((name) => ({ name, voice: anyVoice }));
	const { items } = await speak({ voiceSource: 'speakers', speakers: { speaker }, text: 'Anna: Hello!\nBen: Hi.' });
	expect(items[0]!.json.text).toBe('Hello! Hi.');
});
