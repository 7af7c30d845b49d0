import type { Answer } from './answers.mts';
import type { FakeClock } from './clock.mts';
import type { SeenRequest } from './seenRequest.mts';

async function* chunksOf({ chunks, chunkDelay, failure }: Answer, clock: FakeClock): AsyncGenerator<Uint8Array> {
	for (const chunk of chunks) {
		if (chunkDelay !== undefined) await clock.sleep(chunkDelay);
		yield chunk;
	}
	if (failure) throw failure;
}

/**
 * An answer's body that notes how its reading ended, and then calls `onEnd`. Not a generator: those do not notice when
 * they are left before the first read.
 */
export function answerBody(
	answer: Answer,
	{ seen, clock, onEnd }: { seen: SeenRequest; clock: FakeClock; onEnd: () => void },
): AsyncIterableIterator<Uint8Array> {
	const chunks = chunksOf(answer, clock);
	const over = (as: SeenRequest['answerBody']): void => {
		if (['untouched', 'reading'].includes(seen.answerBody)) seen.answerBody = as;
		onEnd();
	};
	return {
		[Symbol.asyncIterator]() {
			return this;
		},
		next: async () => {
			if (seen.answerBody === 'untouched') seen.answerBody = 'reading';
			const result = await chunks.next().catch((error: unknown) => {
				over('broken');
				return Promise.reject(error);
			});
			if (result.done) over('ended');
			return result;
		},
		return: async () => {
			over('left');
			return await chunks.return(undefined);
		},
	};
}
