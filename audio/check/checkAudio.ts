import { AudioError } from '../audioError';
import type { AudioStep } from '../audioStep';
import { headLength } from '../fileType';
import { createTally } from '../tally';
import {
	beginsLike,
	createWatch,
	cut,
	judgeContentType,
	judgeHead,
	type AudioFacts,
	type AudioPromise,
	type Watch,
} from './judges';

/** A stream that is judged as it passes. */
export interface CheckedAudio {
	/** The step for the stream. It fails before it passes on anything that is not audio, and at an early end. */
	step: AudioStep;
	/** What the stream was; undefined unless the step has ended well. */
	facts(): AudioFacts | undefined;
}

/** What a stream that has ended was. Fails if it is not complete. */
function factsOf(bytes: number, watch: Watch, { length = 0, minSeconds = 0 }: AudioPromise): AudioFacts {
	if (bytes === 0) throw cut('is empty');
	if (bytes < length) throw cut(`ended after ${bytes} of ${length} bytes`);
	const sound = watch.end(bytes);
	watch.judge();
	if (sound.seconds !== undefined && sound.seconds < minSeconds) {
		throw new AudioError({ is: 'tooShort', seconds: sound.seconds, least: minSeconds });
	}
	return { bytes, ...sound };
}

/** Judges a stream chunk by chunk. */
function createJudge(promise: AudioPromise) {
	const { maxBytes = Infinity, format } = promise;
	const watch = createWatch(promise);
	const tally = createTally();
	return {
		take(chunk: Uint8Array): void {
			tally.take(chunk);
			if (tally.passed().bytes > maxBytes) throw new AudioError({ is: 'endless', bytes: maxBytes });
			watch.take(chunk);
		},
		/** Judges the start of the stream; false while too little of it has come. */
		judgeStart(): boolean {
			const { bytes, head } = tally.passed();
			if (bytes < headLength) return false;
			judgeHead(head, promise);
			return true;
		},
		judge: watch.judge,
		end(isStartJudged: boolean): AudioFacts {
			const { bytes, head } = tally.passed();
			// A few bytes that begin as they should are an early end, not the wrong kind of answer.
			if (!isStartJudged && bytes > 0 && !beginsLike(head, format)) judgeHead(head, promise);
			return factsOf(bytes, watch, promise);
		},
	};
}

/**
 * Checks that a stream is audio of the format and rate that were asked for, and that it is not empty, not blank and
 * complete. It looks at the content alone.
 */
export function checkAudio(promise: AudioPromise): CheckedAudio {
	const judge = createJudge(promise);
	let facts: AudioFacts | undefined;

	async function* step(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
		const held: Uint8Array[] = [];
		let isStartJudged = false;
		judgeContentType(promise);
		for await (const chunk of source) {
			judge.take(chunk);
			held.push(chunk);
			isStartJudged ||= judge.judgeStart();
			if (!isStartJudged) continue;
			judge.judge();
			yield* held.splice(0);
		}
		facts = judge.end(isStartJudged);
		yield* held;
	}

	return { step, facts: () => facts };
}
