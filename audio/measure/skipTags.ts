import { tagLength } from '../tags';
import type { Input, Reading } from './input';

/** Skips the tags that begin here. */
export function* skipTags(input: Input): Reading<void> {
	while (yield* input.need(32)) {
		const length = tagLength(input.peek(32));
		if (length === 0) return;
		input.skip(length);
	}
}
