import type { Locator, Page } from 'playwright-core';

import { until } from './until.mts';

/** n8n's editor, as far as the tests use it. */
export class Editor {
	readonly page: Page;

	constructor(page: Page) {
		this.page = page;
	}

	/** Opens a saved workflow. */
	async open(id: string): Promise<void> {
		await this.page.goto(`/workflow/${id}`);
		await this.page.getByTestId('canvas-wrapper').waitFor();
		await this.page
			.getByTestId('node-creator-plus-button')
			.or(this.page.getByTestId('canvas-plus-button'))
			.first()
			.waitFor();
	}

	node(name: string): Locator {
		return this.page.getByTestId('canvas-node').filter({ has: this.page.getByText(name, { exact: true }) });
	}

	/** Fits the whole workflow into the window. */
	async fit(): Promise<void> {
		await this.page.getByTestId('zoom-to-fit').click();
	}

	/** Opens the panel of a node. */
	async openPanel(name: string): Promise<Locator> {
		await this.node(name).dblclick();
		const panel = this.page.getByTestId('ndv');
		await panel.getByTestId('node-parameters').waitFor();
		return panel;
	}

	async closePanel(): Promise<void> {
		await this.page.getByTestId('ndv-close-button').click();
		await this.page.getByTestId('ndv').waitFor({ state: 'hidden' });
	}

	/** Opens the node panel and searches in it. */
	async searchNodes(words: string): Promise<Locator> {
		await this.page.getByTestId('node-creator-plus-button').click();
		const creator = this.page.getByTestId('node-creator');
		await creator.getByTestId('node-creator-search-bar').fill(words);
		return creator;
	}

	/** Executes the workflow from a trigger and waits until the editor shows its end. */
	async execute(trigger: string): Promise<void> {
		await this.node(trigger).hover();
		await this.page.getByTestId(`execute-workflow-button-${trigger}`).click();
	}

	/** The text of a part of the page, when it matches. */
	async textOf(part: Locator, wanted: RegExp): Promise<string> {
		return await until(
			async () => {
				const text = await part.innerText().catch(() => '');
				return wanted.test(text) ? text : undefined;
			},
			{ ms: 20_000, what: String(wanted) },
		);
	}
}
