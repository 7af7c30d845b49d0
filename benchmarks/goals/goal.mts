import type { Cleanup } from '../../tools/terminal/cleanup.mts';

/** How much is measured: in full for RESULTS.md, or only enough to check that everything works. */
export interface Size {
	rounds: number;
	/** Bytes of the large file. */
	largeFile: number;
	/** Lines of speech, and milliseconds per line. */
	lines: number;
	latency: number;
	/** Numbers of requests at a time to compare, milliseconds for a phone prompt, and prompts for each request. */
	requestsAtATime: number[];
	promptLatency: number;
	promptRounds: number;
	/** Items of the long run. */
	manyItems: number;
	/** Voices of a large library, of a list, and of a burst. */
	library: number;
	list: number;
	burst: number;
	/** Captions of a film. */
	subtitles: number;
	/** Events of a stream of speech. */
	events: number;
}

/** A benchmark's folder and cleanup. */
export interface Bench {
	size: Size;
	/** A folder for large files, removed at the end. */
	folder: string;
	cleanup: Cleanup;
}

/** One figure: what was measured, the value, and the goal if there is one. */
export interface Figure {
	what: string;
	measured: string;
	goal?: string;
	/** Whether the goal is met. */
	met?: boolean;
}

/** The result of a benchmark. */
export interface Finding {
	title: string;
	/** How it was measured, in sentences. */
	how: string;
	figures: Figure[];
}

/** Measures one goal of the design. */
export type Benchmark = (bench: Bench) => Promise<Finding>;
