import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { makeRecordings } from '../examples/demo/recordings.mts';
import type { Cleanup } from '../terminal/cleanup.mts';
import { runCommand } from '../terminal/command.mts';
import { Failure } from '../terminal/failure.mts';
import { say, table } from '../terminal/words.mts';
import { startSandbox, type RunningSandbox } from '../test/support/sandbox.mts';
import { installN8n } from './install.mts';
import { signIn } from './login.mts';
import { pack, placePackage } from './placePackage.mts';
import { createProgress } from './progress.mts';
import { releases } from './releases.mts';
import { Rest, type Login } from './rest.mts';
import { startN8n, type RunningN8n } from './server.mts';
import { importExamples, putCredential, type Account } from './stock.mts';

const usage = `Usage: npm run n8n -- [options]

  --key KEY     use Fish Audio with your key (default: FISH_AUDIO_API_KEY, else the sandbox)
  --port N      port of the editor (default: 5678; another one where it is taken)
  --home DIR    where this n8n keeps its workflows and files (default: .n8n-home)
  --n8n LINE    current (${releases.current.version}, the default) or previous (${releases.previous.version})
  --help        show this`;

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const packageName = 'n8n-nodes-fish-audio-voice';

interface Options {
	key: string | undefined;
	port: number;
	home: string;
	line: keyof typeof releases;
}

function readOptions(args: string[]): Options {
	const text = { type: 'string' } as const;
	const { values } = parseArgs({ args, options: { key: text, port: text, home: text, n8n: text } });
	const port = Number(values.port ?? 5678);
	if (!Number.isInteger(port) || port < 1 || port > 65_535) {
		throw new Failure(`--port cannot be '${values.port}'.`, 'Give a whole number from 1 to 65535.');
	}
	const line = values.n8n ?? 'current';
	if (line !== 'current' && line !== 'previous') throw new Failure(`--n8n cannot be '${line}'.`, 'Give current or previous.');
	const key = (values.key ?? process.env['FISH_AUDIO_API_KEY'])?.trim() || undefined;
	return { key, port, home: resolve(values.home ?? '.n8n-home'), line };
}

/** Where an n8n that runs in this folder says so. */
const runningFile = (home: string): string => join(home, 'running.json');

/** The address of an n8n that already runs in the folder: two of them would spoil its database. */
async function alreadyRunning(home: string): Promise<string | undefined> {
	const text = await readFile(runningFile(home), 'utf8').catch(() => undefined);
	if (text === undefined) return undefined;
	const { url } = JSON.parse(text) as { url: string };
	const answers = await fetch(`${url}/rest/settings`).then(
		({ ok }) => ok,
		() => false,
	);
	return answers ? url : undefined;
}

async function sandboxIn(home: string, cleanup: Cleanup): Promise<RunningSandbox> {
	const starting = startSandbox({ data: join(home, 'sandbox') });
	cleanup.add(async () => await (await starting).stop());
	return await starting;
}

async function runningN8n({ home, port, line }: Options, files: string, cleanup: Cleanup): Promise<RunningN8n> {
	const progress = createProgress(`n8n ${releases[line].version}`);
	const installed = await installN8n(releases[line], cleanup, progress.see);
	progress.end();
	say('Packing the nodes and installing them as n8n does …');
	const packed = join(home, 'pack');
	const tarball = await pack(project, packed);
	await placePackage(tarball, home, packageName);
	await rm(packed, { recursive: true });
	say('Starting n8n …');
	const starting = startN8n({ installed, home, files, port });
	cleanup.add(async () => await (await starting).stop());
	const n8n = await starting;
	await writeFile(runningFile(home), JSON.stringify({ url: n8n.url }));
	cleanup.add(async () => await rm(runningFile(home), { force: true }));
	return n8n;
}

function tell(n8n: RunningN8n, login: Login, account: Account, { files, workflows, key }: { files: string; workflows: string[]; key: boolean }): void {
	console.log('\nn8n is running, with the Fish Audio nodes in it.\n');
	table([
		['Editor', n8n.url],
		['E-mail', login.email],
		['Password', login.password],
		['Fish Audio', key ? `${account.baseUrl}, with your key: speech and voices are real and billed` : `the sandbox, ${account.baseUrl}`],
		['Files', files],
	]);
	console.log('\nWorkflows to try:\n');
	for (const name of workflows) say(`- ${name}`);
	console.log('\nCtrl-C stops it all. What you make here is there again at the next start.');
}

async function run(args: string[], cleanup: Cleanup): Promise<void> {
	const options = readOptions(args);
	const { home, key } = options;
	process.chdir(project);
	if (!existsSync(join(project, 'dist'))) throw new Failure('The nodes are not built.', 'Run: npm run build');
	const other = await alreadyRunning(home);
	if (other) throw new Failure(`It is running already: ${other}`, 'Stop that one with Ctrl-C first, or use it. Another folder (--home) makes another n8n.');
	const files = join(home, 'files');
	await mkdir(files, { recursive: true });
	console.log('');
	const sandbox = await sandboxIn(home, cleanup);
	await makeRecordings(sandbox, join(files, 'recordings'));
	const account = key ? { apiKey: key, baseUrl: process.env['FISH_AUDIO_BASE_URL'] ?? 'https://api.fish.audio' } : { apiKey: sandbox.key, baseUrl: sandbox.url };
	const n8n = await runningN8n(options, files, cleanup);
	const rest = new Rest(n8n.url);
	const login = await signIn(rest, home);
	const credential = await putCredential(rest, account);
	const workflows = await importExamples(rest, project, { files, credential });
	tell(n8n, login, account, { files, workflows, key: key !== undefined });
	await n8n.ended;
	throw new Failure('n8n has ended by itself.', `What it said is in ${n8n.log}`);
}

await runCommand({ called: 'n8n', usage, run });
