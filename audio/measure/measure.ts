import { fileTypeOf, headLength } from '../fileType';
import { createFlacLevels } from '../levels/flac';
import type { LevelDecoder } from '../levels/levelDecoder';
import { measureAdts } from './adts';
import type { Codec } from './codec';
import { measureFlac } from './flac';
import { Input, type Reading } from './input';
import type { Measured } from './measured';
import { measureMp3 } from './mp3';
import { readMp4, type Mp4Reading } from './mp4';
import { measureOgg } from './ogg';
import { skipTags } from './tags';
import { createTrack, type Track } from './track';
import { measureWav } from './wav';
import { measureWebm } from './webm';

/** A file that can be opened as often as it has to be read. */
export interface Openable {
	/** Bytes */
	size: number;
	open(): AsyncIterable<Uint8Array>;
}

/** Decoders by the codecs they are for; each is given what the container tells of its track. */
const decoders: Partial<Record<Codec['name'], (config: Uint8Array) => LevelDecoder | undefined>> = {
	flac: createFlacLevels,
};

const trackOf = (codec: Codec | undefined): Track => createTrack(codec && decoders[codec.name]?.(codec.config));
const mp3Track = (): Track => trackOf({ name: 'mp3', config: new Uint8Array(0) });

/** What a file begins with behind tags that say nothing of what follows. */
function* typeBehindTags(input: Input): Reading<ReturnType<typeof fileTypeOf>> {
	yield* skipTags(input);
	yield* input.need(headLength);
	return fileTypeOf(input.peek(headLength));
}

/** Reads a file by what it begins with. */
function* readFile(input: Input, size: number): Reading<Mp4Reading> {
	yield* input.need(headLength);
	const type = fileTypeOf(input.peek(headLength));
	if (type === 'm4a' || type === 'mov') return yield* readMp4(input, size, trackOf);
	if (type === 'wav') return { measured: yield* measureWav(input, size, mp3Track) };
	if (type === 'ogg') return { measured: yield* measureOgg(input, trackOf) };
	if (type === 'webm') return { measured: yield* measureWebm(input, trackOf) };
	if (type !== 'mp3' && type !== 'aac' && type !== 'flac') return { measured: {} };
	const hidden = yield* typeBehindTags(input);
	if (hidden === 'flac') return { measured: yield* measureFlac(input, trackOf) };
	if (hidden === 'aac') return { measured: yield* measureAdts(input, (config) => trackOf({ name: 'aac', config })) };
	return { measured: yield* measureMp3(input, mp3Track()) };
}

/** Reads as much of a file as a reader wants. What goes wrong in it stays there: a recording that is strange may still be one. */
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
 * Measures a recording: how long it is, what it sounds like, and whether there is anything to hear. It is read once, of an MP4 with
 * its tables at the end twice, and never held. Fails only where the file cannot be read.
 */
export async function measure(file: Openable): Promise<Measured> {
	const { measured, reread } = await read<Mp4Reading>(file, (input) => readFile(input, file.size), { measured: {} });
	return reread ? await read(file, reread, measured) : measured;
}
