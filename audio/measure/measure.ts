import { fileTypeOf, headLength, type FileType } from '../fileType';
import { frameTypeOf, searchedForFrames } from '../frameType';
import { measureAdts } from './adts';
import { measureFlac } from './flac';
import { Input, type Reading } from './input';
import type { Measured } from './measured';
import { measureMp3 } from './mp3';
import { readMp4, type Mp4Reading } from './mp4';
import { measureOgg } from './ogg';
import { skipTags } from './skipTags';
import { createSoundMeter, type NewMeter } from './sound';
import { measureWav } from './wav';
import { measureWebm } from './webm';

/** Readers by type. */
const readers: Partial<Record<FileType, (input: Input, size: number, newMeter: NewMeter) => Reading<Measured>>> = {
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

/** The type of what begins here. MP3 if that is unknown: its frames may begin further on. */
function* typeHere(input: Input): Reading<FileType> {
	yield* input.need(headLength);
	const type = fileTypeOf(input.peek(headLength));
	if (type) return type;
	yield* input.need(searchedForFrames);
	return frameTypeOf(input.peek(searchedForFrames)) ?? 'mp3';
}

/** Reads a file by the type of what follows its tags. */
function* readFile(input: Input, size: number, newMeter: NewMeter): Reading<Mp4Reading> {
	yield* skipTags(input);
	const type = yield* typeHere(input);
	if (type === 'm4a' || type === 'mov') return yield* readMp4(input, size, newMeter);
	const reader = readers[type];
	return { measured: reader ? yield* reader(input, size, newMeter) : {} };
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
	const { measured, reread } = await read<Mp4Reading>(file, (input) => readFile(input, file.size, newMeter), {
		measured: {},
	});
	return reread ? await read(file, reread, measured) : measured;
}
