import type { Locator } from 'playwright-core';

import { setVisitor } from './support/browser.mts';
import { Editor } from './support/editor.mts';
import { errorOf, itemsOf } from './support/execution.mts';
import { setHouse } from './support/house.mts';
import { until } from './support/until.mts';
import { workflowOf } from './support/workflow.mts';

const house = setHouse({ sandbox: { speech: 'tone' } });
const visitor = setVisitor(house);

let own: string[];
beforeAll(async () => {
	own = (await house.sandbox.seedVoices({ count: 60, title: 'Shop Voice', state: 'trained', spacingMs: 1_000 })).ids;
	await house.sandbox.seedVoices({ title: 'Still Learning', state: 'training' });
	await house.sandbox.seedVoices({ title: 'Gone Wrong', state: 'failed' });
});

async function speakPanel(): Promise<Locator> {
	const editor = new Editor(visitor.page);
	const specs = [
		{ name: 'Start by Hand', type: 'n8n-nodes-base.manualTrigger', to: [['Speak']] },
		{ name: 'Speak', type: 'speak', parameters: { text: 'Good morning.' } },
	];
	await editor.open(await house.save(workflowOf(house, 'Picker', specs)));
	return await editor.openPanel('Speak');
}

const choices = (): Locator => visitor.page.getByTestId('rlc-item');
const textsOf = async (list: Locator): Promise<string[]> => (await list.allInnerTexts()).map((text) => text.trim());

/** Waits for the expected choices. */
const listed = async (wanted: (texts: string[]) => boolean): Promise<string[]> =>
	await until(
		async () => {
			const texts = await textsOf(choices());
			return wanted(texts) ? texts : undefined;
		},
		{ ms: 20_000, what: 'the choices of the picker' },
	);

async function openList(panel: Locator): Promise<void> {
	await panel.getByTestId('resource-locator-voice').getByTestId('rlc-input').click();
	await choices().first().waitFor();
}

test('lists own voices first, with their state, and then the library', async () => {
	const panel = await speakPanel();
	await openList(panel);
	const [first, second, ...rest] = await listed((texts) => texts.length >= 50);
	const today = /\(Yours, training failed, (\d{4}-\d\d-\d\d), English\)$/.exec(first!)?.[1];
	expect([first, second]).toEqual([
		`Gone Wrong (Yours, training failed, ${today}, English)`,
		`Still Learning (Yours, in training, ${today}, English)`,
	]);
	expect(rest[0]).toMatch(/^Shop Voice 60 \(Yours, \d{4}-\d\d-\d\d, English\)$/);
	await visitor.shoot('voice-picker');
	// Scrolling down loads further pages.
	const all = await listed((texts) => {
		void choices().last().scrollIntoViewIfNeeded();
		return texts.some((text) => text.includes('(Library'));
	});
	expect(all.filter((text) => text.includes('(Yours'))).toHaveLength(62);
	expect(all.findIndex((text) => text.includes('(Library'))).toBe(62);
	expect(new Set(all).size).toBe(all.length);
	await visitor.shoot('voice-picker-library');
});

test('finds voices by a part of the title', async () => {
	const panel = await speakPanel();
	await openList(panel);
	await visitor.page.getByTestId('rlc-search').fill('radio');
	const found = await listed((texts) => texts.length > 0 && texts.every((text) => /radio/i.test(text)));
	expect(found.length).toBeGreaterThan(1);
	await visitor.shoot('voice-picker-search');
	await choices().filter({ hasText: 'Harbour Radio' }).click();
	expect(await panel.getByTestId('resource-locator-voice').getByTestId('rlc-input').inputValue()).toContain(
		'Harbour Radio',
	);
});

test('finds voices by their language', async () => {
	const panel = await speakPanel();
	await openList(panel);
	await visitor.page.getByTestId('rlc-search').fill('spanish');
	const found = await listed((texts) => texts.length > 0 && texts.every((text) => text.includes('Spanish')));
	expect(found).toContainEqual(expect.stringMatching(/^Radio Centro \(Library, Spanish, by /));
	await visitor.shoot('voice-picker-language');
});

test.each([
	['By URL', (id: string) => `https://fish.audio/m/${id}`],
	['By ID', (id: string) => id],
])('%s', async (mode, written) => {
	const panel = await speakPanel();
	await panel.getByTestId('rlc-mode-selector').click();
	await visitor.page.getByTestId(mode === 'By URL' ? 'mode-url' : 'mode-id').click();
	// n8n loses what is typed before it has switched the field to the new mode.
	const shown = panel.getByTestId('rlc-mode-selector').locator('input');
	await until(async () => ((await shown.inputValue()) === mode ? true : undefined), { what: `the mode ${mode}` });
	const input = panel.getByTestId('resource-locator-voice').getByTestId('rlc-input');
	await input.fill(written(own[7]!));
	// n8n may lose a click while it saves what was typed.
	await input.blur();
	expect(await input.inputValue()).toBe(written(own[7]!));
	await visitor.shoot(`voice-${mode.replace(' ', '-').toLowerCase()}`);
	await panel.getByTestId('node-execute-button').click();
	const request = await until(async () =>
		(await house.sandbox.requests()).find(({ path, body }) => path === '/v1/tts' && body.reference_id === own[7]),
	);
	expect(request.status).toBe(200);
	await house.sandbox.clearRequests();
});

test('a voice chosen from the list speaks', async () => {
	const voice = { __rl: true, mode: 'list', value: own[3]!, cachedResultName: 'Shop Voice 4' };
	const specs = [
		{ name: 'Start by Hand', type: 'n8n-nodes-base.manualTrigger', to: [['Speak']] },
		{ name: 'Speak', type: 'speak', parameters: { text: 'Good morning.', voice } },
	];
	const execution = await house.run(await house.save(workflowOf(house, 'From list', specs)), 'Start by Hand');
	expect(errorOf(execution)).toBeUndefined();
	expect(itemsOf(execution, 'Speak')[0]!.json).toMatchObject({ voiceId: own[3] });
});
