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
import { watchTraining, type Voice } from './training.mts';
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
	workflow: IWorkflowBase;
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
	cleanup.add(async () => await (await starting).stop());
	return await starting;
}

async function publish({ engine, workflow }: Demo) {
	step(2, 'The workflow is published');
	const trigger = engine.triggerOf(workflow, names.trigger);
	const found = await trigger.poll();
	if (found) throw new Failure('The trigger fired for voices that already existed');
	say(`'${names.trigger}' has looked at the account. Existing voices do not count;`);
	say('from now on it waits for a voice to be trained.');
	return trigger;
}

/** A real voice stays in the account unless it is deleted. Whoever stops early must know. */
function remindOf(voice: Voice, { account, cleanup }: Demo): () => void {
	let settled = !account.isReal;
	cleanup.add(async () => settled || say(`The voice '${voice.title}' is in your account: ${voice.url}`));
	return () => (settled = true);
}

function voiceOf(run: IRun): Voice {
	const [item, ...more] = itemsOf(run, names.clone);
	if (!item || more.length > 0) throw new Failure(`'${names.clone}' did not give one voice`);
	return item.json as unknown as Voice;
}

async function clone({ engine, workflow }: Demo) {
	step(3, 'A voice is cloned');
	const run = await engine.runWorkflow(workflow, names.start);
	checkRun(run);
	const voice = voiceOf(run);
	say(`'${names.clone}' has sent both recordings, with what is said in them:`);
	say(`they become one private voice, '${voice.title}' (${voice.id}).`);
	say(`'${names.instant}' does not wait for it. It has spoken already, straight from ${recordings[0]?.file}.`);
	const { startTime = 0, executionTime = 0 } = run.data.resultData.runData[names.clone]?.[0] ?? {};
	return { run, voice, since: startTime + executionTime - performance.timeOrigin };
}

type Trigger = Awaited<ReturnType<typeof publish>>;
type Cloned = Awaited<ReturnType<typeof clone>>;

async function train(demo: Demo, { voice, since }: Cloned, trigger: Trigger) {
	step(4, 'The voice is trained');
	const { every, deadline } = polling(demo.account.isReal);
	say(`n8n polls the trigger every minute; the demo does it every ${every / 1000} seconds.`);
	say();
	const fired = await watchTraining({ engine: demo.engine, voice, poll: trigger.poll, since, every, deadline });
	if (fired.length !== 1 || fired[0]?.json['id'] !== voice.id) {
		throw new Failure('The trigger fired for something other than the new voice');
	}
	return fired;
}

async function speak(
	demo: Demo,
	cloned: Cloned,
	fired: Awaited<ReturnType<typeof train>>,
	trigger: Trigger,
): Promise<void> {
	step(5, 'The voice speaks');
	const run = await demo.engine.runWorkflow(demo.workflow, names.trigger, fired);
	checkRun(run);
	const spoken = [...spokenBy(run, names.speak), ...spokenBy(cloned.run, [names.instant])];
	const shown = (file: string): string => `${demo.shownOut}/${file}`;
	tellSpoken(spoken, shown, demo.account.isReal);
	if (await trigger.poll()) throw new Failure('The trigger fired a second time');
	say();
	say('The next poll did not fire again: each voice starts the workflow once.');
	step(6, 'Listen');
	tellHowToPlay(shown(spoken[0]?.fileName ?? ''));
}

async function offerDeleting({ engine, questions }: Demo, voice: Voice): Promise<void> {
	step(7, 'Your account');
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
	const loaded = await loadWorkflow('examples/clone-and-speak.json', changes);
	const workflow = { ...loaded, id: 'demo', active: true };
	const demo: Demo = { ...options, account, engine, workflow, cleanup, questions };
	const trigger = await publish(demo);
	const cloned = await clone(demo);
	const settle = remindOf(cloned.voice, demo);
	await speak(demo, cloned, await train(demo, cloned, trigger), trigger);
	if (real) await offerDeleting(demo, cloned.voice);
	settle();
	tellMore(account);
}
