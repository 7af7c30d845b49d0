import { Input, type Reading } from './input';
import type { Measured } from './measured';
import type { Mp4Reading } from './mp4';
import { createSoundMeter, type NewMeter } from './sound';

/** A file that can be opened as often as it has to be read. */
export interface Openable {
	/** Bytes */
	size: number;
	open(): AsyncIterable<Uint8Array>;
}

/**
 * Reads as much of a file as a reader wants. If the reader throws, the result is `otherwise`: a file that is
 * strange may still be a recording.
 */
async function read<T>(file: Openable, reader: (input: Input) => Reading<T>, otherwise: T): Promise<T> {
	const input = new Input();
	const reading = reader(input);
	const step = (): IteratorResult<undefined, T> => {
		try {
			return reading.next();
		} catch {
			return { done: true, value: otherwise };
		}
	};
	let state = step();
	if (state.done) return state.value;
	for await (const piece of file.open()) {
		input.push(piece);
		state = step();
		if (state.done) return state.value;
	}
	input.end();
	while (!state.done) state = step();
	return state.value;
}

/**
 * Measures a recording: how long it is, what it sounds like, and whether there is anything to hear. The file is read
 * once, or twice if it is an MP4 with its tables at the end, and never held in memory. Fails only if the file cannot be
 * read. `newMeter` decides how much of its sound is judged.
 */
export async function measure(file: Openable, newMeter: NewMeter = createSoundMeter): Promise<Measured> {
	// Not before: n8n loads the nodes without the readers and decoders, a quarter of the package.
	const { readFile } = await import('./readFile.js');
	const { measured, reread } = await read<Mp4Reading>(file, (input) => readFile(input, file.size, newMeter), {
		measured: {},
	});
	return reread ? await read(file, reread, measured) : measured;
}
