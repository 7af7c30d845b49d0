import { Cleanup } from '../../../tools/terminal/cleanup.mts';
import { Api } from '../../../tools/live/api.mts';
import { totalOf } from '../../../tools/live/bill.mts';
import { sight, type Fact } from '../../../tools/live/fact.mts';
import { facts } from '../../../tools/live/facts/index.mts';
import { runFacts } from '../../../tools/live/run.mts';
import { markdownOf } from '../../../tools/live/table.mts';
import { startSandbox, type RunningSandbox } from '../../support/sandbox.mts';
import { wavOf } from '../../sandbox/api.mts';

/** Asks nothing: what is run here are facts that only say that they were looked at. */
const idle = () => new Api({ baseUrl: 'http://127.0.0.1:9', key: 'a-key' }, new Cleanup());

function fact(id: string, cost?: number, more: Partial<Fact> = {}): Fact {
	return {
		id,
		expected: `${id} is so`,
		standing: 'docs',
		...(cost === undefined ? {} : { cost }),
		check: async () => sight(true, id),
		...more,
	};
}

const idsOf = (outcomes: { fact: Fact; verdict: string }[]) =>
	outcomes.map(({ fact: { id }, verdict }) => `${id} ${verdict}`);

describe('the limit', () => {
	test('facts are looked at cheapest first, and none that would pass the limit', async () => {
		const dear = [fact('a', 0.02), fact('b', 0.01), fact('c'), fact('d', 0.03)];
		const { outcomes, spent } = await runFacts(dear, idle(), { most: 0.03 });
		expect(idsOf(outcomes)).toEqual(['c as expected', 'b as expected', 'a as expected', 'd not asked']);
		expect(spent).toBeCloseTo(0.03, 10);
	});

	test('an answer that facts share is paid for once', async () => {
		const shared = [fact('a', 0.01, { shares: 'x' }), fact('b', 0.01, { shares: 'x' }), fact('c', 0.01)];
		expect(totalOf(shared)).toBeCloseTo(0.02, 10);
		const { outcomes, spent } = await runFacts(shared, idle(), { most: 0.01 });
		expect(idsOf(outcomes)).toEqual(['a as expected', 'b as expected', 'c not asked']);
		expect(spent).toBeCloseTo(0.01, 10);
	});

	test('what fails is paid for, too: it may have been billed', async () => {
		const failing = fact('a', 0.01, { check: () => Promise.reject(new Error('the line broke')) });
		const { outcomes, spent } = await runFacts([failing, fact('b', 0.01)], idle(), { most: 0.01 });
		expect(outcomes.map(({ verdict, seen }) => [verdict, seen])).toEqual([
			['otherwise', 'no answer: the line broke'],
			['not asked', 'it might pass the limit'],
		]);
		expect(spent).toBeCloseTo(0.01, 10);
	});

	test(
		'what should cost nothing is paid for when the service does it all the same, and is not risked beyond the ' +
			'limit',
		async () => {
			const done = { risk: 0.01, check: async () => ({ ...sight(false, 'done'), done: true }) };
			const { outcomes, spent } = await runFacts(
				[fact('a', 0, done), fact('b', 0, done), fact('c', 0, { risk: 0.01 }), fact('d')],
				idle(),
				{ most: 0.02 },
			);
			expect(idsOf(outcomes)).toEqual(['a otherwise', 'b otherwise', 'c not asked', 'd as expected']);
			expect(spent).toBeCloseTo(0.02, 10);
		},
	);

	test('what was risked and refused, in whatever words, costs nothing', async () => {
		const { outcomes, spent } = await runFacts(
			[fact('a', 0, { risk: 0.01, check: async () => sight(false, 404) }), fact('b', 0, { risk: 0.01 })],
			idle(),
			{ most: 0.01 },
		);
		expect([idsOf(outcomes), spent]).toEqual([['a otherwise', 'b as expected'], 0]);
	});

	test('without money only what is free is looked at', async () => {
		const { outcomes } = await runFacts([fact('a', 0.0001), fact('b')], idle(), { most: 0 });
		expect(idsOf(outcomes)).toEqual(['b as expected', 'a not asked']);
	});

	test('all facts together cost less than the default limit, by a half', () => {
		expect(totalOf(facts)).toBeLessThan(0.025);
	});
});

describe('what was made', () => {
	let sandbox: RunningSandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ speech: 'tone' });
	});
	afterAll(() => sandbox.stop());
	beforeEach(() => sandbox.clearFaults());

	const sample = wavOf(120);

	test('is deleted even when a fact fails', async () => {
		const cleanup = new Cleanup();
		const api = new Api({ baseUrl: sandbox.url, key: sandbox.key }, cleanup);
		const failing = fact('a', 0, {
			async check() {
				await api.makeVoice(sample);
				throw new Error('and now?');
			},
		});
		expect((await runFacts([failing], api, { most: 0 })).outcomes[0]?.verdict).toBe('otherwise');
		expect((await sandbox.stats()).voices).toBe(1);
		await cleanup.run();
		expect([(await sandbox.stats()).voices, api.left]).toEqual([0, []]);
	});

	test('is found by its title when the answer was lost', async () => {
		const cleanup = new Cleanup();
		const api = new Api({ baseUrl: sandbox.url, key: sandbox.key }, cleanup);
		await sandbox.fault({ match: { method: 'POST', path: '^/model$' }, fault: { kind: 'reset', phase: 'after' } });
		await expect(api.makeVoice(sample)).rejects.toThrow();
		expect((await sandbox.stats()).voices).toBe(1);
		await cleanup.run();
		expect((await sandbox.stats()).voices).toBe(0);
	});

	test("leaves other people's and older voices alone", async () => {
		const { ids } = await sandbox.seedVoices({ title: 'check-live' });
		const cleanup = new Cleanup();
		const api = new Api({ baseUrl: sandbox.url, key: sandbox.key }, cleanup);
		await api.makeVoice(sample);
		await cleanup.run();
		expect(
			(await fetch(`${sandbox.url}/model/${ids[0]}`, { headers: { authorization: `Bearer ${sandbox.key}` } })).status,
		).toBe(200);
	});

	test('is told of when it could not be deleted', async () => {
		const cleanup = new Cleanup();
		const api = new Api({ baseUrl: sandbox.url, key: sandbox.key }, cleanup);
		const made = (await api.makeVoice(sample)).json as { _id: string };
		await sandbox.fault({ match: { method: 'DELETE' }, fault: { kind: 'status', status: 500 }, times: -1 });
		await cleanup.run();
		expect(api.left).toContain(`/model/${made._id}`);
	});

	test('is made no more once the check is stopped', async () => {
		const cleanup = new Cleanup();
		const api = new Api({ baseUrl: sandbox.url, key: sandbox.key }, cleanup);
		await cleanup.run();
		await expect(api.makeVoice(sample)).rejects.toThrow('Stopped');
		await expect(api.ask('GET', '/model')).rejects.toThrow();
	});
});

test('the table is Markdown, a row for each fact, whatever was seen', async () => {
	const odd = [
		fact('a', 0, { check: async () => sight(true, 'one | two\nthree') }),
		fact('b', 0, { check: async () => sight(false, 'x'.repeat(5000)) }),
		fact('c', 1),
	];
	const { outcomes, spent } = await runFacts(odd, idle(), { most: 0 });
	const table = markdownOf({ outcomes, spent, baseUrl: 'https://example.org', date: new Date('2026-11-28T10:00:00Z') });
	const lines = table.split('\n');
	expect(lines[0]).toBe(
		'https://example.org, 2026-11-28: 1 as expected, 1 otherwise, 1 not asked; about 0.00 cents spent.',
	);
	expect(lines.slice(2, 5)).toEqual([
		'| fact | expected | seen |',
		'| --- | --- | --- |',
		'| `a` (docs) | a is so | ✓ one \\| two three |',
	]);
	expect(lines).toHaveLength(7);
	expect(lines[5]!.length).toBeLessThan(250);
	for (const line of lines.slice(2)) expect(line.replaceAll('\\|', '').match(/\|/g)).toHaveLength(4);
});

test('each fact has a name of its own, and says what is expected in a line', () => {
	expect(new Set(facts.map(({ id }) => id)).size).toBe(facts.length);
	for (const { id, expected } of facts) {
		expect(id).toMatch(/^[a-z]+\.[a-z0-9-]+$/);
		expect(expected).toMatch(/^[^\n]{10,200}$/);
	}
});
