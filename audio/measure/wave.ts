import type { Openable } from './measure';
import { measure } from './measure';
import type { Measured } from './measured';
import { createSoundMeter, type SoundWindow } from './sound';

/** A column of a waveform: the loudest of some windows. */
export interface Column {
	seconds: number;
	/** The largest mean square of a window. */
	power: number;
	/** The largest share of clipped values in a window, 0–1. */
	clipped: number;
}

/** Columns that are kept at most. A recording of more than half a minute has half as many at least. */
const maxColumns = 600;

function merge(column: Column, { seconds, power, clipped }: SoundWindow): void {
	column.seconds += seconds;
	column.power = Math.max(column.power, power);
	column.clipped = Math.max(column.clipped, clipped);
}

/** Joins every two columns. */
function halved(columns: Column[]): Column[] {
	return columns.flatMap((column, index) => {
		if (index % 2 === 1) return [];
		const next = columns[index + 1];
		if (next) merge(column, next);
		return [column];
	});
}

/** Collects windows to columns of equal length. As it gets longer, so do the columns: their number stays. */
export function createWave(): { add(window: SoundWindow): void; columns(): Column[] } {
	let columns: Column[] = [];
	/** Seconds of a column. */
	let length = 0;
	return {
		add(window) {
			length ||= window.seconds;
			const last = columns.at(-1);
			// The last window of a recording may be shorter, and sums are not exact.
			if (last && last.seconds < length * 0.999) return merge(last, window);
			columns.push({ ...window });
			if (columns.length <= maxColumns) return;
			columns = halved(columns);
			length *= 2;
		},
		columns: () => columns,
	};
}

/** A recording that was judged from beginning to end, with its waveform. */
export interface Drawn {
	measured: Measured;
	/** In order; together as long as the sound that was judged. */
	wave: Column[];
}

/** Measures a recording like `measure`, but judges all of its sound. Its memory does not grow with the recording. */
export async function draw(file: Openable): Promise<Drawn> {
	const wave = createWave();
	const measured = await measure(file, () => createSoundMeter(Infinity, wave.add));
	return { measured, wave: measured.sound ? wave.columns() : [] };
}
