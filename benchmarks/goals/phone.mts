import { inTurns, measure, peaks, type Measured } from '../measure/scenario.mts';
import { median, withSpread } from '../measure/statistics.mts';
import { asMegabytes, asRatio, megabyte } from '../measure/units.mts';
import { startService } from '../service/start.mts';
import type { Benchmark, Figure } from './goal.mts';
import { memoryAbove } from './memoryAbove.mts';

/** Bytes of PCM per second: over a thousand times the speed of a telephone. */
const wanted = 20 * megabyte;

/** Telephone audio, which is encoded while it streams. */
export const phone: Benchmark = async ({ size, cleanup }) => {
	// A quarter of the usual transfer: hours of telephone audio.
	const bytes = Math.round(size.largeFile / 4);
	const service = await startService({ bytes });
	cleanup.add(service.stop);
	const speak = async (parameters: Record<string, string>) =>
		await measure('speakLines', { url: service.url, items: 1, parameters });
	const { muLaw, aLaw, pcm } = await inTurns(size.rounds, {
		muLaw: async () => await speak({ format: 'phone', phoneEncoding: 'muLaw' }),
		aLaw: async () => await speak({ format: 'phone', phoneEncoding: 'aLaw' }),
		pcm: async () => await speak({ format: 'pcm' }),
	});
	const rates = (measured: Measured[]): number[] => measured.map(({ milliseconds }) => (bytes * 1000) / milliseconds);
	const asRate = (rate: number): string => `${asMegabytes(rate)}/s`;
	const coded = (name: string, measured: Measured[]): Figure[] => {
		const rate = median(rates(measured));
		return [
			{
				what: `PCM received per second for ${name}`,
				measured: withSpread(rates(measured), asRate),
				goal: `at least ${asRate(wanted)}`,
				met: rate >= wanted,
			},
			{ what: `${name} ÷ unchanged PCM`, measured: asRatio(rate / median(rates(pcm))) },
		];
	};
	const larger = median(peaks(muLaw)) > median(peaks(aLaw)) ? muLaw : aLaw;
	return {
		title: `Phone: ${asMegabytes(bytes)} of PCM to G.711`,
		how:
			'Fish Audio Speak receives WAV, removes its header, encodes it as µ-law or A-law and stores it. Compared with ' +
			'the same PCM stored unchanged. Received bytes are counted; a telephone plays 16 KB of PCM per second.',
		figures: [
			...coded('µ-law', muLaw),
			...coded('A-law', aLaw),
			{ what: 'unchanged PCM', measured: withSpread(rates(pcm), asRate) },
			memoryAbove('memory above unchanged PCM', larger, pcm),
		],
	};
};
