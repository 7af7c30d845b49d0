import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { makeRecordings } from '../../examples/demo/recordings.mts';
import { makeInterview } from '../../examples/interview.mts';
import { makeFolders } from '../../examples/load.mts';
import type { Cleanup } from '../terminal/cleanup.mts';
import { Failure } from '../terminal/failure.mts';
import { say, table } from '../terminal/words.mts';
import { startSandbox, type RunningSandbox } from '../../test/support/sandbox.mts';
import { openHome, tellRunning } from './home.mts';
import { installN8n } from './install.mts';
import { signIn } from './login.mts';
import { pack, placePackage } from './placePackage.mts';
import { withProgress } from './progress.mts';
import { releases } from './releases.mts';
import { Rest, type Login } from './rest.mts';
import { startN8n, type RunningN8n } from './server.mts';
import { importExamples, putCredential, type Account, type Imported } from './stock.mts';
import { addOwnVoice, voicesIn } from './voices.mts';

/** The command line's options. */
export interface N8nCommandOptions {
	key: string | undefined;
	port: number;
	/** Absolute. */
	home: string;
	line: keyof typeof releases;
}

const project = dirname(dirname(import.meta.dirname));
const packageName = 'n8n-nodes-fish-audio-voice';

async function sandboxIn(home: string, cleanup: Cleanup): Promise<RunningSandbox> {
	const starting = startSandbox({ data: join(home, 'sandbox') });
	cleanup.add(async () => await (await starting).stop());
	return await starting;
}

async function runningN8n(
	{ home, port, line }: N8nCommandOptions,
	files: string,
	cleanup: Cleanup,
): Promise<RunningN8n> {
	const release = releases[line];
	const installed = await withProgress(
		`n8n ${release.version}`,
		async (see) => await installN8n(release, cleanup, see),
	);
	say('Packing the nodes and installing them as n8n does …');
	const packed = join(home, 'pack');
	const tarball = await pack(project, packed, cleanup.signal);
	await placePackage(tarball, home, packageName, cleanup.signal);
	await rm(packed, { recursive: true });
	say('Starting n8n …');
	const starting = startN8n({ installed, home, files, port, signal: cleanup.signal });
	cleanup.add(async () => await (await starting).stop());
	const n8n = await starting;
	if (new URL(n8n.url).port !== String(port)) say(`Port ${port} is not free; another one is used.`);
	await tellRunning(home, n8n.url, cleanup);
	return n8n;
}

function tell(
	n8n: RunningN8n,
	login: Login,
	account: Account,
	{ files, workflows, key }: { files: string; workflows: Imported[]; key: boolean },
): void {
	console.log('\nn8n is running, with the Fish Audio nodes in it.\n');
	table([
		['Editor', n8n.url],
		['E-mail', login.email],
		['Password', login.password],
		[
			'Fish Audio',
			key
				? `${account.baseUrl}, with your key: speech and voices are real and billed`
				: `the sandbox, ${account.baseUrl}`,
		],
		...(key ? [] : [['Its key', account.apiKey]]),
		['Files', files],
		['Recordings', join(files, 'recordings')],
	]);
	console.log("\nStart here: open the editor, sign in, choose a workflow and click 'Execute workflow':\n");
	table(workflows.flatMap(({ name, startFor }) => (startFor === undefined ? [] : [[startFor, name]])));
	const others = key
		? 'In the others the notes say what to choose first'
		: 'The others run at the first click, too, unless they need something';
	console.log(`\n${others}:\n`);
	for (const { name, needs } of workflows.filter(({ startFor }) => startFor === undefined))
		say(`- ${name}${needs ? ` (needs ${needs})` : ''}`);
	console.log('\nCtrl-C stops it all. What you make here is there again at the next start.');
}

/** The account the nodes use: the user's if there is a key, otherwise the sandbox. */
function accountFor(key: string | undefined, sandbox: RunningSandbox): Account {
	if (key === undefined) return { apiKey: sandbox.key, baseUrl: sandbox.url };
	return { apiKey: key, baseUrl: process.env['FISH_AUDIO_BASE_URL'] || 'https://api.fish.audio' };
}

/** Starts everything, prints how to use it, and waits until n8n ends. */
export async function runN8n(options: N8nCommandOptions, cleanup: Cleanup): Promise<void> {
	const { home, key } = options;
	if (!existsSync(join(project, 'dist'))) throw new Failure('The nodes are not built.', 'Run: npm run build');
	const login = await openHome(home, cleanup);
	const files = join(home, 'files');
	await makeFolders(files);
	console.log('');
	const sandbox = await sandboxIn(home, cleanup);
	await makeRecordings(sandbox, join(files, 'recordings'));
	await makeInterview(sandbox, files);
	await addOwnVoice(sandbox);
	const account = accountFor(key, sandbox);
	const n8n = await runningN8n(options, files, cleanup);
	const rest = new Rest(n8n.url);
	await signIn(rest, login, home);
	const credential = await putCredential(rest, account);
	// Another account does not have the voices of the sandbox.
	const voices = key === undefined ? await voicesIn(sandbox) : [];
	const workflows = await importExamples(rest, project, {
		home,
		files,
		credential,
		voices,
	});
	tell(n8n, login, account, { files, workflows, key: key !== undefined });
	await n8n.ended;
	throw new Failure('n8n stopped unexpectedly.', `Its log is ${n8n.log}`);
}
