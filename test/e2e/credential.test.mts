import type { Locator } from 'playwright-core';

import { setVisitor } from './support/browser.mts';
import { Editor } from './support/editor.mts';
import { setHouse } from './support/house.mts';
import { workflowOf } from './support/workflow.mts';

const house = setHouse();
const visitor = setVisitor(house);

const dialog = (): Locator => visitor.page.getByTestId('editCredential-modal');
const field = (name: string): Locator => dialog().getByTestId(`parameter-input-${name}`).locator('input');

async function newCredential(key: string, baseUrl = house.sandbox.url): Promise<Editor> {
	const editor = new Editor(visitor.page);
	await editor.open(
		await house.save(
			workflowOf(house, 'Credential', [{ name: 'Speak', type: 'speak', parameters: { text: 'Hello.' } }]),
		),
	);
	const panel = await editor.openPanel('Speak');
	await panel.getByTestId('node-credentials-select').click();
	await visitor.page.getByTestId('node-credentials-select-item-new').click();
	await field('apiKey').fill(key);
	await field('baseUrl').fill(baseUrl);
	return editor;
}

test('has the address of Fish Audio as its default, and hides the key', async () => {
	await newCredential('a-secret-key', 'https://api.fish.audio');
	expect(await field('apiKey').getAttribute('type')).toBe('password');
	expect(await field('concurrentRequests').inputValue()).toBe('5');
	const text = await dialog().innerText();
	expect(text).toContain('Fish Audio API');
	// The examples use this name, so that they find it on import.
	expect(text).toContain('Fish Audio account');
	await visitor.shoot('credential');
});

test.each([
	[
		'a wrong key',
		'not-the-key',
		() => house.sandbox.url,
		/Fish Audio did not accept this API key/,
		'credential-wrong-key',
	],
	[
		'an address that is another server’s',
		'sandbox-key',
		() => house.n8n.url,
		/is not the Fish Audio API/,
		'credential-other-server',
	],
	[
		'an address where nothing is',
		'sandbox-key',
		() => 'http://127.0.0.1:9',
		/ECONNREFUSED[^]*cannot reach this address/,
		'credential-wrong-address',
	],
])('%s: the test fails and tells why', async (_, key, url, why, picture) => {
	const editor = await newCredential(key, url());
	await dialog().getByTestId('credential-save-button').click();
	await editor.textOf(dialog(), /Couldn.t connect with these settings/);
	await dialog().getByText('More details').click();
	const text = await editor.textOf(dialog(), why);
	await visitor.shoot(picture);
	expect(text).not.toContain(key);
});

test('the test passes with the right key', async () => {
	await house.sandbox.clearRequests();
	await newCredential(house.sandbox.key);
	await dialog().getByTestId('credential-save-button').click();
	// n8n closes it if the test passes, and otherwise leaves it open with the reason.
	await dialog().waitFor({ state: 'hidden' });
	await visitor.shoot('credential-right-key');
	expect((await house.sandbox.requests()).map(({ path, status }) => [path, status])).toEqual([
		['/wallet/self/api-credit', 200],
	]);
});
