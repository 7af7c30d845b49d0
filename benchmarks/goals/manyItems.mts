import { inTurns, measure, peaks, type Measured } from '../measure/scenario.mts';
import { median, withSpread } from '../measure/statistics.mts';
import { asMegabytes, asMilliseconds, asRatio } from '../measure/units.mts';
import { startService } from '../service/start.mts';
import type { Benchmark, Figure } from './goal.mts';
import { memoryAbove } from './memoryAbove.mts';

const limit = 5;

/** The cost per item, and the memory for ten thousand items. */
export const manyItems: Benchmark = async ({ size, cleanup }) => {
	const items = size.manyItems;
	// Each round takes minutes.
	const rounds = Math.min(3, size.rounds);
	const service = await startService();
	cleanup.add(service.stop);
	const args = { url: service.url, items, limit };
	const { node, plain, bare } = await inTurns(rounds, {
		node: async () => await measure('speakLines', args),
		plain: async () => await measure('plainNode', args),
		bare: async () => await measure('bareClient', args),
	});
	const { maxInFlight } = await service.counts();
	const cpu = (measured: Measured[]): number[] => measured.map(({ cpuMilliseconds }) => cpuMilliseconds / items);
	const time = (measured: Measured[]): number[] => measured.map(({ milliseconds }) => milliseconds / items);
	const cost = (what: string, measured: Measured[]): Figure[] => [
		{ what: `CPU time per item: ${what}`, measured: withSpread(cpu(measured), asMilliseconds) },
		{ what: `time per item: ${what}`, measured: withSpread(time(measured), asMilliseconds) },
	];
	return {
		title: `${items.toLocaleString('en')} items in one run`,
		how:
			`The bare server answers at once with 16 KB of WAV. Speak is compared with a plain node, which only uses n8n's ` +
			`own authenticated request and store for each item, ${limit} at a time; the difference is our cost. The bare ` +
			'client stores nothing.',
		figures: [
			...cost('Fish Audio Speak', node),
			...cost('plain node', plain),
			...cost('bare client', bare),
			{ what: 'CPU time, plain node ÷ Speak', measured: asRatio(median(cpu(plain)) / median(cpu(node))) },
			{ what: 'peak memory: Fish Audio Speak', measured: withSpread(peaks(node), asMegabytes) },
			{ what: 'peak memory: plain node', measured: withSpread(peaks(plain), asMegabytes) },
			memoryAbove('memory above the plain node', node, plain),
			{
				what: 'most requests in flight',
				measured: String(maxInFlight),
				goal: String(limit),
				met: maxInFlight === limit,
			},
		],
	};
};
