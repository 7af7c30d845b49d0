import { installN8n } from '../../tools/n8n/install.mts';
import { pack } from '../../tools/n8n/placePackage.mts';
import { startQueue } from '../../tools/n8n/queue/queue.mts';
import { releases } from '../../tools/n8n/releases.mts';
import { startN8n, type RunningN8n } from '../../tools/n8n/server.mts';
import { House } from '../../test/e2e/support/house.mts';
import { errorOf, itemsOf } from '../../test/e2e/support/execution.mts';
import { until } from '../../test/e2e/support/until.mts';
import { linesPath, speakLines } from '../../test/e2e/support/speakLines.mts';
import { workflowOf } from '../../test/e2e/support/workflow.mts';
import { median, withSpread } from '../measure/statistics.mts';
import { asRatio, asSeconds } from '../measure/units.mts';
import type { Bench, Benchmark } from './goal.mts';

const format = 'wav';

/** A real n8n in queue mode, without workers. */
async function openHouse({ folder, size, cleanup }: Bench): Promise<House> {
	const settings = await startQueue(cleanup);
	const installed = await installN8n(releases.current, cleanup);
	const tarball = await pack(process.cwd(), folder);
	const sandbox = { speech: 'tone', latencyMs: size.latency, concurrency: 1_000 } as const;
	const house = new House({ installed, tarball, sandbox, settings: () => settings });
	cleanup.add(async () => await house.close());
	await house.open();
	return house;
}

async function startWorker({ n8nOptions }: House, { cleanup }: Bench): Promise<RunningN8n> {
	const settings = { ...n8nOptions.settings, N8N_CONCURRENCY_PRODUCTION_LIMIT: '1' };
	const worker = await startN8n({ ...n8nOptions, settings, command: 'worker' });
	cleanup.add(worker.stop);
	return worker;
}

async function publishWorkflow(house: House): Promise<string> {
	const id = await house.save(workflowOf(house, 'Lines', speakLines({ format })));
	await house.publish(id);
	return id;
}

async function send({ n8n }: House, lines: string[]): Promise<void> {
	// n8n takes a moment to publish; until then the webhook does not exist.
	await until(
		async () => {
			const { status } = await fetch(`${n8n.url}/webhook/${linesPath}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ lines }),
			});
			return status === 200 ? true : undefined;
		},
		{ what: 'the webhook' },
	);
}

const isOver = ({ status }: { status: string }): boolean => !['new', 'running', 'waiting'].includes(status);

/** Starts executions with a batch of lines each and waits for the last. Returns their IDs. */
async function execute(house: House, workflow: string, batches: string[][]): Promise<string[]> {
	const before = (await house.executions(workflow)).length;
	await Promise.all(batches.map(async (lines) => await send(house, lines)));
	const ended = await until(
		async () => {
			const executions = (await house.executions(workflow)).slice(before);
			return executions.length === batches.length && executions.every(isOver) ? executions : undefined;
		},
		{ ms: 600_000, what: 'the executions' },
	);
	return ended.map(({ id }) => id);
}

/**
 * Milliseconds from the start of the first execution to the end of the last. Fails if any byte of their audio is wrong.
 */
async function timeOf(house: House, ids: string[], lines: number): Promise<number> {
	const starts: number[] = [];
	const ends: number[] = [];
	for (const id of ids) {
		const execution = await house.ended(id);
		const error = errorOf(execution);
		if (error) throw error;
		const items = itemsOf(execution, 'Speak');
		if (items.length !== lines) throw new Error(`Execution ${id} spoke ${items.length} of ${lines} lines`);
		for (const item of items) {
			const text = String(item.json['fileName']).replace(`.${format}`, '');
			const expected = await house.sandbox.ttsBytes({ text, format }, 's2.1-pro');
			// Without the header, whose placeholders the node replaces.
			if (!(await house.bytesOf(item)).subarray(44).equals(expected.subarray(44)))
				throw new Error(`'${text}' is not what was spoken`);
		}
		starts.push(Date.parse(execution.startedAt));
		ends.push(Date.parse(execution.stoppedAt));
	}
	return Math.max(...ends) - Math.min(...starts);
}

/** Two workers in n8n's queue mode, compared with one. */
export const queue: Benchmark = async (bench) => {
	const rounds = Math.min(3, bench.size.rounds);
	const lines = Math.ceil(bench.size.lines / 4);
	const executions = 12;
	const house = await openHouse(bench);
	const workflow = await publishWorkflow(house);
	let run = 0;
	const measured = async (): Promise<number> => {
		run += 1;
		const batches = Array.from({ length: executions }, (_, batch) =>
			Array.from({ length: lines }, (__, line) => `Line ${line} of batch ${batch} in run ${run}`),
		);
		return await timeOf(house, await execute(house, workflow, batches), lines);
	};
	await startWorker(house, bench);
	const one: number[] = [];
	const two: number[] = [];
	for (let round = 0; round < rounds; round++) {
		one.push(await measured());
		const second = await startWorker(house, bench);
		two.push(await measured());
		await second.stop();
	}
	const ratio = median(one) / median(two);
	const bytes = `${rounds * 2 * executions * lines} of ${rounds * 2 * executions * lines} files`;
	return {
		title: `Queue mode: ${executions} executions of ${lines} lines, at ${bench.size.latency} ms each`,
		how:
			"A real n8n with the defaults of queue mode: PostgreSQL, Redis, and files in the database. The main process's " +
			'webhook receives the lines; workers, with one execution each at a time, speak them with 5 requests at a time. ' +
			'The time is from the start of the first execution to the end of the last. Every file is read through the ' +
			'main process and compared with what the sandbox spoke.',
		figures: [
			{ what: 'one worker', measured: withSpread(one, asSeconds) },
			{ what: 'two workers', measured: withSpread(two, asSeconds) },
			{ what: 'one worker ÷ two workers', measured: asRatio(ratio), goal: 'at least 1.9', met: ratio >= 1.9 },
			{ what: 'files with all bytes correct', measured: bytes },
		],
	};
};
