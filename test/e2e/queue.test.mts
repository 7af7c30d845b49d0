import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { INodeExecutionData } from 'n8n-workflow';

import { startQueue } from '../../tools/n8n/queue/queue.mts';
import { startN8n, type N8nOptions, type RunningN8n } from '../../tools/n8n/server.mts';
import { Cleanup } from '../../tools/terminal/cleanup.mts';
import { anyVoice, anyVoiceId } from '../support/anyVoice.mts';
import { withTrueSizes } from '../support/wav.mts';
import { errorOf, itemsOf } from './support/execution.mts';
import { House } from './support/house.mts';
import { linesPath, speakLines } from './support/speakLines.mts';
import { until } from './support/until.mts';
import { itemsFrom, workflowOf } from './support/workflow.mts';

// As n8n runs in queue mode by default: PostgreSQL, Redis, files in the database; and two workers.
let settings: N8nOptions['settings'];
const cleanup = new Cleanup();
const house = new House({ sandbox: { speech: 'tone', concurrency: 20 }, settings: () => settings });
const workers: RunningN8n[] = [];

beforeAll(async () => {
	settings = await startQueue(cleanup);
	cleanup.add(async () => await house.close());
	await house.open();
	const options: N8nOptions = {
		...house.n8nOptions,
		settings: { ...house.n8nOptions.settings, N8N_CONCURRENCY_PRODUCTION_LIMIT: '2' },
		command: 'worker',
	};
	const start = async (): Promise<void> => {
		const worker = await startN8n(options);
		cleanup.add(worker.stop);
		workers.push(worker);
	};
	await Promise.all([start(), start()]);
}, 240_000);
afterAll(async () => await cleanup.run(), 60_000);

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** The store of a file, by the beginning of its ID. */
const storeOf = (item: INodeExecutionData, field = 'data'): string => item.binary![field]!.id!.split(':')[0]!;

test(
	'24 executions over two workers: each file and its captions arrive, readable by the main process, and the next ' +
		'node reads them',
	async () => {
		const [webhook, oneByOne, speak] = speakLines({ captions: 'both' });
		const id = await house.save(
			workflowOf(house, 'Ads', [
				webhook!,
				oneByOne!,
				{ ...speak!, to: [['Hear']] },
				{ name: 'Hear', type: 'voiceClone', parameters: { resource: 'sample', operation: 'transcribe' } },
			]),
		);
		await house.publish(id);
		const batches = Array.from({ length: 24 }, (_, batch) =>
			Array.from({ length: 3 }, (__, line) => `This is spot ${line} of batch ${batch}`),
		);
		const send = async (lines: string[]): Promise<number | undefined> => {
			const { status } = await fetch(`${house.n8n.url}/webhook/${linesPath}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ lines }),
			});
			// n8n publishes a little later. Until then the webhook does not exist.
			return status === 404 ? undefined : status;
		};
		const statuses = await Promise.all(
			batches.map(async (lines) => await until(async () => await send(lines), { what: 'the webhook' })),
		);
		expect(statuses).toEqual(batches.map(() => 200));
		const executions = await until(async () => {
			const all = await house.executions(id);
			return all.length === batches.length && all.every(({ status }) => !['new', 'running', 'waiting'].includes(status))
				? all
				: undefined;
		});
		const spoken = new Map<string, INodeExecutionData>();
		const heard: unknown[] = [];
		for (const { id: executionId } of executions) {
			const execution = await house.ended(executionId);
			expect(errorOf(execution)).toBeUndefined();
			for (const item of itemsOf(execution, 'Speak'))
				spoken.set(String(item.json['fileName']).replace('.mp3', ''), item);
			heard.push(...itemsOf(execution, 'Hear').map(({ json }) => json['text']));
		}
		expect(heard.sort()).toEqual(batches.flat().sort());
		for (const text of batches.flat()) {
			const item = spoken.get(text)!;
			const expected = await house.sandbox.ttsBytes({ text, format: 'mp3' }, 's2.1-pro');
			expect([text, (await house.bytesOf(item)).equals(expected)]).toEqual([text, true]);
			for (const field of ['data_srt', 'data_vtt'])
				expect((await house.bytesOf(item, field)).toString()).toContain(`\n${text}\n`);
			expect(['data', 'data_srt', 'data_vtt'].map((field) => storeOf(item, field))).toEqual([
				'database',
				'database',
				'database',
			]);
		}
		// Both workers took part, and the main process did not.
		const shares = await Promise.all(
			workers.map(async ({ log }) => (await readFile(log, 'utf8')).split('started execution').length - 1),
		);
		expect(shares.every((share) => share > 0)).toBe(true);
		expect(shares.reduce((sum, share) => sum + share, 0)).toBe(batches.length);
	},
);

test('a long text becomes one file of some megabytes, which is then cloned', async () => {
	const text = Array.from({ length: 200 }, (_, number) => `This is sentence number ${number} of the long text.`).join(
		' ',
	);
	const speak = { text: '={{ $json.text }}', voice: anyVoice, format: 'wav', sound: { speed: 0.5 } };
	const id = await house.save(
		workflowOf(house, 'Long', [
			...itemsFrom([{ text }], 'Speak'),
			{ name: 'Speak', type: 'speak', parameters: speak, to: [['Clone']] },
			{ name: 'Clone', type: 'voiceClone', parameters: { operation: 'create', title: 'Long' } },
		]),
	);
	const since = (await house.sandbox.requests()).at(-1)?.n ?? 0;
	const execution = await house.run(id, 'Start by Hand');
	expect(errorOf(execution)).toBeUndefined();
	const requests = await house.sandbox.requests(since);
	const parts = requests.filter(({ path }) => path === '/v1/tts').map(({ body }) => String(body.text));
	parts.sort((a, b) => text.indexOf(a) - text.indexOf(b));
	expect(parts.join(' ') === text).toBe(true);
	const sound = { format: 'wav', reference_id: anyVoiceId, prosody: { speed: 0.5 } };
	const alone = await Promise.all(
		parts.map(async (part) => await house.sandbox.ttsBytes({ text: part, ...sound }, 's2.1-pro')),
	);
	const expected = withTrueSizes(Buffer.concat([alone[0]!, ...alone.slice(1).map((part) => part.subarray(44))]));
	expect(expected.length).toBeGreaterThan(5_000_000);
	const [item] = itemsOf(execution, 'Speak');
	expect(storeOf(item!)).toBe('database');
	expect((await house.bytesOf(item)).equals(expected)).toBe(true);
	const [sent] = requests.filter(({ method, path }) => method === 'POST' && path === '/model');
	expect(sent!.body.files).toMatchObject([{ name: 'voices', bytes: expected.length, sha256: sha256(expected) }]);
	expect(itemsOf(execution, 'Clone')).toMatchObject([{ json: { title: 'Long', state: 'trained' } }]);
});

test('no file is stored in the file system', async () => {
	const files = await readdir(join(house.home, '.n8n'), { recursive: true });
	expect(files).toContain('config');
	expect(files.filter((file) => /binary.?data/i.test(file) && !file.includes('node_modules'))).toEqual([]);
});
