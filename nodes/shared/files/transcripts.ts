import { withoutUnseen } from '../../../text/unseen';
import type { Readers } from '../parameters/readers';
import { lineBreak } from '../parameters/values';

/**
 * Lines without the empty ones, where that makes them as many as are wanted: people put them between what belongs
 * apart.
 */
function linesFor(lines: string[], wanted: number): string[] {
	const filled = lines.filter((line) => line !== '');
	return lines.length !== wanted && filled.length === wanted ? filled : lines;
}

/** Transcripts, one for each sample: a list by expression, or one a line; for a single sample all of the text. */
export function transcriptsOf({ given, list }: Readers, name: string, samples: number): string[] {
	const entries = (list(name, lineBreak) ?? []).map(withoutUnseen);
	if (samples !== 1 || Array.isArray(given(name))) return linesFor(entries, samples);
	const text = entries.filter((line) => line !== '').join(' ');
	return text === '' ? [] : [text];
}
