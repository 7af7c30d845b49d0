import { longestFrameHeader, type Frame, type ReadFrame } from './frame';

/** Walks along the frames of a stream as it comes. */
export interface FrameWalk {
	/** Takes the next bytes of the stream. */
	take(chunk: Uint8Array): void;
	/** Hz of the frames so far: each rate once, in the order they came. */
	sampleRates(): number[];
	/** What the walk found, once the stream has ended. `cut` is set only if a frame is certainly incomplete. */
	end(): { seconds: number | undefined; cut: boolean };
}

/** Sums up frames. */
function createSum() {
	let seconds = 0;
	let skipped = 0;
	const sampleRates: number[] = [];
	return {
		sampleRates,
		add(frame: Frame): void {
			skipped += frame.skipped ?? 0;
			seconds = frame.absolute ? Math.max(seconds, frame.seconds) : seconds + frame.seconds;
			const { sampleRate } = frame;
			if (sampleRate !== undefined && !sampleRates.includes(sampleRate)) sampleRates.push(sampleRate);
		},
		seconds: (): number => Math.max(0, seconds - skipped),
	};
}

/** Walks along a stream frame by frame and keeps no more of it than the header of one frame. */
export function createFrameWalk(readFrame: ReadFrame): FrameWalk {
	const sum = createSum();
	let rest = Buffer.alloc(0);
	let skip = 0;
	/** Set where something else than a frame begins. */
	let lost = false;
	let cut = false;

	const enter = (): boolean => {
		const frame = readFrame(rest);
		cut ||= frame === 'more';
		lost = !frame;
		if (!frame || frame === 'more') return false;
		sum.add(frame);
		skip = frame.length;
		return true;
	};
	const step = (): boolean => {
		const skipped = Math.min(skip, rest.length);
		rest = rest.subarray(skipped);
		skip -= skipped;
		return skip === 0 && rest.length >= longestFrameHeader && enter();
	};
	/** The last frames may be shorter than the longest header. */
	const enterLast = (): void => {
		while (!lost && skip < rest.length) {
			rest = rest.subarray(skip);
			skip = 0;
			if (!enter()) break;
		}
	};

	return {
		take(chunk) {
			if (lost) return;
			rest = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
			while (step());
		},
		sampleRates: () => sum.sampleRates,
		end() {
			enterLast();
			return { seconds: lost ? undefined : sum.seconds(), cut: cut || (!lost && skip > rest.length) };
		},
	};
}
