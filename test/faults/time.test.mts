import { startEngine } from '../support/engine.mts';
import { failure } from '../support/scripted/answers.mts';
import { file, voice } from '../support/scripted/inputs.mts';
import { failureOf, rig } from '../support/scripted/rig.mts';
import { setStage } from '../support/stage.mts';
import { calls, each, fullItem, lines } from './support/calls.mts';
import { aDay, wallClock } from './support/clocks.mts';
import { fileItem, largeWav } from './support/files.mts';
import { startLibrary } from './support/library.mts';
import { startHttp, withServer } from './support/server.mts';
import { turnOfTheLoop, until } from '../support/until.mts';

const stage = setStage();

const tooLong = (item: number) => `Fish Audio did not finish its answer within 1 second [item ${item}]`;

describe("Speak's timeout ends a request", () => {
	const options = { timeout: 1, maxTries: 1 };

	test('before the answer, in the headers, in the body, and in a body that drips', async () => {
		const faults = {
			before: { kind: 'hang', phase: 'before' },
			headers: { kind: 'hang', phase: 'headers' },
			body: { kind: 'hang', phase: 'body', afterBytes: 300 },
			// 20 bytes per second would take many minutes.
			drips: { kind: 'slow', bytesPerSecond: 20 },
		};
		for (const [text, fault] of Object.entries(faults))
			await stage.sandbox.fault({ match: { text }, fault, times: -1 });
		const { run, items } = await stage.engine.runNode('speak', { ...each, options }, lines(...Object.keys(faults)), {
			onError: 'continueRegularOutput',
		});
		expect(items.map(({ json }) => json.error)).toEqual([0, 1, 2, 3].map(tooLong));
		expect(run.status).toBe('success');
		// The sandbox notices a moment later that nobody listens.
		await until(async () => (await stage.sandbox.stats()).inFlight === 0);
		expect((await stage.sandbox.requests()).map(({ aborted }) => aborted)).toEqual([true, true, true, true]);
	});

	test('halfway through the samples, and halfway through the body of an error', async () => {
		const server = startHttp((request, response) => {
			if (request.headers['content-type'] === 'application/msgpack') return void request.pause();
			request.resume();
			response.writeHead(422, { 'content-type': 'application/json' }).write('{"message": "The te');
		});
		await withServer(server, async ({ url, open, readOn }) => {
			const engine = await startEngine({ credential: { apiKey: 'key', baseUrl: url } });
			const samples = { text: 'Hi', voiceSource: 'samples', transcripts: 'Hi', options };
			const [upload, refused] = await Promise.all([
				engine.runNode('speak', samples, [await fileItem(engine, largeWav(16 * 1024 * 1024))]),
				engine.runNode('speak', { text: 'Hi', options }),
			]);
			expect(upload.error?.message).toBe(tooLong(0));
			// The status is known and reported, without the server's words.
			expect(refused.error?.message).toBe('Fish Audio refused the request [item 0]');
			readOn();
			await until(() => open() === 0);
			await engine.stop();
		});
	});
});

describe('every request has a deadline', () => {
	const deadlines = jest.spyOn(AbortSignal, 'timeout');
	beforeEach(() => void deadlines.mockClear());
	afterAll(() => deadlines.mockRestore());

	const timeouts = (): number[] => deadlines.mock.calls.map(([milliseconds]) => milliseconds);

	test.each(calls.filter(({ name }) => !['create', 'transcribe', 'speak'].includes(name)))(
		'$name: 240 seconds',
		async ({ type, parameters }) => {
			await stage.engine.runNode(type, parameters, [await fullItem(stage.engine)]);
			expect(new Set(timeouts())).toEqual(new Set([240_000]));
		},
	);

	test.each([
		['create: 240 seconds, and what the upload takes on a slow line', { operation: 'create', title: 'Anna' }, 10_000],
		[
			'transcribe: the same, and what listening to the recording may take',
			{ resource: 'sample', operation: 'transcribe' },
			10_000 + 160_000,
		],
	])('%s', async (_, parameters, more) => {
		const item = await fileItem(stage.engine, largeWav(640_000));
		await stage.engine.runNode('voiceClone', parameters, [item]);
		expect(new Set(timeouts())).toEqual(new Set([240_000 + more]));
	});

	test('speak: 120 seconds and more for the text, or exactly the timeout that is set', async () => {
		await stage.engine.runNode('speak', { text: 'a'.repeat(100) });
		await stage.engine.runNode('speak', { text: 'a'.repeat(100), options: { timeout: 30 } });
		expect(timeouts()).toEqual([130_000, 30_000]);
	});

	test.each([
		[300_000, 150_000],
		[20_000, 10_000],
		[100, 2_000],
	])('a poll for which n8n allows %j ms: %j ms', async (budget, deadline) => {
		const { poll } = stage.engine.trigger({}, {}, { budget });
		await poll().catch(() => undefined);
		expect(timeouts()).toEqual([deadline]);
	});

	test('a poll whose server hangs ends, loses nothing and does not block the next', async () => {
		const { poll } = stage.engine.trigger({}, {}, { budget: 2_000 });
		await poll();
		await stage.sandbox.seedVoices({ count: 1 });
		await stage.sandbox.fault({ fault: { kind: 'hang', phase: 'body', afterBytes: 20 }, times: 2 });
		await expect(poll()).rejects.toThrow('Fish Audio did not finish its answer within 2 seconds');
		expect(await poll()).toHaveLength(1);
	});
});

describe("the deadline ends each of the client's calls to a server that always hangs", () => {
	const newVoice = { title: 'Anna', samples: [file('x'.repeat(640))], visibility: 'private' as const };
	const id = voice()._id;
	test.each([
		['get', 'GET', 2],
		['page', 'GET', 2],
		['update', 'PATCH', 2],
		['delete', 'DELETE', 1],
		['create', 'POST', 1],
	] as const)('%s', async (call, method, tries) => {
		const r = rig(
			async ({ timeout }, clock) => {
				await clock.sleep(timeout);
				return failure('timeout');
			},
			{ maxTries: 3 },
		);
		const { voices } = r.client;
		const work = {
			get: async () => await voices.get(id),
			page: async () => await voices.page({}, { page: 1, pageSize: 10 }),
			update: async () => await voices.update(id, { title: 'New' }),
			delete: async () => await voices.delete(id),
			create: async () => await voices.create(newVoice),
		};
		expect((await failureOf(work[call]())).kind).toBe('timeout');
		const own = r.requests.filter((request) => request.method === method);
		expect(own).toHaveLength(tries);
		expect(new Set(own.map(({ timeout }) => timeout))).toEqual(new Set([call === 'create' ? 240_010 : 240_000]));
		// Looking for what may have been created ends, too.
		expect(r.requests.length).toBeLessThanOrEqual(10);
	});
});

describe.each([
	['ahead', aDay],
	['back', -aDay],
])('setting the system clock %s by a day', (_, jump) => {
	test('changes no wait for training, no backoff and no timeout', async () => {
		await stage.sandbox.settings({ trainingMs: 1_500 });
		await stage.sandbox.fault({
			match: { text: 'busy' },
			fault: { kind: 'status', status: 503, headers: { 'retry-after': '2' } },
		});
		await stage.sandbox.fault({ match: { text: 'hangs' }, fault: { kind: 'hang', phase: 'before' }, times: -1 });
		const item = await fileItem(stage.engine, await stage.recording());
		const clock = wallClock();
		const running = Promise.all([
			stage.engine.runNode(
				'voiceClone',
				{ operation: 'create', title: 'Anna', waitUntilTrained: true, waitTimeout: 10 },
				[item],
			),
			stage.engine.runNode('speak', { text: 'busy' }),
			stage.engine.runNode('speak', { text: 'hangs', options: { timeout: 2, maxTries: 1 } }),
		]).finally(clock.restore);
		// All three have sent their requests, and the voice is created.
		await until(
			async () =>
				(await stage.sandbox.requests()).filter(({ bodyReceivedAt }) => bodyReceivedAt !== undefined).length >= 3,
		);
		await until(async () =>
			(await stage.sandbox.requests()).some(({ path, endedAt }) => path === '/model' && endedAt !== undefined),
		);
		// Many turns of the loop, so that the node has read the answer and begun to wait.
		for (let turns = 0; turns < 50; turns++) await turnOfTheLoop();
		clock.jump(jump);
		const [trained, busy, hangs] = await running;
		expect(trained.items.map(({ json }) => json.state)).toEqual(['trained']);
		expect(busy.items.map(({ json }) => json.textBytes)).toEqual([4]);
		expect(hangs.error?.message).toBe('Fish Audio did not finish its answer within 2 seconds [item 0]');
		const spoken = (await stage.sandbox.requests()).filter(({ path }) => path === '/v1/tts');
		expect(spoken.map(({ body }) => body.text).sort()).toEqual(['busy', 'busy', 'hangs']);
	});
});

test("the trigger fires once for each voice, whatever the server's Date header says", async () => {
	const library = await startLibrary();
	const engine = await startEngine({ credential: { apiKey: 'key', baseUrl: library.url } });
	const dates = [0, aDay, -aDay, undefined];
	const orders = dates.flatMap((a) => dates.flatMap((b) => dates.map((c) => [a, b, c])));
	for (const order of orders) {
		const { poll } = engine.trigger();
		await poll();
		for (const date of [...order, 0]) {
			library.setDate(date);
			const made = [library.add(), library.add()];
			expect([order, (await poll())?.map(({ json }) => json.title).sort()]).toEqual([order, made.sort()]);
			expect([order, await poll()]).toEqual([order, null]);
		}
	}
	await library.stop();
	await engine.stop();
});
