import type { INodeParameters } from 'n8n-workflow';

import { startHttp, withServer } from '../../faults/support/server.mts';
import { bytesKept, signalsKept } from '../../support/kept.mts';
import { setStage } from '../../support/stage.mts';

// V8 takes a while to look for all signals, more on a busy computer.
jest.setTimeout(120_000);

const stage = setStage({ concurrency: 50 }, { concurrentRequests: 50 });
const credit: INodeParameters = { resource: 'account', operation: 'getCredit' };

/** Runs the node on so many items and returns how many failed. */
async function run(parameters: INodeParameters, count: number): Promise<number> {
	const items = Array.from({ length: count }, () => ({ json: {} }));
	const { items: answers } = await stage.engine.runNode('voiceClone', parameters, items, {
		onError: 'continueRegularOutput',
	});
	expect(answers).toHaveLength(count);
	await stage.sandbox.clearRequests();
	await stage.sandbox.removeVoices();
	return answers.filter(({ json }) => json.error !== undefined).length;
}

/** What some work leaves in memory, after a first round that fills the caches. */
async function leftBy(work: () => Promise<unknown>, rounds: number): Promise<{ signals: number; bytes: number }> {
	await work();
	const before = { signals: await signalsKept(), bytes: await bytesKept() };
	for (let round = 0; round < rounds; round++) await work();
	return { signals: (await signalsKept()) - before.signals, bytes: (await bytesKept()) - before.bytes };
}

/** A few connections are kept open for the next request. */
const few = 10;

test('3,000 requests, whose deadlines are minutes away, leave nothing behind', async () => {
	const left = await leftBy(async () => expect(await run(credit, 1_000)).toBe(0), 3);
	expect(left.signals).toBeLessThan(few);
	// Half of what each request once left behind.
	expect(left.bytes).toBeLessThan(3_000 * 400);
});

test('requests that wait, break or fail leave nothing behind', async () => {
	const faults = [
		{ kind: 'status', status: 429 },
		{ kind: 'status', status: 402 },
		{ kind: 'cut', afterBytes: 10 },
		{ kind: 'reset', phase: 'before' },
	];
	const left = await leftBy(async () => {
		for (const fault of faults) await stage.sandbox.fault({ fault, times: 50 });
		expect(await run(credit, 300)).toBe(50);
	}, 1);
	expect(left.signals).toBeLessThan(few);
});

test('downloads leave nothing behind, even if they are given up halfway', async () => {
	const recording = await stage.recording('mp3');
	const server = startHttp(
		(request, response) => void response.end(request.url === '/a.mp3' ? recording : Buffer.alloc(100_000, 'x')),
	);
	await withServer(server, async ({ url }) => {
		const create = (file: string) => ({
			operation: 'create',
			title: '=Anna {{ $itemIndex }}',
			sampleSource: 'urls',
			sampleUrls: `${url}/${file}`,
			options: { allowPrivateAddresses: true },
		});
		const left = await leftBy(async () => {
			expect(await run(create('a.mp3'), 25)).toBe(0);
			expect(await run(create('b.mp3'), 25)).toBe(25);
		}, 2);
		expect(left.signals).toBeLessThan(few);
	});
});

test('polls leave nothing behind', async () => {
	const { poll } = stage.engine.trigger();
	const left = await leftBy(async () => {
		for (let ticks = 0; ticks < 100; ticks++) await poll();
	}, 1);
	expect(left.signals).toBeLessThan(few);
});
