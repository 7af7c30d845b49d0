import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort } from '../../tools/n8n/ports.mts';
import { Rest, type Login } from '../../tools/n8n/rest.mts';
import { idsOf, killAll, processesWith, startedBy, stillRunning } from '../tools/n8n/processes.mts';
import { startSandbox } from '../support/sandbox.mts';
import { until } from './support/until.mts';

let home: string;
let taken: Server;
const commands: Command[] = [];

/** `npm run n8n` without the build, with its home in this test's folder. */
class Command {
	readonly #child: ChildProcess;
	readonly #closed: Promise<unknown>;
	text = '';

	constructor(args: string[] = [], env: Record<string, string> = {}) {
		const { FISH_AUDIO_API_KEY: _, FISH_AUDIO_BASE_URL: __, ...inherited } = process.env;
		this.#child = spawn(process.execPath, ['tools/n8n/main.mts', '--home', home, ...args], {
			env: { ...inherited, ...env },
		});
		for (const stream of [this.#child.stdout!, this.#child.stderr!])
			stream.setEncoding('utf8').on('data', (text: string) => (this.text += text));
		this.#closed = once(this.#child, 'close');
		commands.push(this);
	}

	get pid(): number {
		return this.#child.pid!;
	}

	/** Waits until it has printed something. Fails with its whole output if it ends before. */
	async says(words: string): Promise<void> {
		await until(
			async () => {
				if (this.text.includes(words)) return true;
				if (this.#child.exitCode !== null) throw new Error(`It ended with ${this.#child.exitCode}:\n${this.text}`);
				return undefined;
			},
			{ what: words },
		);
	}

	/** What it prints after a word that begins a line. */
	printed(word: string): string {
		return new RegExp(`^   ${word} +(.+)$`, 'm').exec(this.text)?.[1] ?? '';
	}

	get login(): Login {
		return { email: this.printed('E-mail'), password: this.printed('Password') };
	}

	async signedIn(): Promise<Rest> {
		const rest = new Rest(this.printed('Editor'));
		await rest.login(this.login);
		return rest;
	}

	/** Ctrl-C in a terminal. If npm's shell has been replaced by the command, npm sends it a second time. */
	async interrupted(): Promise<number | null> {
		this.#child.kill('SIGINT');
		await this.says('Stopping …');
		return await this.ended('SIGINT');
	}

	/** The exit code, when it has ended. */
	async ended(signal?: NodeJS.Signals): Promise<number | null> {
		if (signal) this.#child.kill(signal);
		await this.#closed;
		return this.#child.exitCode;
	}
}

const isRunning = 'Ctrl-C stops it all.';

const start = async (args?: string[], env?: Record<string, string>): Promise<Command> => {
	const command = new Command(args, env);
	await command.says(isRunning);
	return command;
};

/** Expects that all processes of a command end, or end soon if the command itself was killed. */
const gone = async (pids: number[]): Promise<void> => {
	await until(async () => (stillRunning(pids).length === 0 ? true : undefined), {
		ms: 15_000,
		what: `the end of ${stillRunning(pids).join('\n')}`,
	});
	expect(processesWith(home)).toEqual([]);
};

interface Workflow {
	id: string;
	name: string;
	nodes: { type: string; name: string; credentials?: { fishAudioApi?: { id: string } } }[];
}

async function workflowsIn(rest: Rest): Promise<Workflow[]> {
	const all = (await rest.call('GET', 'workflows')) as { id: string }[];
	return await Promise.all(all.map(async ({ id }) => (await rest.call('GET', `workflows/${id}`)) as Workflow));
}

/** The credential as n8n shows it, and the result of its test. */
async function credentialIn(
	rest: Rest,
): Promise<{ id: string; data: { baseUrl: string }; test: { status: string; message: string } }> {
	const all = (await rest.call('GET', 'credentials')) as { id: string; type: string }[];
	expect(all.map(({ type }) => type)).toEqual(['fishAudioApi']);
	const credential = await rest.call('GET', `credentials/${all[0]!.id}?includeData=true`);
	const { id, name, type, data } = credential;
	return { id, data, test: await rest.call('POST', 'credentials/test', { credentials: { id, name, type, data } }) };
}

const exampleNames = async (): Promise<string[]> => {
	const files = (await readdir('examples')).filter((file) => file.endsWith('.json'));
	const examples = await Promise.all(
		files.map(async (file) => JSON.parse(await readFile(join('examples', file), 'utf8')) as { name: string }),
	);
	return examples.map(({ name }) => name).sort();
};

const namesOf = (workflows: { name: string }[]): string[] => workflows.map(({ name }) => name).sort();

beforeAll(async () => {
	home = await mkdtemp(join(tmpdir(), 'fish audio command-'));
	taken = createServer();
	await once(taken.listen(0, '127.0.0.1'), 'listening');
});

afterAll(async () => {
	const left = commands.flatMap(({ pid }) => startedBy(pid));
	for (const command of commands) await command.ended('SIGKILL');
	killAll([...left, ...idsOf(processesWith(home))]);
	taken.close();
	await rm(home, { recursive: true, force: true, maxRetries: 5 });
});

/** The login and the workflows of the first start. Later starts must find them again. */
let login: Login;
let workflows: Workflow[];

test('the first start creates what it needs and prints it, and Ctrl-C ends it', async () => {
	const { port } = taken.address() as AddressInfo;
	const command = await start(['--port', String(port)]);
	expect(command.text).toContain(`Port ${port} is not free; another one is used.`);
	expect(command.printed('Editor')).not.toContain(String(port));
	expect(command.printed('Fish Audio')).toMatch(/^the sandbox, http:\/\/127\.0\.0\.1:\d+$/);
	// The output is no terminal, so no line is overwritten.
	expect(command.text).not.toMatch(/[\r\x1b]/);

	const rest = await command.signedIn();
	const credential = await credentialIn(rest);
	expect(credential.test).toMatchObject({ status: 'OK' });
	workflows = await workflowsIn(rest);
	expect(namesOf(workflows)).toEqual(await exampleNames());
	for (const { name } of workflows) expect(command.text).toMatch(new RegExp(`^   .* ${name}( \\(|$)`, 'm'));
	expect(command.printed('To hear it')).toMatch(/^Captioned ad: /);
	expect(command.printed('For your own voice')).toMatch(/^Clone a voice from several recordings/);
	expect(command.text).toMatch(
		/^ {3}- Assistant with a voice.* \(needs the credential of a chat model, such as OpenAI\)$/m,
	);
	expect(command.printed('Its key')).toBe('sandbox-key');
	expect(await readdir(command.printed('Recordings'))).toEqual(['recording-1.wav', 'recording-2.wav']);
	expect(await readdir(join(command.printed('Files'), 'dubbing'))).toEqual(['interview.wav', 'speakers']);
	for (const workflow of workflows)
		expect(JSON.stringify(workflow)).toMatch(/\*\*(All is|Already) set up\*\*.*the account is the sandbox/);
	const ours = workflows
		.flatMap(({ nodes }) => nodes)
		.filter(({ type }) => type.startsWith('n8n-nodes-fish-audio-voice.'));
	expect(new Set(ours.map(({ credentials }) => credentials?.fishAudioApi?.id))).toEqual(new Set([credential.id]));

	login = command.login;
	expect(JSON.parse(await readFile(join(home, 'login.json'), 'utf8'))).toEqual(login);
	for (const file of ['login.json', '.n8n/config'])
		expect([file, (await stat(join(home, file))).mode & 0o077]).toEqual([file, 0]);

	const second = new Command();
	expect(await second.ended()).toBe(1);
	expect(second.text).toContain(`n8n was not started: it is running already at ${command.printed('Editor')}\n`);
	expect(second.text).toContain(`password are in ${join(home, 'login.json')}`);
	await rest.call('GET', 'settings');

	await changeTwo(rest);
	const started = startedBy(command.pid);
	expect(started.length).toBeGreaterThanOrEqual(2);
	expect(await command.interrupted()).toBe(130);
	expect(command.text).toContain('Stopped.');
	expect(stillRunning(started)).toEqual([]);
	await gone(started);
});

/** Changes as people make them: one workflow is renamed, another one loses a node. */
async function changeTwo(rest: Rest): Promise<void> {
	const [renamed, edited] = workflows as [Workflow, Workflow];
	renamed.name = 'My own name';
	edited.nodes = edited.nodes.slice(1);
	for (const workflow of [renamed, edited]) await rest.call('PATCH', `workflows/${workflow.id}`, workflow);
}

test('a start with a key finds everything again, hides the key, and when killed ends all it started', async () => {
	const key = 'a-key-that-nobody-may-see';
	const account = await startSandbox({ key });
	try {
		const behindProxy = { HTTP_PROXY: `http://127.0.0.1:${await freePort()}`, no_proxy: 'example.com' };
		const command = await start([], { FISH_AUDIO_API_KEY: key, FISH_AUDIO_BASE_URL: account.url, ...behindProxy });
		expect(command.login).toEqual(login);
		expect(command.printed('Fish Audio')).toBe(`${account.url}, with your key: speech and voices are real and billed`);
		const rest = await command.signedIn();
		const again = await workflowsIn(rest);
		expect(new Set(again.map(({ id }) => id))).toEqual(new Set(workflows.map(({ id }) => id)));
		for (const { id, name, nodes } of workflows)
			expect(again.find((one) => one.id === id)).toMatchObject({
				name,
				nodes: nodes.map((node) => ({ name: node.name })),
			});
		expect(command.text).toContain('- My own name');

		// The account accepts no other key.
		const credential = await credentialIn(rest);
		expect(credential.data.baseUrl).toBe(account.url);
		expect(credential.test).toMatchObject({ status: 'OK' });
		expect((await account.requests()).map(({ status }) => status)).toEqual([200]);

		expect(command.text).not.toContain(key);
		const logs = (await readdir(home)).filter((file) => file.endsWith('.log'));
		expect(logs.length).toBeGreaterThan(0);
		for (const log of logs) expect(await readFile(join(home, log), 'utf8')).not.toContain(key);
		expect(idsOf(processesWith(key)).filter((pid) => ![command.pid, account.pid].includes(pid))).toEqual([]);

		const started = startedBy(command.pid);
		await command.ended('SIGKILL');
		await gone(started);
	} finally {
		await account.stop();
	}
});

test('after a kill it starts as usual, and Ctrl-C ends it at once while n8n is starting', async () => {
	expect(await readdir(home)).toContain('running.json');
	const port = await freePort();
	const command = new Command(['--port', String(port)]);
	await command.says('Starting n8n …');
	const started = startedBy(command.pid);
	expect(await command.interrupted()).toBe(130);
	expect(await readFile(join(home, `n8n-start-${port}.log`), 'utf8').catch(() => '')).not.toContain('n8n ready on');
	await gone(started);
});

test.each([
	[['--port', '99999'], "--port cannot be '99999'."],
	[['--port', 'five'], "--port cannot be 'five'."],
	[['--n8n', 'next'], "--n8n cannot be 'next'."],
	[['--speed', '2'], '--home DIR'],
])('%j is refused with what can be given', async (args, said) => {
	const command = new Command(args);
	expect(await command.ended()).toBe(1);
	expect(command.text).toContain(said);
	expect(command.text).not.toMatch(/^\s+at /m);
});
