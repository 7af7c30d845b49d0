import { inTurns, measure, times } from '../measure/scenario.mts';
import { median, withSpread } from '../measure/statistics.mts';
import { asRatio, asSeconds } from '../measure/units.mts';
import { startService } from '../service/start.mts';
import type { Benchmark } from './goal.mts';

const limit = 5;

/** Many lines of speech, compared with a bare client and with the physical minimum. */
export const throughput: Benchmark = async ({ size: { rounds, lines, latency }, cleanup }) => {
	const service = await startService({ latency });
	cleanup.add(service.stop);
	const args = { url: service.url, items: lines, limit };
	const { node, bare } = await inTurns(rounds, {
		node: async () => await measure('speakLines', args),
		bare: async () => await measure('bareClient', args),
	});
	const { maxInFlight } = await service.counts();
	const possible = (lines * latency) / limit;
	const ofBare = median(times(bare)) / median(times(node));
	const ofPossible = possible / median(times(node));
	return {
		title: `Throughput: ${lines} lines of speech at ${latency} ms, limit ${limit}`,
		how:
			`A bare server answers each line after ${latency} ms with 16 KB of WAV. A complete workflow runs in n8n-core ` +
			`and stores its audio on disk, in turns with a bare Node client (node:http, keep-alive, ${limit} requests in ` +
			`flight) that reads and drops the answers. N·L/c, the physical minimum, is ${asSeconds(possible)}.`,
		figures: [
			{ what: 'Fish Audio Speak', measured: withSpread(times(node), asSeconds) },
			{ what: 'bare client', measured: withSpread(times(bare), asSeconds) },
			{ what: 'bare client ÷ Speak', measured: asRatio(ofBare), goal: 'at least 0.97', met: ofBare >= 0.97 },
			{ what: 'N·L/c ÷ Speak', measured: asRatio(ofPossible), goal: 'at least 0.9', met: ofPossible >= 0.9 },
			{ what: 'most requests in flight', measured: String(maxInFlight), goal: `${limit}`, met: maxInFlight === limit },
		],
	};
};
