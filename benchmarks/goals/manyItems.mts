import { inTurns, measure, peaks, type Measured } from '../measure/scenario.mts';
import { median, withSpread } from '../measure/statistics.mts';
import { asMegabytes, asMilliseconds, asRatio } from '../measure/units.mts';
import { startService } from '../service/start.mts';
import type { Benchmark, Figure } from './goal.mts';
import { memoryAbove } from './memoryAbove.mts';

const limit = 5;

/** The cost per item, and that ten thousand items do not pile up in memory. */
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
		{ what: `processor time for an item: ${what}`, measured: withSpread(cpu(measured), asMilliseconds) },
		{ what: `time for an item: ${what}`, measured: withSpread(time(measured), asMilliseconds) },
	];
	return {
		title: `${items.toLocaleString('en')} items in one run`,
		how:
			`The bare server answers at once with 16 KB of WAV. Beside Speak a plain node, which does nothing but n8n's ` +
			`own authenticated request and n8n's own store for each item, ${limit} at a time: what Speak takes above ` +
			'it, is ours. And the bare client, which stores nothing.',
		figures: [
			...cost('Fish Audio Speak', node),
			...cost('plain node', plain),
			...cost('bare client', bare),
			{ what: 'processor time, plain node ÷ Speak', measured: asRatio(median(cpu(plain)) / median(cpu(node))) },
			{ what: 'most memory: Fish Audio Speak', measured: withSpread(peaks(node), asMegabytes) },
			{ what: 'most memory: plain node', measured: withSpread(peaks(plain), asMegabytes) },
			memoryAbove('memory above the plain node', node, plain),
			{ what: 'most in flight', measured: String(maxInFlight), goal: String(limit), met: maxInFlight === limit },
		],
	};
};
