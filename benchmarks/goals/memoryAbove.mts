import { peaks, type Measured } from '../measure/scenario.mts';
import { median } from '../measure/statistics.mts';
import { asMegabytes, megabyte } from '../measure/units.mts';
import type { Figure } from './goal.mts';

const limit = 32 * megabyte;

/** The memory that runs need above their baseline, which must be small whatever the size of the audio. */
export function memoryAbove(what: string, ours: Measured[], baseline: Measured[]): Figure {
	const above = median(peaks(ours)) - median(peaks(baseline));
	return { what, measured: asMegabytes(above), goal: `under ${asMegabytes(limit)}`, met: above < limit };
}
