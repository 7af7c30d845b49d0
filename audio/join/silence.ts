import type { Silence } from './parts';

/** Counts the silence after a sound that ends at `end`, if the next part would begin at `next`; both in seconds. */
export type CountSilence = (part: number, end: number, next?: number) => number;

/**
 * Counts silence in units of `unit` seconds: PCM values or frames. The next silence makes up for what one is too long
 * or too short, so each part begins within half a unit of its true time, however many there are.
 */
export function createSilence(unit: number, silence: Silence = () => 0): CountSilence {
	let owed = 0;
	return (part, end, next = end) => {
		const seconds = silence(part, end + owed);
		if (!(seconds > 0)) return 0;
		const start = end + owed + seconds;
		const units = Math.max(0, Math.round((start - next) / unit));
		owed = start - next - units * unit;
		return units;
	};
}

/** The units of silence before each part and after the last, for parts of these lengths in units. */
export function plannedSilence(lengths: number[], unit: number, silence: Silence | undefined): number[] {
	const count = createSilence(unit, silence);
	let position = 0;
	const planned = lengths.map((length, part) => {
		const units = count(part, position * unit);
		position += units + length;
		return units;
	});
	return [...planned, count(lengths.length, position * unit)];
}
