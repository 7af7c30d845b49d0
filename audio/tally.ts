import type { AudioStep } from './audioStep';
import { fileTypeOf } from './fileType';
import { longestWavHeader, readWavHeader } from './wav';

/** Bytes that are kept from the start of a stream: enough for the WAV header of nearly every encoder. */
const keptHead = 4096;

/** What has passed of a stream. */
export interface Passed {
	bytes: number;
	/** The first bytes: up to 4 KB, or up to 64 KB of a WAV whose header is longer. */
	head: Uint8Array;
}

/** Counts the bytes of a stream and keeps the first of them. */
export interface Tally {
	take(chunk: Uint8Array): void;
	passed(): Passed;
}

const isInsideWavHeader = (head: Uint8Array): boolean => fileTypeOf(head) === 'wav' && !readWavHeader(head);

export function createTally(): Tally {
	let bytes = 0;
	// A buffer of its own: a view of a chunk would keep the whole chunk in memory.
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

/** A step that changes nothing; `facts` says what has passed so far. */
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
