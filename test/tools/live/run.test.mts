import { Cleanup } from '../../../tools/terminal/cleanup.mts';
import { Api } from '../../../tools/live/api.mts';
import { totalOf } from '../../../tools/live/bill.mts';
import { observed, type Fact } from '../../../tools/live/fact.mts';
import { facts } from '../../../tools/live/facts/index.mts';
import { runFacts } from '../../../tools/live/run.mts';
import { markdownOf } from '../../../tools/live/table.mts';
import { startSandbox, type RunningSandbox } from '../../support/sandbox.mts';
import { wavOf } from '../../sandbox/api.mts';

/** Sends nothing: the facts in these tests make no requests. */
const idle = () => new Api({ baseUrl: 'http://127.0.0.1:9', key: 'a-key' }, new Cleanup());

function fact(id: string, cost?: number, more: Partial<Fact> = {}): Fact {
	return {
		id,
		expected: `${id} is so`,
		standing: 'docs',
		...(cost === undefined ? {} : { cost }),
		check: async () => observed(true, id),
		...more,
	};
}

const idsOf = (outcomes: { fact: Fact; verdict: string }[]) =>
	outcomes.map(({ fact: { id }, verdict }) => `${id} ${verdict}`);

describe('the limit', () => {
	test('facts are checked cheapest first, and skipped if they might exceed the limit', async () => {
		const priced = [fact('a', 0.02), fact('b', 0.01), fact('c'), fact('d', 0.03)];
		const { outcomes, spent } = await runFacts(priced, idle(), { limit: 0.03 });
		expect(idsOf(outcomes)).toEqual(['c as expected', 'b as expected', 'a as expected', 'd skipped']);
		expect(spent).toBeCloseTo(0.03, 10);
	});

	test('an answer that facts share is paid for once', async () => {
		const shared = [fact('a', 0.01, { shares: 'x' }), fact('b', 0.01, { shares: 'x' }), fact('c', 0.01)];
		expect(totalOf(shared)).toBeCloseTo(0.02, 10);
		const { outcomes, spent } = await runFacts(shared, idle(), { limit: 0.01 });
		expect(idsOf(outcomes)).toEqual(['a as expected', 'b as expected', 'c skipped']);
		expect(spent).toBeCloseTo(0.01, 10);
	});

	test('a failed check counts as paid, since it may have been billed', async () => {
		const failing = fact('a', 0.01, { check: () => Promise.reject(new Error('the line broke')) });
		const { outcomes, spent } = await runFacts([failing, fact('b', 0.01)], idle(), { limit: 0.01 });
		expect(outcomes.map(({ verdict, seen }) => [verdict, seen])).toEqual([
			['different', 'no answer: the line broke'],
			['skipped', 'it might exceed the limit'],
		]);
		expect(spent).toBeCloseTo(0.01, 10);
	});

	test(
		'a request that should be refused counts as paid if it is carried out, and is skipped if that might exceed the ' +
			'limit',
		async () => {
			const done = { risk: 0.01, check: async () => ({ ...observed(false, 'done'), done: true }) };
			const { outcomes, spent } = await runFacts(
				[fact('a', 0, done), fact('b', 0, done), fact('c', 0, { risk: 0.01 }), fact('d')],
				idle(),
				{ limit: 0.02 },
			);
			expect(idsOf(outcomes)).toEqual(['a different', 'b different', 'c skipped', 'd as expected']);
			expect(spent).toBeCloseTo(0.02, 10);
		},
	);

	test('a refused request costs nothing, whatever the refusal says', async () => {
		const { outcomes, spent } = await runFacts(
			[fact('a', 0, { risk: 0.01, check: async () => observed(false, 404) }), fact('b', 0, { risk: 0.01 })],
			idle(),
			{ limit: 0.01 },
		);
		expect([idsOf(outcomes), spent]).toEqual([['a different', 'b as expected'], 0]);
	});

	test('with a limit of 0 only free facts are checked', async () => {
		const { outcomes } = await runFacts([fact('a', 0.0001), fact('b')], idle(), { limit: 0 });
		expect(idsOf(outcomes)).toEqual(['b as expected', 'a skipped']);
	});

	test('all facts together cost less than half of the default limit', () => {
		expect(totalOf(facts)).toBeLessThan(0.025);
	});
});

describe('a created voice', () => {
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
		expect((await runFacts([failing], api, { limit: 0 })).outcomes[0]?.verdict).toBe('different');
		expect((await sandbox.stats()).voices).toBe(1);
		await cleanup.run();
		expect([(await sandbox.stats()).voices, api.left]).toEqual([0, []]);
	});

	test('is found by its title if the answer was lost', async () => {
		const cleanup = new Cleanup();
		const api = new Api({ baseUrl: sandbox.url, key: sandbox.key }, cleanup);
		await sandbox.fault({ match: { method: 'POST', path: '^/model$' }, fault: { kind: 'reset', phase: 'after' } });
		await expect(api.makeVoice(sample)).rejects.toThrow();
		expect((await sandbox.stats()).voices).toBe(1);
		await cleanup.run();
		expect((await sandbox.stats()).voices).toBe(0);
	});

	test('is the only one that is deleted', async () => {
		const { ids } = await sandbox.seedVoices({ title: 'check-live' });
		const cleanup = new Cleanup();
		const api = new Api({ baseUrl: sandbox.url, key: sandbox.key }, cleanup);
		await api.makeVoice(sample);
		await cleanup.run();
		expect(
			(await fetch(`${sandbox.url}/model/${ids[0]}`, { headers: { authorization: `Bearer ${sandbox.key}` } })).status,
		).toBe(200);
	});

	test('is reported if it could not be deleted', async () => {
		const cleanup = new Cleanup();
		const api = new Api({ baseUrl: sandbox.url, key: sandbox.key }, cleanup);
		const made = (await api.makeVoice(sample)).json as { _id: string };
		await sandbox.fault({ match: { method: 'DELETE' }, fault: { kind: 'status', status: 500 }, times: -1 });
		await cleanup.run();
		expect(api.left).toContain(`/model/${made._id}`);
	});

	test('is not requested any more after the check was stopped', async () => {
		const cleanup = new Cleanup();
		const api = new Api({ baseUrl: sandbox.url, key: sandbox.key }, cleanup);
		await cleanup.run();
		await expect(api.makeVoice(sample)).rejects.toThrow('Stopped');
		await expect(api.ask('GET', '/model')).rejects.toThrow();
	});
});

test('the table is Markdown with a row for each fact, whatever was seen', async () => {
	const odd = [
		fact('a', 0, { check: async () => observed(true, 'one | two\nthree') }),
		fact('b', 0, { check: async () => observed(false, 'x'.repeat(5000)) }),
		fact('c', 1),
	];
	const { outcomes, spent } = await runFacts(odd, idle(), { limit: 0 });
	const table = markdownOf({ outcomes, spent, baseUrl: 'https://example.org', date: new Date('2026-11-28T10:00:00Z') });
	const lines = table.split('\n');
	expect(lines[0]).toBe(
		'https://example.org, 2026-11-28: 1 as expected, 1 different, 1 skipped; about 0.00 cents spent.',
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

test('each fact has a unique ID, and states its expectation in one line', () => {
	expect(new Set(facts.map(({ id }) => id)).size).toBe(facts.length);
	for (const { id, expected } of facts) {
		expect(id).toMatch(/^[a-z]+\.[a-z0-9-]+$/);
		expect(expected).toMatch(/^[^\n]{10,200}$/);
	}
});
