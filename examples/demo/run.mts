import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { IRun, IWorkflowBase } from 'n8n-workflow';

import { startEngine, type Engine } from '../../test/support/engine.mts';
import { startSandbox, type RunningSandbox } from '../../test/support/sandbox.mts';
import { loadWorkflow } from '../load.mts';
import { accountFromEnvironment, polling, trainingMs, type Account } from './account.mts';
import { Questions } from './ask.mts';
import { builtInNodes } from './builtInNodes.mts';
import type { Cleanup } from '../../tools/terminal/cleanup.mts';
import { Failure } from '../../tools/terminal/failure.mts';
import { spokenBy, tellHowToPlay, tellSpoken } from './listen.mts';
import { makeRecordings, recordings, standIn } from './recordings.mts';
import { tellBeginning, tellMore } from './tell.mts';
import { pollUntilFired, type Voice } from './training.mts';
import { say, seconds, size, step, table } from '../../tools/terminal/words.mts';
import { checkRun, itemsOf, names } from './workflow.mts';

const freeModel = 's2.1-pro-free';

/** How the demo is run. */
export interface DemoOptions {
	/** Absolute path of the folder for the audio. */
	out: string;
	/** The same folder as shown to the user. */
	shownOut: string;
	/** Whether to answer all questions with yes. */
	yes: boolean;
}

interface Demo extends DemoOptions {
	account: Account;
	engine: Engine;
	/** Clones a voice and speaks with it. */
	workflow: IWorkflowBase;
	/** Starts when a voice is trained. */
	watcher: IWorkflowBase;
	cleanup: Cleanup;
	questions: Questions;
}

async function sandboxFor(cleanup: Cleanup) {
	const folder = await mkdtemp(join(tmpdir(), 'fish-audio-demo-'));
	cleanup.add(async () => await rm(folder, { recursive: true, force: true }));
	const starting = startSandbox({ trainingMs, data: folder });
	const stop = cleanup.add(async () => await (await starting).stop());
	return { sandbox: await starting, stop };
}

async function record(sandbox: RunningSandbox, { out, shownOut }: DemoOptions): Promise<void> {
	step(1, 'Recordings');
	say(`No person speaks here: the synthesizer's voice '${standIn}' stands in for one.`);
	say();
	const made = await makeRecordings(sandbox, join(out, 'recordings'));
	table(
		made.map(({ file, bytes, seconds: length }) => [`${shownOut}/recordings/${file}`, seconds(length), size(bytes)]),
	);
}

async function engineFor({ apiKey, baseUrl }: Account, cleanup: Cleanup): Promise<Engine> {
	const starting = startEngine({ credential: { apiKey, baseUrl }, nodeTypes: builtInNodes });
	cleanup.add(async () => {
		const engine = await starting;
		await engine.stop();
		// What still runs may make a folder again, until the process ends.
		process.once('exit', () => rmSync(engine.folder, { recursive: true, force: true }));
	});
	return await starting;
}

async function publish({ engine, watcher }: Demo) {
	step(2, 'A workflow that waits for voices is published');
	const trigger = engine.triggerOf(watcher, names.trigger);
	const found = await trigger.poll();
	if (found) throw new Failure('The trigger fired for voices that already existed');
	say(`'${names.trigger}', of examples/voice-ready.json, has looked at the account. Existing voices do not count;`);
	say('from now on it waits for a voice to be trained.');
	return trigger;
}

/** A real voice stays in the account unless it is deleted. Whoever stops early must know. */
function remindOfVoice({ account, cleanup }: Demo): { made(voice: Voice): void; settle(): void } {
	let reminder = account.isReal ? "A voice 'Demo Voice' may be in your account: https://fish.audio" : '';
	cleanup.add(async () => reminder && say(reminder));
	return {
		made: ({ title, url }) => (reminder &&= `The voice '${title}' is in your account: ${url}`),
		settle: () => (reminder = ''),
	};
}

function voiceOf(run: IRun): Voice {
	const [item, ...more] = itemsOf(run, names.clone);
	if (!item || more.length > 0) throw new Failure(`'${names.clone}' did not give one voice`);
	return item.json as unknown as Voice;
}

async function clone({ engine, workflow }: Demo) {
	step(3, 'A voice is cloned, and speaks');
	say(`'${names.clone}' sends both recordings, with what is said in them, and waits until the voice is trained …`);
	const run = await engine.runWorkflow(workflow, names.start);
	checkRun(run);
	const voice = voiceOf(run);
	const { executionTime = 0 } = run.data.resultData.runData[names.clone]?.[0] ?? {};
	say(`After ${seconds(executionTime / 1000)} the private voice '${voice.title}' (${voice.id}) is ${voice.state}.`);
	return { run, voice };
}

type Trigger = Awaited<ReturnType<typeof publish>>;
type Cloned = Awaited<ReturnType<typeof clone>>;

/** Prints what was spoken. Returns the path of the first file. */
function tellFiles({ account, shownOut }: Demo, { run }: Cloned): string {
	const spoken = spokenBy(run, [...names.speak, names.instant]);
	const shown = (file: string): string => `${shownOut}/${file}`;
	say();
	tellSpoken(spoken, shown, account.isReal);
	say();
	say(`'${names.instant}' needs no trained voice: it imitates ${recordings[0]?.file}.`);
	return shown(spoken[0]?.fileName ?? '');
}

async function notice(demo: Demo, { voice }: Cloned, trigger: Trigger): Promise<void> {
	step(4, 'The other workflow notices the voice');
	const { every, deadline } = polling(demo.account.isReal);
	const fired = await pollUntilFired(trigger, { every, deadline });
	if (!fired.some(({ json }) => json['id'] === voice.id))
		throw new Failure('The trigger fired for something other than the new voice');
	say(`n8n polls '${names.trigger}' every minute. It has found '${voice.title}': the trigger fires.`);
	if (await trigger.poll()) throw new Failure('The trigger fired a second time');
	say('The next poll did not fire again: each voice starts the workflow once.');
}

async function offerDeleting({ engine, questions }: Demo, voice: Voice): Promise<void> {
	step(6, 'Your account');
	if (!(await questions.agree(`Delete the voice '${voice.title}' from your Fish Audio account?`))) {
		return say(`It stays: ${voice.url}`);
	}
	const chosen = { __rl: true, mode: 'id', value: voice.id };
	const { error } = await engine.runNode('voiceClone', { operation: 'delete', voice: chosen });
	if (error) throw new Failure(`The voice could not be deleted: ${error.message}`, `Delete it at ${voice.url}`);
	say('Deleted.');
}

/** Runs the demo. `cleanup` stops what it starts. */
export async function runDemo(options: DemoOptions, cleanup: Cleanup): Promise<void> {
	const real = accountFromEnvironment();
	tellBeginning(real ?? { apiKey: '', baseUrl: '', isReal: false });
	const questions = new Questions(options.yes);
	cleanup.add(async () => questions.close());
	if (real) {
		say();
		if (!(await questions.agree('Go on?'))) return say('Nothing was done.');
	}
	const { sandbox, stop } = await sandboxFor(cleanup);
	await record(sandbox, options);
	if (real) await stop();
	const account = real ?? { apiKey: sandbox.key, baseUrl: sandbox.url, isReal: false };
	const engine = await engineFor(account, cleanup);
	const changes = { files: options.out, model: real && freeModel };
	const load = async (name: string): Promise<IWorkflowBase> => ({
		...(await loadWorkflow(`examples/${name}.json`, changes)),
		id: name,
		active: true,
	});
	const [workflow, watcher] = await Promise.all([load('clone-and-speak'), load('voice-ready')]);
	const demo: Demo = { ...options, account, engine, workflow, watcher, cleanup, questions };
	const trigger = await publish(demo);
	const reminder = remindOfVoice(demo);
	const cloned = await clone(demo);
	reminder.made(cloned.voice);
	const first = tellFiles(demo, cloned);
	await notice(demo, cloned, trigger);
	step(5, 'Listen');
	tellHowToPlay(first);
	if (real) await offerDeleting(demo, cloned.voice);
	reminder.settle();
	tellMore(account);
}
