import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort } from '../../n8n/ports.mts';
import { startN8n, type RunningN8n } from '../../n8n/server.mts';
import { errorOf, itemsOf } from './support/execution.mts';
import { setHouse } from './support/house.mts';
import { redis as redisServer } from './support/places.mts';
import { until } from './support/until.mts';
import { workflowOf } from './support/workflow.mts';

let redis: ChildProcess;
let redisFolder: string;
let redisPort: number;

beforeAll(async () => {
	redisPort = await freePort();
	redisFolder = await mkdtemp(join(tmpdir(), 'fish-audio-redis-'));
	const settings = ['--port', String(redisPort), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', redisFolder];
	redis = spawn(redisServer, settings, { stdio: 'ignore' });
	await until(async () => {
		const socket = connect(redisPort, '127.0.0.1');
		return await once(socket, 'connect').then(() => true, () => undefined).finally(() => socket.destroy());
	});
});

const queue = () => ({
	EXECUTIONS_MODE: 'queue',
	QUEUE_BULL_REDIS_HOST: '127.0.0.1',
	QUEUE_BULL_REDIS_PORT: String(redisPort),
	OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
});

const house = setHouse({ sandbox: { speech: 'tone', concurrency: 20 }, settings: queue });
const workers: RunningN8n[] = [];

beforeAll(async () => {
	const settings = { ...house.n8nOptions.settings, N8N_CONCURRENCY_PRODUCTION_LIMIT: '2' };
	workers.push(...(await Promise.all([1, 2].map(async () => await startN8n({ ...house.n8nOptions, settings, command: 'worker' })))));
}, 120_000);
afterAll(async () => {
	await Promise.all(workers.map(async (worker) => await worker.stop()));
	redis?.kill();
	await rm(redisFolder, { recursive: true, force: true });
}, 60_000);

test('60 lines over several executions and two workers: all audio arrives, readable by the main process', async () => {
	const path = 'lines';
	const id = await house.save(workflowOf(house, 'Ads', [
		{ name: 'Lines', type: 'n8n-nodes-base.webhook', typeVersion: 2, webhookId: path, parameters: { httpMethod: 'POST', path, options: {} }, to: [['One by One']] },
		{ name: 'One by One', type: 'n8n-nodes-base.splitOut', parameters: { fieldToSplitOut: 'body.lines', options: {} }, to: [['Speak']] },
		{ name: 'Speak', type: 'speak', parameters: { text: "={{ $json['body.lines'] ?? $json.text }}", options: { fileName: "={{ $json['body.lines'] ?? $json.text }}" } } },
	]));
	await house.publish(id);
	const batches = Array.from({ length: 6 }, (_, batch) => Array.from({ length: 10 }, (__, line) => `Spot ${batch}-${line}`));
	const send = async (lines: string[]): Promise<number | undefined> => {
		const { status } = await fetch(`${house.n8n.url}/webhook/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ lines }) });
		// n8n publishes in its own time: until then there is no such webhook.
		return status === 404 ? undefined : status;
	};
	const statuses = await Promise.all(batches.map(async (lines) => await until(async () => await send(lines), { what: 'the webhook' })));
	expect(statuses).toEqual(batches.map(() => 200));
	const executions = await until(async () => {
		const all = await house.executions(id);
		return all.length === batches.length && all.every(({ status }) => !['new', 'running', 'waiting'].includes(status)) ? all : undefined;
	});
	const spoken = new Map<string, Buffer>();
	for (const { id: executionId } of executions) {
		const execution = await house.ended(executionId);
		expect(errorOf(execution)).toBeUndefined();
		for (const item of itemsOf(execution, 'Speak')) spoken.set(String(item.json['fileName']), await house.bytesOf(item));
	}
	expect(spoken.size).toBe(60);
	for (const text of batches.flat()) {
		const expected = await house.sandbox.ttsBytes({ text, format: 'mp3' }, 's2.1-pro');
		expect([text, spoken.get(`${text}.mp3`)?.equals(expected)]).toEqual([text, true]);
	}
	// Both had a share, and the main process had none.
	const shares = await Promise.all(workers.map(async ({ log }) => (await readFile(log, 'utf8')).split('started execution').length - 1));
	expect(shares.every((share) => share > 0)).toBe(true);
	expect(shares.reduce((sum, share) => sum + share, 0)).toBe(batches.length);
});
