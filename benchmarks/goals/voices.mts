import { startSandbox, type RunningSandbox } from '../../test/support/sandbox.mts';
import { inTurns, measure, times } from '../measure/scenario.mts';
import { median, withSpread } from '../measure/statistics.mts';
import { asMilliseconds, asRatio, asSeconds } from '../measure/units.mts';
import type { Polls } from '../scenarios/polls.mts';
import type { Bench, Benchmark } from './goal.mts';

const limit = 5;
const pageDelay = 50;
const idle = 5;

async function sandboxWith({ cleanup }: Bench, count: number): Promise<RunningSandbox> {
	const sandbox = await startSandbox({ speech: 'tone', trainingMs: 0 });
	cleanup.add(sandbox.stop);
	await sandbox.seedVoices({ count, title: 'Voice', createdAt: Date.now() - 30 * 86_400_000, spacingMs: 1 });
	return sandbox;
}

const readable = (count: number): string => count.toLocaleString('en');

/** All voices of a long list. */
export const returnAll: Benchmark = async (bench) => {
	const { rounds, list: count } = bench.size;
	const sandbox = await sandboxWith(bench, count);
	await sandbox.fault({
		match: { method: 'GET', path: '^/model$' },
		fault: { kind: 'slow', delayMs: pageDelay },
		times: -1,
	});
	const args = { url: sandbox.url, key: sandbox.key, limit, count };
	const requests: number[] = [];
	const listed: number[] = [];
	const { node, bare } = await inTurns(rounds, {
		node: async () => {
			await sandbox.resetStats();
			const measured = await measure<number>('listVoices', args);
			requests.push((await sandbox.stats()).requests);
			listed.push(measured.facts);
			return measured;
		},
		bare: async () => await measure('barePages', args),
	});
	const pages = Math.ceil(count / 100);
	const { maxInFlight } = await sandbox.stats();
	const mostRequests = Math.max(...requests);
	return {
		title: `Return All over ${readable(count)} voices at ${pageDelay} ms a page, limit ${limit}`,
		how:
			'Fish Audio Voice Clone runs Get Many with Return All against the sandbox, in turns with a bare client that ' +
			`knows the number of pages in advance and fetches ${limit} at a time.`,
		figures: [
			{ what: 'Fish Audio Voice Clone', measured: withSpread(times(node), asSeconds) },
			{ what: 'bare client', measured: withSpread(times(bare), asSeconds) },
			{ what: 'bare client ÷ Voice Clone', measured: asRatio(median(times(bare)) / median(times(node))) },
			{
				what: 'voices listed',
				measured: readable(Math.min(...listed)),
				goal: readable(count),
				met: listed.every((one) => one === count),
			},
			{
				what: `requests, for ${pages} pages`,
				measured: String(mostRequests),
				goal: `at most ${pages + 1}`,
				met: mostRequests <= pages + 1,
			},
			{
				what: 'most requests in flight',
				measured: String(maxInFlight),
				goal: `several, at most ${limit}`,
				met: maxInFlight > 1 && maxInFlight <= limit,
			},
		],
	};
};

/** Polls of a large library without changes. */
export const idlePoll: Benchmark = async (bench) => {
	const { library } = bench.size;
	const sandbox = await sandboxWith(bench, library);
	const measured = await measure<Polls>('idlePolls', { url: sandbox.url, key: sandbox.key, count: idle });
	const { requests, remembered } = measured.facts;
	const [mostRequests, mostBytes] = [Math.max(...requests), Math.max(...remembered)];
	return {
		title: `Idle polls of a library of ${readable(library)} voices`,
		how:
			`The trigger is activated and polls the sandbox ${idle} times while nothing changes. Its static data is what ` +
			'n8n keeps in its database.',
		figures: [
			{ what: 'requests per poll', measured: String(mostRequests), goal: '1', met: mostRequests === 1 },
			{ what: 'static data, as JSON', measured: `${mostBytes} bytes`, goal: 'under 4 KB', met: mostBytes < 4096 },
			{ what: 'time per poll', measured: asMilliseconds(measured.milliseconds / idle) },
		],
	};
};

/** A burst of new voices, which takes several polls. */
export const burst: Benchmark = async (bench) => {
	const { burst: count } = bench.size;
	const sandbox = await sandboxWith(bench, 100);
	const { facts } = await measure<Polls>('burst', { url: sandbox.url, key: sandbox.key, count });
	const firing = facts.fired.filter((fired) => fired > 0);
	const total = firing.reduce((sum, fired) => sum + fired, 0);
	return {
		title: `A burst of ${readable(count)} new voices between two polls`,
		how:
			'All are created within a few seconds, and the trigger polls until nothing more fires. A poll reads at most 24 ' +
			'pages, fewer if n8n gives it less time.',
		figures: [
			{
				what: 'voices fired for',
				measured: readable(facts.voices),
				goal: readable(count),
				met: facts.voices === count,
			},
			{ what: 'fired for twice', measured: String(total - facts.voices), goal: '0', met: total === facts.voices },
			{ what: 'polls that fired', measured: String(firing.length) },
			{
				what: 'most requests in one poll',
				measured: String(Math.max(...facts.requests)),
				goal: 'at most 24',
				met: Math.max(...facts.requests) <= 24,
			},
			{ what: 'largest static data in between', measured: `${Math.max(...facts.remembered)} bytes` },
			{
				what: 'static data and requests of the last poll',
				measured: `${facts.remembered.at(-1)} bytes, ${facts.requests.at(-1)} requests`,
			},
		],
	};
};
