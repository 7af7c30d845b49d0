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
import { requestCounts, stopRun, type Stopped } from './support/stopRun.mts';

const stage = setStage();

afterEach(async () => void (await stage.sandbox.settings({ listDelayMs: 0 })));

/** The only place where a test asserts time: people take a second for "at once". */
function expectStopped({ took, status, message, outcomes, later }: Stopped): void {
	expect(took).toBeLessThan(1_000);
	expect(status).toBe('canceled');
	expect(message).toMatch(/^The execution was canceled/);
	// With `continueRegularOutput` n8n passes the input on; the node adds neither voices nor errors.
	expect(outcomes).toBe(0);
	expect(later).toBe(0);
}

test.each(phases)('stops at once, and continues with no error items: $name', async ({ enter }) => {
	const stoppable = await enter(stage);
	expectStopped(
		await stopRun(stage.engine, requestCounts(stage.sandbox), { ...stoppable, onError: 'continueRegularOutput' }),
	);
});

describe.each(['stopWorkflow', 'continueRegularOutput'] as const)('stops at once, with %s', (onError) => {
	test.each(bareScenes)('$name', async ({ start, enter }) => {
		const server = await start();
		const engine = await startEngine({ credential: { apiKey: 'key', baseUrl: server.url } });
		const inFlight = (): number => {
			server.readOn();
			return server.open();
		};
		const files = watchFiles();
		const counts = { requests: () => server.seen.length, inFlight };
		const stopped = await stopRun(engine, counts, { ...(await enter(engine, server)), onError }).finally(server.stop);
		await until(() => files.open() === 0);
		files.stop();
		await engine.stop();
		expectStopped(stopped);
		expect(stopped.requests).toBe(1);
	});

	test('while items are checked', async () => {
		const wav = await stage.recording();
		const items = await Promise.all(Array.from({ length: 400 }, async () => await fileItem(stage.engine, wav)));
		const files = watchFiles();
		const stopped = await stopRun(stage.engine, requestCounts(stage.sandbox), {
			type: 'voiceClone',
			parameters: { operation: 'create', title: '=Anna {{ $itemIndex }}' },
			items,
			onError,
			ready: () => files.opened() >= 20,
		});
		files.stop();
		expectStopped(stopped);
		expect(stopped.requests).toBe(0);
		// Checks that have begun are finished, and no others begin.
		expect(files.opened()).toBeLessThan(100);
	});
});

describe('a process in which nodes are stopped in every phase', () => {
	let child: ChildProcess | undefined;
	let program: Awaited<ReturnType<typeof programOf>> | undefined;
	afterAll(async () => {
		child?.kill();
		await program?.remove();
	});

	test('ends by itself: no timer, connection, file or unhandled rejection is left', async () => {
		program = await programOf('test/faults/support/stopEverywhere.mts');
		const running = spawn(process.execPath, [program.path], { stdio: ['ignore', 'pipe', 'pipe'] });
		child = running;
		const [[code], out, errors] = await Promise.all([
			once(running, 'exit'),
			text(running.stdout),
			text(running.stderr),
		]);
		// There is not even a warning of too many listeners.
		expect(errors).toBe('');
		expect(code).toBe(0);
		const all = out
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line) as Stopped & { name: string });
		expect(all.map(({ name }) => name)).toEqual(phases.map(({ name }) => name));
		all.forEach(expectStopped);
	});
});
