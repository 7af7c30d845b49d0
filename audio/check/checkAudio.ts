import { AudioError } from '../audioError';
import type { AudioStep } from '../audioStep';
import { createTally } from '../tally';
import { headLength } from '../fileType';
import {
	beginsLike,
	cut,
	judgeContentType,
	judgeHead,
	watched,
	type AudioFacts,
	type AudioPromise,
	type Watched,
} from './judges';

/** A stream that is judged while it passes. */
export interface CheckedAudio {
	/**
	 * The step to lead the stream through. It fails before anything is passed on that is not audio, and at an early end.
	 */
	step: AudioStep;
	/** What the stream was; only after the step has ended well. */
	facts(): AudioFacts | undefined;
}

/** Bytes and seconds that a stream has to keep to. */
type Bounds = Required<Pick<AudioPromise, 'most' | 'leastSeconds'>> & { length: number };

/** What a stream that has ended was. Fails where it is not whole. */
function factsOf(bytes: number, watch: Watched, { length, leastSeconds }: Bounds): AudioFacts {
	if (bytes === 0) throw cut('is empty');
	if (bytes < length) throw cut(`ended after ${bytes} of ${length} bytes`);
	const sound = watch.end(bytes);
	watch.judge();
	if (sound.seconds !== undefined && sound.seconds < leastSeconds) {
		throw new AudioError({ is: 'tooShort', seconds: sound.seconds, least: leastSeconds });
	}
	return { bytes, ...sound };
}

/**
 * Judges a sound by its content: that it is audio of the format and rate asked for, not empty, not blank, and whole.
 */
export function checkAudio(promise: AudioPromise): CheckedAudio {
	const bounds: Bounds = {
		most: promise.most ?? Infinity,
		leastSeconds: promise.leastSeconds ?? 0,
		length: promise.length ?? 0,
	};
	const watch = watched(promise);
	const tally = createTally();
	let facts: AudioFacts | undefined;

	const take = (chunk: Uint8Array): void => {
		tally.take(chunk);
		if (tally.passed().bytes > bounds.most) throw new AudioError({ is: 'endless', bytes: bounds.most });
		watch.take(chunk);
	};
	/** What has come, once it is enough to be judged. */
	const judged = (held: Uint8Array[]): Uint8Array[] | undefined => {
		const { bytes, head } = tally.passed();
		if (bytes < headLength) return undefined;
		judgeHead(head, promise);
		watch.judge();
		return held.splice(0);
	};

	async function* step(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
		const held: Uint8Array[] = [];
		let isJudged = false;
		judgeContentType(promise);
		for await (const chunk of source) {
			take(chunk);
			if (isJudged) {
				watch.judge();
				yield chunk;
				continue;
			}
			held.push(chunk);
			const passed = judged(held);
			if (!passed) continue;
			isJudged = true;
			yield* passed;
		}
		// Little that begins as it should is an early end, and not the wrong kind of answer.
		const { bytes, head } = tally.passed();
		if (!isJudged && bytes > 0 && !beginsLike(head, promise.format)) judgeHead(head, promise);
		facts = factsOf(bytes, watch, bounds);
		yield* held;
	}

	return { step, facts: () => facts };
}
