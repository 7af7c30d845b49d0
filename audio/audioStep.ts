import { fileTypeOf } from './fileType';
import { longestWavHeader, readWavHeader } from './wav';

/** A step that a stream of audio is led through. */
export type AudioStep = (source: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array>;

/** Bytes from the start that are kept: enough for the WAV header of most encoders. */
const keptHead = 4096;

/** The step that changes nothing. */
export const asItIs: AudioStep = async function* (source) {
	yield* source;
};

/** What has passed of a stream. */
export interface Passed {
	bytes: number;
	/** The first bytes: up to 4096, and of a WAV whose header is longer up to 64 KB. */
	head: Uint8Array;
}

const isInsideWavHeader = (head: Uint8Array): boolean => fileTypeOf(head) === 'wav' && !readWavHeader(head);

/** Counts what passes, and keeps its start. */
export function createTally(): { take(chunk: Uint8Array): void; passed(): Passed } {
	let bytes = 0;
	// Of its own: a part of a chunk would hold all of that for as long as the start is kept.
	let head = Buffer.alloc(keptHead);

	const keep = (chunk: Uint8Array): void => {
		const room = head.length - bytes;
		if (room <= 0) return;
		head.set(chunk.subarray(0, room), bytes);
		if (chunk.length < room || head.length > keptHead || !isInsideWavHeader(head)) return;
		head = Buffer.concat([head], longestWavHeader);
		head.set(chunk.subarray(room, room + longestWavHeader - keptHead), keptHead);
	};
	return {
		take(chunk) {
			keep(chunk);
			bytes += chunk.length;
		},
		passed: () => ({ bytes, head: head.subarray(0, bytes) }),
	};
}

/** A step that changes nothing and tells what has passed. */
export function createMeasure(): { step: AudioStep; facts(): Passed } {
	const { take, passed } = createTally();
	return {
		async *step(source) {
			for await (const chunk of source) {
				take(chunk);
				yield chunk;
			}
		},
		facts: passed,
	};
}
