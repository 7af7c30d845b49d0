import { NodeHelpers } from 'n8n-workflow';

import { setStage } from '../support/stage.mts';

const stage = setStage();

const agentSees = async (
	type: string,
	parameters: object,
	settings: Parameters<typeof stage.engine.runNode>[3] = {},
) => {
	const { error, items } = await stage.engine.runNode(type, parameters as never, [{ json: {} }], settings);
	// n8n's agents see the message of an error, or the JSON of items.
	return error ? { error: error.message } : items.map(({ json }) => json);
};

/** Mistakes that an agent can correct, and the advice it needs. */
const mistakes: Array<[string, string, object, string]> = [
	['an empty text', 'speakTool', { text: '={{ "" }}' }, 'Enter the text to speak'],
	['a text that cannot be spoken', 'speakTool', { text: '[happy]' }, 'Add words to it'],
	[
		'an ID that is not one',
		'speakTool',
		{ text: 'Hi', voice: { __rl: true, mode: 'id', value: 'Anna Smith' } },
		'An ID of Fish Audio has 32 characters',
	],
	[
		'an unknown choice',
		'speakTool',
		{ text: 'Hi', format: '={{ "ogg" }}' },
		"Choose one of: 'MP3', 'WAV', 'Phone (8 kHz)' (phone), 'Opus', 'PCM'.",
	],
	[
		'a voice that does not exist',
		'voiceCloneTool',
		{ resource: 'voice', operation: 'get', voice: { __rl: true, mode: 'id', value: '0'.repeat(32) } },
		'Choose the voice from the list',
	],
	[
		'samples that are not URLs',
		'voiceCloneTool',
		{ resource: 'voice', operation: 'create', title: 'Anna', sampleSource: 'urls', sampleUrls: 'anna.mp3' },
		'https://',
	],
	[
		'a prompt that is too long',
		'voiceCloneTool',
		{ resource: 'voice', operation: 'design', prompt: 'x'.repeat(3000) },
		'Shorten it',
	],
];

describe('an agent learns how to correct its mistake', () => {
	test.each(mistakes)('%s', async (_, type, parameters, advice) => {
		expect(JSON.stringify(await agentSees(type, parameters))).toContain(advice);
	});

	test.each(mistakes)('%s, where the tool continues on errors', async (_, type, parameters, advice) => {
		const seen = JSON.stringify(await agentSees(type, parameters, { onError: 'continueRegularOutput' }));
		expect(seen.split(advice)).toHaveLength(2);
	});

	test('once in the message, and in the description that people see', async () => {
		const { error } = await stage.engine.runNode('speakTool', { text: '={{ "" }}' });
		expect(error?.message).toBe(`'Text' is empty [item 0]. ${error?.description}`);
	});

	test('while the message in a workflow stays short', async () => {
		expect((await stage.engine.runNode('speak', { text: '={{ "" }}' })).error?.message).toBe(
			"'Text' is empty [item 0]",
		);
	});

	test('also from a failure of Fish Audio', async () => {
		await stage.sandbox.settings({ credit: 0 });
		expect(JSON.stringify(await agentSees('speakTool', { text: 'Hello' }))).toMatch(/credit.*\. \S/);
	});
});

test('the description that n8n gives an agent says that a link comes back', () => {
	const { description } = stage.engine.types.getByNameAndVersion('n8n-nodes-fish-audio-voice.speakTool', 1);
	const parameters = NodeHelpers.getNodeParameters(description.properties, {}, true, false, null, description);
	expect(parameters).toMatchObject({ toolDescription: expect.stringMatching(/audioUrl is a link .* without a login/) });
	const { description: plain } = stage.engine.types.getByNameAndVersion('n8n-nodes-fish-audio-voice.speak', 1);
	expect(NodeHelpers.getNodeParameters(plain.properties, {}, true, false, null, plain)).not.toHaveProperty(
		'toolDescription',
	);
});

describe("Voice Clone as an agent's tool", () => {
	const description = () =>
		stage.engine.types.getByNameAndVersion('n8n-nodes-fish-audio-voice.voiceCloneTool', 1).description;
	const withDefaults = (parameters: object) =>
		NodeHelpers.getNodeParameters(description().properties, parameters as never, true, false, null, description());

	test('takes samples from URLs, without a choice to make', async () => {
		expect(withDefaults({})).toMatchObject({ sampleSource: 'urls', sampleUrls: '' });
		expect(withDefaults({})).not.toHaveProperty('sampleFields');
		const shown = description().properties.filter(
			(property) =>
				property.name === 'sampleSource' &&
				NodeHelpers.displayParameter(withDefaults({})!, property, null, description()),
		);
		expect(shown.map(({ options }) => options?.map(({ name }) => name))).toEqual([['URLs']]);
		const seen = await agentSees('voiceCloneTool', { title: 'Anna', sampleUrls: '={{ "anna.mp3" }}' });
		expect(JSON.stringify(seen)).toContain('Sample 1 is not a web address');
	});

	test.each([
		['create', /returns JSON.*id.*state/],
		['design', /returns JSON.*not returned/],
		['list', /id.*title/],
		['delete', /permanently.*Returns deleted/],
	])('says what comes back from %s', (operation, words) => {
		expect(withDefaults({ operation })).toMatchObject({ toolDescription: expect.stringMatching(words) });
	});

	test('and the node in a workflow has none of this', () => {
		const { description: plain } = stage.engine.types.getByNameAndVersion('n8n-nodes-fish-audio-voice.voiceClone', 1);
		const parameters = NodeHelpers.getNodeParameters(plain.properties, {}, true, false, null, plain);
		expect(parameters).toMatchObject({ sampleSource: 'fields', sampleFields: 'data' });
		expect(parameters).not.toHaveProperty('toolDescription');
	});
});
