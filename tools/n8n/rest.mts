import type { IWorkflowBase } from 'n8n-workflow';

import { Failure } from '../terminal/failure.mts';

/** Who signs in to n8n. */
export interface Login {
	email: string;
	password: string;
}

/** n8n's own REST API, as the editor uses it, signed in as one person. */
export class Rest {
	readonly url: string;
	#cookie = '';

	constructor(url: string) {
		this.url = url;
	}

	/** The session, for a browser. */
	get cookie(): string {
		return this.#cookie;
	}

	/** Sends JSON and returns the answer's `data`. @throws Failure that quotes n8n */
	async call(method: string, path: string, body?: unknown): Promise<any> {
		const answer = await fetch(`${this.url}/rest/${path}`, {
			method,
			headers: { 'content-type': 'application/json', ...(this.#cookie && { cookie: this.#cookie }) },
			...(body !== undefined && { body: JSON.stringify(body) }),
		});
		const [cookie] = answer.headers.getSetCookie().filter((one) => one.startsWith('n8n-auth='));
		if (cookie) this.#cookie = cookie.split(';')[0] ?? '';
		const text = await answer.text();
		if (answer.ok) return text === '' ? undefined : (JSON.parse(text) as { data: unknown }).data;
		throw new Failure(`n8n answered ${method} /rest/${path} with ${answer.status}.`, text.slice(0, 500));
	}

	/** Whether n8n has no owner yet. */
	async isNew(): Promise<boolean> {
		const settings = await this.call('GET', 'settings');
		return settings.userManagement.showSetupOnFirstLoad === true;
	}

	/** Creates the owner of a new n8n and signs in. */
	async setUpOwner({ email, password }: Login): Promise<void> {
		await this.call('POST', 'owner/setup', { email, password, firstName: 'Fish', lastName: 'Tester' });
	}

	/** Signs in. */
	async login({ email, password }: Login): Promise<void> {
		await this.call('POST', 'login', { emailOrLdapLoginId: email, password });
	}

	/** Saves a new, unpublished workflow. Returns its ID. */
	async saveWorkflow({
		name,
		nodes,
		connections,
		settings,
	}: Pick<IWorkflowBase, 'name' | 'nodes' | 'connections' | 'settings'>): Promise<string> {
		// n8n 1 requires `active`.
		const { id } = await this.call('POST', 'workflows', { name, nodes, connections, settings, active: false });
		return id as string;
	}
}
