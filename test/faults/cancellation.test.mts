import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

import { startEngine } from '../support/engine.mts';
import { programOf } from '../support/program.mts';
import { setStage } from '../support/stage.mts';
import { until } from '../support/until.mts';
import { bareScenes } from './support/bareScenes.mts';
import { fileItem, watchFiles } from './support/files.mts';
import { phases } from './support/phases.mts';
import { askedOf, stopRun, type Stopped } from './support/stopRun.mts';

const stage = setStage();

afterEach(async () => void (await stage.sandbox.settings({ listDelayMs: 0 })));

/** The one place where time is asserted: a second is what a person takes for at once. */
function expectStopped({ took, status, message, outcomes, later }: Stopped): void {
	expect(took).toBeLessThan(1_000);
	expect(status).toBe('canceled');
	expect(message).toMatch(/^The execution was canceled/);
	// n8n passes the input of a node on that goes on with errors; neither voices nor errors come of it.
	expect(outcomes).toBe(0);
	expect(later).toBe(0);
}

test.each(phases)('going on with errors, stopped in $name', async ({ enter }) => {
	const stoppable = await enter(stage);
	expectStopped(
		await stopRun(stage.engine, askedOf(stage.sandbox), { ...stoppable, onError: 'continueRegularOutput' }),
	);
});

describe.each(['stopWorkflow', 'continueRegularOutput'] as const)('with %s, stopped in', (onError) => {
	test.each(bareScenes)('$name', async ({ start, enter }) => {
		const server = await start();
		const engine = await startEngine({ credential: { apiKey: 'key', baseUrl: server.url } });
		const inFlight = (): number => {
			server.readOn();
			return server.open();
		};
		const files = watchFiles();
		const asked = { requests: () => server.seen.length, inFlight };
		const stopped = await stopRun(engine, asked, { ...(await enter(engine, server)), onError }).finally(server.stop);
		await until(() => files.open() === 0);
		files.stop();
		await engine.stop();
		expectStopped(stopped);
		expect(stopped.requests).toBe(1);
	});

	test('while the items are being checked', async () => {
		const wav = await stage.recording();
		const items = await Promise.all(Array.from({ length: 400 }, async () => await fileItem(stage.engine, wav)));
		const files = watchFiles();
		const stopped = await stopRun(stage.engine, askedOf(stage.sandbox), {
			type: 'voiceClone',
			parameters: { operation: 'create', title: 'Anna' },
			items,
			onError,
			ready: () => files.opened() >= 20,
		});
		files.stop();
		expectStopped(stopped);
		expect(stopped.requests).toBe(0);
		// Those whose check was under way are finished, the others are left.
		expect(files.opened()).toBeLessThan(100);
	});
});

describe('a process that is stopped in every phase', () => {
	let child: ChildProcess | undefined;
	let program: Awaited<ReturnType<typeof programOf>> | undefined;
	afterAll(async () => {
		child?.kill();
		await program?.remove();
	});

	test('ends by itself: no timer, connection or file is left, and nothing fails unheard', async () => {
		program = await programOf('test/faults/support/stopEverywhere.mts');
		const running = spawn(process.execPath, [program.path], { stdio: ['ignore', 'pipe', 'pipe'] });
		child = running;
		const [[code], out, complaints] = await Promise.all([
			once(running, 'exit'),
			text(running.stdout),
			text(running.stderr),
		]);
		// Not even a warning of too many listeners.
		expect(complaints).toBe('');
		expect(code).toBe(0);
		const all = out
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line) as Stopped & { name: string });
		expect(all.map(({ name }) => name)).toEqual(phases.map(({ name }) => name));
		all.forEach(expectStopped);
	});
});
