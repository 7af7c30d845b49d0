import { measure } from '../measure/scenario.mts';
import { startService } from '../service/start.mts';
import type { Bench, Benchmark, Figure } from './goal.mts';

const perMinute = (lines: number, milliseconds: number): number => Math.round((lines * 60_000) / milliseconds);

async function measured(limit: number, { size, cleanup }: Bench): Promise<Figure> {
	const { promptLatency: latency, promptRounds } = size;
	const service = await startService({ latency });
	const stop = cleanup.add(service.stop);
	const lines = limit * promptRounds;
	const { milliseconds } = await measure('speakLines', { url: service.url, items: lines, limit });
	await stop();
	const possible = perMinute(limit, latency);
	return {
		what: `${limit} at a time`,
		measured: `${perMinute(lines, milliseconds)} lines a minute; ${possible} are possible`,
	};
}

/** How many lines a minute are spoken, by the number of requests at a time. One run of each. */
export const concurrency: Benchmark = async (bench) => {
	const { requestsAtATime, promptLatency, promptRounds } = bench.size;
	const figures: Figure[] = [];
	for (const limit of requestsAtATime) figures.push(await measured(limit, bench));
	return {
		title: `Lines a minute by requests at a time, at ${promptLatency} ms a line`,
		how:
			`A bare server answers each line after ${promptLatency} ms: 0.4 times the length of a phone prompt of 6 ` +
			`seconds, as one person measured Fish Audio. A complete workflow speaks ${promptRounds} lines for each request ` +
			'at a time, once. `docs/images/speed.svg` is drawn from this table by `npm run pictures -- speed`.',
		figures,
	};
};
