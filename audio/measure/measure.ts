import { fileTypeOf, headLength, type FileType } from '../fileType';
import { measureAdts } from './adts';
import { measureFlac } from './flac';
import { Input, type Reading } from './input';
import type { Measured } from './measured';
import { measureMp3 } from './mp3';
import { readMp4, type Mp4Reading } from './mp4';
import { measureOgg } from './ogg';
import { skipTags } from './skipTags';
import { measureWav } from './wav';
import { measureWebm } from './webm';

/** Readers by type. Where the type is not known MP3 may begin further on. */
const readers: Partial<Record<FileType, (input: Input, size: number) => Reading<Measured>>> = {
	wav: measureWav,
	mp3: measureMp3,
	aac: measureAdts,
	ogg: measureOgg,
	webm: measureWebm,
	flac: measureFlac,
};

/** A file that can be opened as often as it has to be read. */
export interface Openable {
	/** Bytes */
	size: number;
	open(): AsyncIterable<Uint8Array>;
}

/** Reads a file by what it begins with, tags left aside. */
function* readFile(input: Input, size: number): Reading<Mp4Reading> {
	yield* skipTags(input);
	yield* input.need(headLength);
	const type = fileTypeOf(input.peek(headLength));
	if (type === 'm4a' || type === 'mov') return yield* readMp4(input, size);
	const reader = type === undefined ? measureMp3 : readers[type];
	return { measured: reader ? yield* reader(input, size) : {} };
}

/**
 * Reads as much of a file as a reader wants. What goes wrong in it stays there: a recording that is strange may still
 * be one.
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
 * Measures a recording: how long it is, what it sounds like, and whether there is anything to hear. It is read once, of
 * an MP4 with its tables at the end twice, and never held. Fails only where the file cannot be read.
 */
export async function measure(file: Openable): Promise<Measured> {
	const { measured, reread } = await read<Mp4Reading>(file, (input) => readFile(input, file.size), { measured: {} });
	return reread ? await read(file, reread, measured) : measured;
}
