import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { measure } from '../measure/scenario.mts';
import { median, withSpread } from '../measure/statistics.mts';
import { asMilliseconds } from '../measure/units.mts';
import type { Benchmark } from './goal.mts';

/** Bytes of all files in the built package. */
function sizeOf(folder: string): number {
	const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
	return files.reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0);
}

/** The package's size and n8n's time to load it. */
export const packageSize: Benchmark = async ({ size: { rounds } }) => {
	const bytes = sizeOf('dist');
	const times: number[] = [];
	for (let round = 0; round < rounds * 3; round++) times.push((await measure('load', {})).milliseconds);
	return {
		title: 'The package',
		how:
			'The size is that of all files in `dist`. Load time is measured in a new process that, like n8n, has already ' +
			'loaded n8n-workflow: all nodes and the credential are required, and one of each is created.',
		figures: [
			{ what: 'size of dist', measured: `${(bytes / 1000).toFixed(1)} KB`, goal: 'under 420 KB', met: bytes < 420_000 },
			{
				what: 'time to load all nodes',
				measured: withSpread(times, asMilliseconds),
				goal: 'under 40 ms',
				met: median(times) < 40,
			},
		],
	};
};
