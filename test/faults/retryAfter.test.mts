import { line } from '../support/line.mts';
import { status } from '../support/scripted/answers.mts';
import { file, voice } from '../support/scripted/inputs.mts';
import { failureOf, rig } from '../support/scripted/rig.mts';
import { setStage } from '../support/stage.mts';
import { calls, fullItem } from './support/calls.mts';
import { aDay, wallClock } from './support/clocks.mts';

const stage = setStage();

const busy = 'Fish Audio is receiving too many requests at once';
const inADay = (): string => new Date(Date.now() + aDay).toUTCString();

const answer429 = async (retryAfter: string, times = 1): Promise<void> => {
	await stage.sandbox.fault({ fault: { kind: 'status', status: 429, headers: { 'retry-after': retryAfter } }, times });
};

describe.each([
	['seconds', () => String(aDay / 1000)],
	['the form of a date', inADay],
])('reports a Retry-After of a day in %s, and does not wait', (_, header) => {
	test.each(calls)('on $name', async ({ type, parameters, request }) => {
		const item = await fullItem(stage.engine);
		await answer429(header());
		const { error } = await stage.engine.runNode(type, parameters, [item]);
		expect(error).toMatchObject({ message: `${busy} [item 0]`, httpCode: '429' });
		expect(error?.description).toContain('Fish Audio asks you to wait 24 hours.');
		const requests = await stage.sandbox.requests();
		expect(requests.map(({ method }) => method)).toEqual([request.method]);
	});

	test('on a poll, which passes it on to n8n', async () => {
		const { poll } = stage.engine.trigger();
		await answer429(header());
		const error = (await poll().catch((reason: unknown) => reason)) as Error & {
			failure: { cause: string; retryAfterMs: number };
		};
		expect(error).toMatchObject({ message: busy, description: expect.stringContaining('24 hours') });
		// n8n 1 has no such property.
		if (line === 2) {
			expect(error.failure.cause).toBe('rate-limited');
			// The date has whole seconds.
			expect(Math.abs(error.failure.retryAfterMs - aDay)).toBeLessThanOrEqual(2_000);
		}
		expect(await stage.sandbox.requests()).toHaveLength(1);
	});

	test('on a computer whose clock is a day slow', async () => {
		const retryAfter = header();
		const clock = wallClock();
		clock.jump(-aDay);
		await answer429(retryAfter);
		const { error } = await stage.engine.runNode('speak', { text: 'Hello' }).finally(clock.restore);
		expect(error?.description).toContain('Fish Audio asks you to wait 24 hours.');
	});
});

test.each([
	'-5',
	'',
	' ',
	'soon',
	'NaN',
	'Infinity',
	'Thu, 01 Jan 1970 00:00:00 GMT',
	'<script>',
	'0x10',
	'1e300',
	'in 5 hours',
])('ignores a Retry-After of %j, and waits as without one', async (header) => {
	await answer429(header);
	const { error, items } = await stage.engine.runNode('speak', { text: 'Hello' });
	expect(error).toBeUndefined();
	expect(items).toHaveLength(1);
	expect(await stage.sandbox.requests()).toHaveLength(2);
});

test.each([
	['9'.repeat(300), 'more than a year'],
	['604800', '7 days'],
	['7200', '2 hours'],
	['600', '10 minutes'],
])('reports a Retry-After of %s as %s', async (header, words) => {
	await answer429(header);
	const { error } = await stage.engine.runNode('speak', { text: 'Hello' });
	expect(error?.description).toContain(`Fish Audio asks you to wait ${words}.`);
	expect(await stage.sandbox.requests()).toHaveLength(1);
});

describe('a server that is always busy', () => {
	test('gets as many requests as Max Tries says, and is reported with advice', async () => {
		await stage.sandbox.fault({ fault: { kind: 'status', status: 429 }, times: -1 });
		const { error } = await stage.engine.runNode('speak', { text: 'Hello', options: { maxTries: 2 } });
		expect(error).toMatchObject({
			message: `${busy} [item 0]`,
			description: expect.stringContaining("'Concurrent Requests'"),
		});
		expect(await stage.sandbox.requests()).toHaveLength(2);
	});

	const id = voice()._id;
	test.each(['get', 'page', 'update', 'delete', 'create'] as const)("ends the client's %s", async (call) => {
		const r = rig([status(429)], { maxTries: 3 });
		const { voices } = r.client;
		const work = {
			get: async () => await voices.get(id),
			page: async () => await voices.page({}, { page: 1, pageSize: 10 }),
			update: async () => await voices.update(id, { title: 'New' }),
			delete: async () => await voices.delete(id),
			create: async () => await voices.create({ title: 'Anna', samples: [file('x')], visibility: 'private' }),
		};
		expect((await failureOf(work[call]())).facts.advice).toContain("'Concurrent Requests'");
		expect(r.requests).toHaveLength(3);
	});
});
