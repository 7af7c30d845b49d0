import { withoutUnseen } from '../../../text/unseen';
import type { Readers } from '../parameters/readers';
import { lineBreak } from '../parameters/values';

/** Leaves out empty lines, which people put between transcripts, if the number of lines is then the wanted one. */
function linesFor(lines: string[], wanted: number): string[] {
	const filled = lines.filter((line) => line !== '');
	return lines.length !== wanted && filled.length === wanted ? filled : lines;
}

/**
 * The transcripts, one for each sample: a list from an expression, or one per line. For a single sample, all lines
 * together are its transcript.
 */
export function transcriptsOf({ given, list }: Readers, name: string, samples: number): string[] {
	const entries = (list(name, lineBreak) ?? []).map(withoutUnseen);
	if (samples !== 1 || Array.isArray(given(name))) return linesFor(entries, samples);
	const text = entries.filter((line) => line !== '').join(' ');
	return text === '' ? [] : [text];
}
