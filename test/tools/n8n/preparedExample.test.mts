import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { IWorkflowBase } from 'n8n-workflow';

import { loadWorkflow } from '../../../examples/load.mts';
import { preparedExample } from '../../../tools/n8n/preparedExample.mts';

const files = '/somewhere/n8n/files';
const voices = [
	{ id: 'a'.repeat(32), title: 'High' },
	{ id: 'b'.repeat(32), title: 'Low' },
];

const names = readdirSync('examples').filter((name) => name.endsWith('.json'));

const load = async (name: string): Promise<IWorkflowBase> => await loadWorkflow(join('examples', name), { files });

/** The text of the note that tells about the workflow. */
const aboutIn = ({ nodes }: IWorkflowBase): string =>
	String(nodes.find(({ name }) => name === 'About This Workflow')!.parameters['content']);

test.each(names)('%s: the note says that all is set up, in no more words than before', async (name) => {
	const loaded = await load(name);
	const [before, after] = [aboutIn(loaded), aboutIn(preparedExample(loaded, voices))];
	// Where something is left, such as a chat model, not all is set up.
	const left = after.includes('**Still to do**');
	expect(after).toContain(left ? '**Already set up**: ' : '**All is set up**: ');
	expect(left).toBe(name === 'assistant-with-a-voice.json');
	expect(after).toContain('the account is the sandbox: nothing is billed.');
	expect(after).not.toMatch(
		/Before you begin|Install the|Create a credential|must exist|has to exist|choose (a|your) voice/,
	);
	expect(after.length).toBeLessThan(before.length);
	// The folder is still named, and what comes before and after the steps stays.
	expect(after.includes(files)).toBe(before.includes(files));
	const top = before.split('**Before you begin**')[0]!;
	const then = before.slice(before.indexOf('**Then'));
	expect(after.startsWith(top)).toBe(true);
	if (before.includes('**Then')) expect(after.endsWith(then)).toBe(true);
});

test('steps that are a matter of choice stay', async () => {
	const about = aboutIn(preparedExample(await load('assistant-with-a-voice.json')));
	expect(about).toMatch(
		/and an account is chosen\.\n\n\*\*Still to do\*\*\n- Choose your OpenAI credential .*\n- In \*\*Speak\*\* choose/,
	);
	expect(about).toMatch(/- In \*\*Speak\*\* choose the voice .*\n\n\*\*Then/);
});

test('a note with fewer steps is lower, and says that a voice is chosen where one is needed', async () => {
	const loaded = await load('nightly-ivr.json');
	const noteOf = ({ nodes }: IWorkflowBase) => nodes.find(({ name }) => name === 'About This Workflow')!.parameters;
	const after = noteOf(preparedExample(loaded, voices));
	expect(Number(after['height'])).toBeLessThan(Number(noteOf(loaded)['height']) - 60);
	expect(after['content']).toContain('installed, a voice is chosen, and the account is the sandbox');
	expect(aboutIn(preparedExample(loaded))).toMatch(
		/an account is chosen\..*\n\n\*\*Still to do\*\*\n- In \*\*Speak for the Phone\*\* choose your voice/,
	);
});

test('speakers without a voice get one each; a chosen one stays', async () => {
	const loaded = await load('dialogue.json');
	const speakersIn = ({ nodes }: IWorkflowBase) =>
		nodes.flatMap(({ parameters }) => (parameters['speakers'] as any)?.speaker ?? []).map(({ voice }) => voice.value);
	expect(speakersIn(preparedExample(loaded, voices))).toEqual(voices.map(({ id }) => id));
	expect(aboutIn(preparedExample(loaded))).toContain('- In **Speak the Dialogue** choose a voice for Anna');
	const dub = await load('dub-a-video.json');
	expect(speakersIn(preparedExample(dub, voices))).toEqual(speakersIn(dub));
});

test('a Speak node without a voice gets one from the list, with its title', async () => {
	const loaded = await load('nightly-ivr.json');
	const voiceIn = ({ nodes }: IWorkflowBase) =>
		nodes.find(({ name }) => name === 'Speak for the Phone')!.parameters['voice'];
	expect(voiceIn(preparedExample(loaded, voices))).toEqual({
		__rl: true,
		mode: 'list',
		value: voices[0]!.id,
		cachedResultName: 'High',
	});
	expect(voiceIn(preparedExample(loaded))).toEqual(voiceIn(loaded));
	// A voice that an expression gives stays.
	const { nodes } = preparedExample(await load('ads-batch.json'), voices);
	expect(nodes.find(({ name }) => name === 'Speak the Ads')!.parameters['voice']).toMatchObject({ mode: 'id' });
});
