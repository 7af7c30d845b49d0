import { inTurns, measure, type Measured } from '../measure/scenario.mts';
import { median, withSpread } from '../measure/statistics.mts';
import { asRatio } from '../measure/units.mts';
import { eventBytes } from '../service/events.mts';
import { startService } from '../service/start.mts';
import type { Benchmark } from './goal.mts';
import { memoryAbove } from './memoryAbove.mts';

/** Events per second: a hundred times the speed of speech. */
const wanted = 1_000;

/** Speech with word times, which arrives as events. */
export const captions: Benchmark = async ({ size, cleanup }) => {
	const events = size.events;
	const bytes = events * eventBytes;
	const service = await startService({ bytes });
	cleanup.add(service.stop);
	const args = { url: service.url, items: 1 };
	const { timed, untimed, dropped, parted } = await inTurns(size.rounds, {
		timed: async () => await measure('speakLines', { ...args, parameters: { captions: 'both' } }),
		untimed: async () => await measure('speakLines', args),
		dropped: async () => await measure('bareEvents', args),
		parted: async () => await measure('partedEvents', args),
	});
	const rates = (measured: Measured[]): number[] => measured.map(({ milliseconds }) => (events * 1000) / milliseconds);
	const asRate = (rate: number): string => Math.round(rate).toLocaleString('en');
	const ours = median(rates(timed));
	return {
		title: `Captions: ${events.toLocaleString('en')} events with a tenth of a second of sound each`,
		how:
			'Fish Audio Speak with captions (SRT and VTT): the bare server sends events as fast as they are taken, each ' +
			'with its sound in base64 and the times of all words of its stretch so far. Against a bare Node client that ' +
			'drops the same stream, and one that takes each event apart (line, JSON, base64) and drops the sound; ' +
			'neither stores anything. Heard as it is spoken, this would be 10 events a second. Memory against the same ' +
			'sound without captions.',
		figures: [
			{
				what: 'events a second: Fish Audio Speak',
				measured: withSpread(rates(timed), asRate),
				goal: `at least ${asRate(wanted)}`,
				met: ours >= wanted,
			},
			{ what: 'events a second: bare client', measured: withSpread(rates(dropped), asRate) },
			{ what: 'events a second: bare client that takes them apart', measured: withSpread(rates(parted), asRate) },
			{ what: 'Speak ÷ bare client', measured: asRatio(ours / median(rates(dropped))) },
			{ what: 'Speak ÷ bare client that takes them apart', measured: asRatio(ours / median(rates(parted))) },
			memoryAbove('memory above the same speech without captions', timed, untimed),
		],
	};
};
