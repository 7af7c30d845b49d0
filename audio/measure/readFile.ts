import { fileTypeOf, headLength, type FileType } from '../fileType';
import { frameTypeOf, searchedForFrames } from '../frameType';
import { measureAdts } from './adts';
import { measureFlac } from './flac';
import type { Input, Reading } from './input';
import type { Measured } from './measured';
import { measureMp3 } from './mp3';
import { readMp4, type Mp4Reading } from './mp4';
import { measureOgg } from './ogg';
import { skipTags } from './skipTags';
import type { NewMeter } from './sound';
import { measureWav } from './wav';
import { measureWebm } from './webm';

/** Readers by type. */
const readers: Partial<Record<FileType, (input: Input, size: number, newMeter: NewMeter) => Reading<Measured>>> = {
	wav: measureWav,
	mp3: measureMp3,
	mp2: measureMp3,
	aac: measureAdts,
	ogg: measureOgg,
	webm: measureWebm,
	flac: measureFlac,
};

/** The type of what begins here. MP3 if that is unknown: its frames may begin further on. */
function* typeHere(input: Input): Reading<FileType> {
	yield* input.need(headLength);
	const type = fileTypeOf(input.peek(headLength));
	if (type) return type;
	yield* input.need(searchedForFrames);
	return frameTypeOf(input.peek(searchedForFrames)) ?? 'mp3';
}

/** Reads a file by the type of what follows its tags. */
export function* readFile(input: Input, size: number, newMeter: NewMeter): Reading<Mp4Reading> {
	yield* skipTags(input);
	const type = yield* typeHere(input);
	if (type === 'm4a' || type === 'mov') return yield* readMp4(input, size, newMeter);
	const reader = readers[type];
	return { measured: reader ? yield* reader(input, size, newMeter) : {} };
}
