import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium, selectors, type Browser, type BrowserContext, type Page } from 'playwright-core';

import type { House } from './house.mts';
import * as places from './places.mts';

selectors.setTestIdAttribute('data-test-id');

/** Chromium connects only to the opened pages: the machine may have no other network. */
const flags = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--autoplay-policy=no-user-gesture-required',
];

/** A browser that is signed in to the house's n8n. */
export class Visitor {
	#browser!: Browser;
	#context!: BrowserContext;
	#downloads!: string;
	page!: Page;

	async come({ n8n, login }: House): Promise<void> {
		this.#downloads = await mkdtemp(join(tmpdir(), 'fish-audio-browser-'));
		this.#browser = await chromium.launch({
			executablePath: places.chromium,
			args: flags,
			downloadsPath: this.#downloads,
		});
		this.#context = await this.#browser.newContext({
			baseURL: n8n.url,
			viewport: { width: 1440, height: 900 },
			locale: 'en-GB',
		});
		this.#context.setDefaultTimeout(20_000);
		this.page = await this.#context.newPage();
		await this.page.goto('/signin');
		await this.page.getByLabel('Email').fill(login.email);
		await this.page.getByLabel('Password').fill(login.password);
		await this.page.getByRole('button', { name: 'Sign in' }).click();
		await this.page.waitForURL('**/home/**');
	}

	async leave(): Promise<void> {
		await this.#browser?.close();
		if (this.#downloads) await rm(this.#downloads, { recursive: true, force: true });
	}

	/** Saves a screenshot, if wanted without n8n's messages, which cover its panels. */
	async shoot(name: string, { messages = true } = {}): Promise<void> {
		await mkdir(places.screenshots, { recursive: true });
		const style = messages ? '' : '.el-notification { display: none; }';
		await this.page.screenshot({ path: join(places.screenshots, `${name}.png`), animations: 'disabled', style });
	}
}

/** A browser with the house's editor, for all tests of a file. */
export function setVisitor(house: House): Visitor {
	const visitor = new Visitor();
	beforeAll(async () => await visitor.come(house), 60_000);
	afterAll(async () => await visitor.leave());
	return visitor;
}
