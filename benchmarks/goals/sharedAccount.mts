import { measure, times, type Measured } from '../measure/scenario.mts';
import { median, withSpread } from '../measure/statistics.mts';
import { asRatio, asSeconds } from '../measure/units.mts';
import { startService, type Service } from '../service/start.mts';
import type { Benchmark } from './goal.mts';

const capacity = 5;
const foreign = 3;

/** Another client that keeps some requests in flight. Returns how to stop it. */
function occupy({ url }: Service): () => Promise<void> {
	let isRunning = true;
	const one = async (): Promise<void> => {
		while (isRunning) await (await fetch(`${url}/v1/tts`, { method: 'POST', body: '{}' })).arrayBuffer();
	};
	const running = Array.from({ length: foreign }, one);
	return async () => {
		isRunning = false;
		await Promise.all(running);
	};
}

/** Other clients use most of the account's limit. */
export const sharedAccount: Benchmark = async ({ size: { rounds, lines, latency }, cleanup }) => {
	const free = capacity - foreign;
	const runs: Measured<{ items: number }>[] = [];
	const refusals: number[] = [];
	for (let round = 0; round < rounds; round++) {
		const service = await startService({ latency, capacity });
		cleanup.add(service.stop);
		const leave = occupy(service);
		runs.push(await measure('speakLines', { url: service.url, items: lines, limit: capacity }));
		await leave();
		refusals.push((await service.counts()).refused);
	}
	const possible = (lines * latency) / free;
	const spoken = Math.min(...runs.map(({ facts }) => facts.items));
	return {
		title: `A shared account: ${lines} lines at ${latency} ms, ${free} of ${capacity} concurrent requests are free`,
		how:
			`The same, but the server answers 429 above ${capacity} concurrent requests, and another client always keeps ` +
			`${foreign} in flight. Speak has the limit ${capacity} and must find out that only ${free} are free. N·L/c ` +
			`is ${asSeconds(possible)} with ${free}.`,
		figures: [
			{ what: 'Fish Audio Speak', measured: withSpread(times(runs), asSeconds) },
			{ what: 'N·L/c ÷ Speak', measured: asRatio(possible / median(times(runs))) },
			{ what: 'lines spoken', measured: String(spoken), goal: String(lines), met: spoken === lines },
			{ what: 'requests of both clients answered with 429', measured: withSpread(refusals, String) },
		],
	};
};
