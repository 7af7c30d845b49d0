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
	const { timed, untimed, dropped, parsed } = await inTurns(size.rounds, {
		timed: async () => await measure('speakLines', { ...args, parameters: { captions: 'both' } }),
		untimed: async () => await measure('speakLines', args),
		dropped: async () => await measure('bareEvents', args),
		parsed: async () => await measure('parsedEvents', args),
	});
	const rates = (measured: Measured[]): number[] => measured.map(({ milliseconds }) => (events * 1000) / milliseconds);
	const asRate = (rate: number): string => Math.round(rate).toLocaleString('en');
	const ours = median(rates(timed));
	return {
		title: `Captions: ${events.toLocaleString('en')} events with a tenth of a second of sound each`,
		how:
			'Fish Audio Speak with captions (SRT and VTT). The bare server sends events as fast as they are read, each ' +
			'with its sound in base64 and the times of all words in its chunk so far. Compared with a bare Node client ' +
			'that drops the same stream, and with one that parses each event (line, JSON, base64) and drops the sound; ' +
			'neither stores anything. Real speech has 10 events per second. Memory is compared with the same sound ' +
			'without captions.',
		figures: [
			{
				what: 'events per second: Fish Audio Speak',
				measured: withSpread(rates(timed), asRate),
				goal: `at least ${asRate(wanted)}`,
				met: ours >= wanted,
			},
			{ what: 'events per second: bare client', measured: withSpread(rates(dropped), asRate) },
			{ what: 'events per second: bare client that parses them', measured: withSpread(rates(parsed), asRate) },
			{ what: 'Speak ÷ bare client', measured: asRatio(ours / median(rates(dropped))) },
			{ what: 'Speak ÷ bare client that parses them', measured: asRatio(ours / median(rates(parsed))) },
			memoryAbove('memory above the same speech without captions', timed, untimed),
		],
	};
};
